"""The way of a bulletin: drafted, approved, issued under a number, replaced by a further one; every step audited."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from tasvir.core.calendars import systems
from tasvir.core.calendars.systems import System
from tasvir.core.errors import UserError
from tasvir.foundation import files, handlers
from tasvir.foundation.models import StoredFile
from tasvir.foundation.sensitivity import MEMBERS, OPEN
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.bulletins import choices
from tasvir.rooms.bulletins.models import Bulletin, Series, TemplateVersion
from tasvir.rooms.bulletins.rules import check_reason, check_second_person, check_step, not_now
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.queries import shown_picture
from tasvir.rooms.picture.services import keep_picture
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import calendar_of, day_of


@transaction.atomic
def draft_bulletin(
    *,
    made: MadePicture,
    template: TemplateVersion | None,
    by: User,
    now: datetime,
    replaces: Bulletin | None = None,
    reason: str = "",
) -> Bulletin:
    """A draft of a ready picture; from here on it shows that picture, whatever is reported later."""
    if template and template.template.lang not in ("", made.lang):
        raise UserError("bulletins.template_language", name=template.template.name)
    bulletin = Bulletin.objects.create(
        body=made.body,
        lang=made.lang,
        period_name=made.period_name,
        period_start=made.period_start,
        period_end=made.period_end,
        picture=_frozen(made, now),
        made_id=made.pk,
        template=template,
        replaces=replaces,
        reason=reason,
        drafted_by=by,
        drafted_at=now,
    )
    _record("bulletins.drafted", bulletin, by, now, reason, replaces=replaces.label if replaces else "")
    return bulletin


def _frozen(made: MadePicture, now: datetime) -> StoredFile:
    """The picture without the words of restricted submissions: a bulletin is read by more than their close readers."""
    found = Submission.objects.filter(number__in=made.submissions).exclude(sensitivity__in=[OPEN, MEMBERS])
    if made.file is None:
        raise UserError("bulletins.picture_not_ready")
    hidden = list(found.values_list("number", flat=True))
    if not hidden:
        return made.file
    return files.store(json.dumps(shown_picture(made, hidden), ensure_ascii=False).encode(), now=now)


@transaction.atomic
def drop_bulletin(*, bulletin: Bulletin, by: User, now: datetime) -> None:
    """Take a draft away; what was issued is never taken away."""
    found = _locked(bulletin)
    check_step(found.state, "drop")
    _record("bulletins.dropped", found, by, now)
    found.delete()


@transaction.atomic
def approve_bulletin(*, bulletin: Bulletin, by: User, now: datetime) -> Bulletin:
    """The chair's word; whoever drafted it does not approve it."""
    found = _locked(bulletin)
    check_step(found.state, "approve")
    check_second_person(by.pk, found.drafted_by_id)
    found.state, found.approved_by, found.approved_at = choices.APPROVED, by, now
    found.save()
    _record("bulletins.approved", found, by, now)
    return found


@transaction.atomic
def return_bulletin(*, bulletin: Bulletin, reason: str, by: User, now: datetime) -> Bulletin:
    """Back to a draft, with a reason."""
    found = _locked(bulletin)
    check_step(found.state, "return")
    check_reason(reason)
    found.state, found.approved_by, found.approved_at, found.reason = choices.DRAFT, None, None, reason
    found.save()
    _record("bulletins.returned", found, by, now, reason)
    return found


@transaction.atomic
def issue_bulletin(*, bulletin: Bulletin, by: User, now: datetime) -> Bulletin:
    """Give it the next number of its body and year; its files are written right after, from what is frozen here.

    The number is taken under a lock in the transaction that issues, so a failure leaves no gap and two secretaries
    never get the same one.
    """
    series = _series(bulletin.body, now)
    found = _locked(bulletin)
    check_step(found.state, "issue")
    if found.replaces and found.replaces.state == choices.WITHDRAWN:
        raise UserError("bulletins.replaced_meanwhile", number=found.replaces.label)
    series.last += 1
    series.save()
    found.state, found.issued_by, found.issued_at = choices.ISSUED, by, now
    found.year, found.number = series.year, series.last
    found.save()
    if found.replaces:
        Bulletin.objects.filter(pk=found.replaces.pk).update(state=choices.WITHDRAWN, withdrawn_at=now)
        _record("bulletins.withdrawn", found.replaces, by, now, found.reason, replaced_by=found.label)
    _record("bulletins.issued", found, by, now, number=found.label, sha256=found.fingerprint)
    _keep(found, by, now)
    handlers.announce("bulletin.issued", bulletin=found, by=by, now=now)
    found.refresh_from_db()
    return found


def _keep(bulletin: Bulletin, by: User, now: datetime) -> None:
    """Let the picture's own page show what has changed since it was issued."""
    if bulletin.made_id is None:
        return
    made = MadePicture.objects.filter(pk=bulletin.made_id, file__isnull=False).select_related("body", "file").first()
    if made:
        keep_picture(made=made, label=bulletin.label, by=by, now=now)


@transaction.atomic
def ask_for_files(*, bulletin: Bulletin, by: User, now: datetime) -> None:
    """Have the files that are missing written, after a failure."""
    if bulletin.number is None:
        raise not_now(bulletin.state, choices.ISSUED)
    handlers.announce("bulletin.issued", bulletin=bulletin, by=by, now=now)


@transaction.atomic
def withdraw_bulletin(*, bulletin: Bulletin, reason: str, by: User, now: datetime) -> Bulletin:
    """It no longer stands; its number, its files and its hash stay."""
    found = _locked(bulletin)
    check_step(found.state, "withdraw")
    check_reason(reason)
    found.state, found.withdrawn_at, found.reason = choices.WITHDRAWN, now, reason
    found.save()
    _record("bulletins.withdrawn", found, by, now, reason)
    return found


def replace_bulletin(
    *, bulletin: Bulletin, made: MadePicture, template: TemplateVersion | None, reason: str, by: User, now: datetime
) -> Bulletin:
    """A draft that, once issued, takes the place of an issued bulletin of the same body and period and names it."""
    check_step(bulletin.state, "replace")
    check_reason(reason)
    same = (made.body_id, made.period_start, made.period_end)
    if same != (bulletin.body_id, bulletin.period_start, bulletin.period_end):
        raise UserError("bulletins.other_period", number=bulletin.label)
    return draft_bulletin(made=made, template=template, by=by, now=now, replaces=bulletin, reason=reason)


@transaction.atomic
def note_download(*, bulletin: Bulletin, form: str, by: User, now: datetime) -> None:
    """Write down that somebody took a file."""
    _record("bulletins.downloaded", bulletin, by, now, form=form)


def _series(body: Body, now: datetime) -> Series:
    """The row of numbers of the body's year, locked until the end of the transaction."""
    calendar: System = "jalali" if calendar_of(body) == "jalali" else "gregorian"
    year = systems.numbers_of(day_of(body, now), calendar)[0]
    Series.objects.get_or_create(body=body, year=year)
    return Series.objects.select_for_update().get(body=body, year=year)


def _locked(bulletin: Bulletin) -> Bulletin:
    return (
        Bulletin.objects.select_for_update(of=("self",))
        .select_related("body", "picture", "drafted_by")
        .get(pk=bulletin.pk)
    )


def _check_reason(reason: str) -> None:
    check_reason(reason)


def _record(kind: str, bulletin: Bulletin, by: User, now: datetime, reason: str = "", **facts: Any) -> None:
    told = {"period": bulletin.period_name, "lang": bulletin.lang, **facts}
    record_event(
        kind=kind, by=by, now=now, body=bulletin.body.code, subject="bulletin", subject_id=bulletin.pk, reason=reason,
        **told,
    )  # fmt: skip
