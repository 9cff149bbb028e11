"""What a worker does for this room: make pictures, and follow accepted submissions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from tasvir.foundation import work
from tasvir.foundation.models import Work
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.models.body import COMMISSION
from tasvir.rooms.picture import choices, services
from tasvir.rooms.picture.models import MadePicture, Snapshot
from tasvir.rooms.picture.services.making import STEPS

REFRESH = "picture.refresh"
_REMADE_WITHIN = timedelta(days=60)
_MOST_REMADE = 12


def begin_picture(*, made: Sequence[MadePicture], by: Any | None, now: datetime) -> Work:
    """Let a worker make what was asked for."""
    ids = [one.pk for one in made]
    begun = work.start(make_pictures, kind="picture", now=now, by=by.pk if by else None, picture_ids=ids)
    MadePicture.objects.filter(pk__in=ids).update(work_id=begun.pk)
    return begun


@task()
def make_pictures(work_id: int, picture_ids: list[int]) -> None:
    """Make pictures that belong together."""
    work.carry_out(work_id, lambda running: _make(running, picture_ids))


def _make(running: work.Running, picture_ids: list[int]) -> dict[str, Any]:
    made = list(MadePicture.objects.filter(pk__in=picture_ids).select_related("body").order_by("pk"))
    try:
        services.make_picture(
            made=made, now=timezone.now(), tell=lambda step, done: running.tell(step, done=done, total=STEPS)
        )
    except BaseException:
        services.fail_pictures(made=made)
        raise
    return {"pictures": picture_ids}


def after_acceptance(*, submission: Any, now: datetime) -> None:
    """Bring the snapshots above a submission up to date, once for all that are accepted meanwhile."""
    body: Body = submission.body
    above = [*body.above_ids, body.pk] if body.kind == COMMISSION else body.above_ids
    _refresh_once(above, f"{REFRESH}.{body.parent_id}", now)


def after_change_for_all(*, now: datetime) -> None:
    """Bring every snapshot up to date that people look at: pairs, drivers and campaigns concern all bodies."""
    known = Snapshot.objects.filter(body__kind=COMMISSION, state=choices.READY)
    _refresh_once(sorted(set(known.values_list("body", flat=True))), REFRESH, now)


def _refresh_once(body_ids: Sequence[int], kind: str, now: datetime) -> None:
    if body_ids and not Work.objects.filter(kind=kind, state=Work.WAITING).exists():
        work.start(refresh, kind=kind, now=now, body_ids=list(body_ids))


@task()
def refresh(work_id: int, body_ids: list[int]) -> None:
    """Bring the snapshots of commissions up to date, with the pictures that people look at."""
    work.carry_out(work_id, lambda running: _refresh(running, body_ids))


def _refresh(running: work.Running, body_ids: list[int]) -> dict[str, Any]:
    found = list(Body.objects.filter(pk__in=body_ids, kind=COMMISSION, active=True).order_by("-path"))
    for place, one in enumerate(found):
        running.tell("picture.step.joining", done=place, total=len(found))
        snapshot = services.build_snapshot(body=one, now=timezone.now())
        _remake(one, snapshot)
    return {"bodies": [one.code for one in found]}


def _remake(body: Body, snapshot: Snapshot) -> None:
    """Ask anew for the pictures of a body that were made lately and are behind its snapshot."""
    now = timezone.now()
    behind = _lately(body, now).exclude(snapshot=snapshot)
    asked = {(one.group, one.period_name, one.comparisons): one for one in behind[: 4 * _MOST_REMADE]}
    for one in list(asked.values())[:_MOST_REMADE]:
        services.ask_for_picture(
            body=body,
            period=one.period,
            comparisons=one.compared_with,
            lang=one.lang,
            group=one.group,
            by=None,
            now=now,
        )


def _lately(body: Body, now: datetime) -> QuerySet[MadePicture]:
    return MadePicture.objects.filter(body=body, state=choices.READY, made_at__gte=now - _REMADE_WITHIN, lang="fa")
