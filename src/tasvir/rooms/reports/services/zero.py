"""An explicit zero: the body says that there was nothing to report, which is not the same as silence."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tasvir.core.calendars.periods import Period
from tasvir.core.errors import UserError
from tasvir.foundation.sensitivity import MEMBERS
from tasvir.rooms.people.models import Body, User, WorkingGroup
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.services.contents import Letter
from tasvir.rooms.reports.services.reading import read_submission
from tasvir.rooms.reports.services.receiving import receive_submission

_NO_LETTER = Letter()
_NOUGHT = {"inspections": "0", "patrol_hours": "0", "parcels_screened": "0", "checks": "0"}


def report_zero(
    *,
    client_id: UUID,
    body: Body,
    kind: str,
    period: Period,
    by: User,
    now: datetime,
    letter: Letter = _NO_LETTER,
    sensitivity: str = MEMBERS,
    working_group: WorkingGroup | None = None,
    corrects: Submission | None = None,
    reason: str = "",
) -> Submission:
    """Receive and read the statement that a body had nothing of a kind in a period; it is a draft until submitted."""
    _check_silence(client_id, body, kind, period, corrects)
    submission = receive_submission(
        client_id=client_id,
        body=body,
        kind=kind,
        period=period,
        entry=choices.ZERO,
        rows=zero_rows(kind, period),
        by=by,
        now=now,
        letter=letter,
        sensitivity=sensitivity,
        working_group=working_group,
        corrects=corrects,
        reason=reason,
    )
    if submission.reading == choices.WAITING:
        read_submission(submission=submission, by=by, now=now)
    return submission


def zero_rows(kind: str, period: Period) -> list[dict[str, str]] | None:
    """The rows that say nought; of letters there is nothing to write down."""
    if kind == choices.WRITTEN:
        return None
    if kind == choices.EFFORT:
        return [{"period": period.label, **_NOUGHT}]
    return [{"period": period.label, "measure": "cases_detected", "value": "0", "unit": "case", "state": "zero"}]


def _check_silence(client_id: UUID, body: Body, kind: str, period: Period, corrects: Submission | None) -> None:
    """Nothing with content may stand for the same days, unless it is what the zero corrects."""
    told = Submission.objects.filter(
        body=body,
        kind=kind,
        state__in=choices.ARRIVED_STATES,
        period_start=period.start,
        period_end=period.end,
    )
    told = told.exclude(entry=choices.ZERO).exclude(client_id=client_id)
    other = told.exclude(pk=corrects.pk).first() if corrects else told.first()
    if other is not None:
        raise UserError("reports.mistake.zero_but_rows", number=other.number)
