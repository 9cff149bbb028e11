"""Ask for the picture of a body and a period: one that is ready or being made is not made twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tasvir.core.calendars.periods import Period
from tasvir.core.errors import UserError
from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation import handlers
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.queries import newest_snapshot
from tasvir.rooms.reports import queries as reports


@transaction.atomic
def ask_for_picture(
    *,
    body: Body,
    period: Period,
    comparisons: Sequence[str],
    lang: str,
    by: User | None,
    now: datetime,
    group: str = "",
    anew: bool = False,
) -> MadePicture:
    """The picture in a language: the one there is, or one on its way (a worker makes all three languages).

    `anew` makes it again though nothing seems to have changed.
    """
    names = tuple(name for name in choices.COMPARISONS if name in comparisons)
    _check_plan(body, period, names)
    found = MadePicture.objects.filter(
        body=body, group=group, period_start=period.start, period_end=period.end, comparisons="|".join(names), lang=lang
    )
    making = found.filter(state=choices.MAKING).first()
    if making:
        return making
    snapshot = newest_snapshot(body)
    ready = found.filter(state=choices.READY, snapshot=snapshot).first() if snapshot and not anew else None
    return ready or _new(body, group, period, names, lang, by, now)


def _new(
    body: Body, group: str, period: Period, names: Sequence[str], lang: str, by: User | None, now: datetime
) -> MadePicture:
    made = MadePicture.objects.bulk_create(
        MadePicture(
            body=body,
            group=group,
            period_name=period.label,
            period_start=period.start,
            period_end=period.end,
            comparisons="|".join(names),
            lang=one,
            asked_at=now,
        )
        for one in LANGUAGES
    )
    facts = {"period": period.label, "group": group}
    own = next(one for one in made if one.lang == lang)
    record_event(kind="picture.made", by=by, now=now, body=body.code, subject="picture", subject_id=own.pk, **facts)
    handlers.announce("picture.asked", made=made, by=by, now=now)
    own.refresh_from_db()
    return own


def _check_plan(body: Body, period: Period, names: Sequence[str]) -> None:
    """Refuse a comparison with a plan that nobody has declared for the period."""
    if choices.PLAN not in names:
        return
    targets = reports.commission_of(body).targets
    if not any((one.period.start, one.period.end) == (period.start, period.end) for one in targets):
        raise UserError("picture.no_plan", period=period.label_in("fa"))
