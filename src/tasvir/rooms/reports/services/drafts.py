"""Save a form while it is being filled in; nothing that was once submitted changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tasvir.core.calendars.periods import Period
from tasvir.foundation.sensitivity import MEMBERS
from tasvir.rooms.people.models import Body, User, WorkingGroup
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries.duties import may
from tasvir.rooms.reports.services.contents import Letter, check_rows
from tasvir.rooms.reports.services.receiving import receive_submission
from tasvir.rooms.reports.services.steps import locked, note

_NO_LETTER = Letter()


def save_draft(
    *,
    client_id: UUID,
    body: Body,
    kind: str,
    period: Period,
    rows: Sequence[Mapping[str, object]],
    by: User,
    now: datetime,
    letter: Letter = _NO_LETTER,
    sensitivity: str = MEMBERS,
    working_group: WorkingGroup | None = None,
    corrects: Submission | None = None,
    reason: str = "",
    revision: int | None = None,
) -> Submission:
    """Keep the rows of a form under its id: the first time as a new draft, later in the place of what it held.

    `revision` is that of the draft which the person had before the eyes; StaleSubmission where it has grown since.
    """
    known = Submission.objects.filter(client_id=client_id).first()
    if known is None:
        return receive_submission(
            client_id=client_id,
            body=body,
            kind=kind,
            period=period,
            entry=choices.FORM,
            rows=rows,
            by=by,
            now=now,
            letter=letter,
            sensitivity=sensitivity,
            working_group=working_group,
            corrects=corrects,
            reason=reason,
        )
    checked = check_rows(rows, kind) or []
    return _change(known, _fields(kind, period, checked, letter, sensitivity, working_group), body, by, now, revision)


def _fields(
    kind: str,
    period: Period,
    rows: list[dict[str, str]],
    letter: Letter,
    sensitivity: str,
    working_group: WorkingGroup | None,
) -> dict[str, object]:
    return {
        "kind": kind,
        "rows": rows,
        "period_name": period.label,
        "period_start": period.start,
        "period_end": period.end,
        "letter_number": rules.storable_text(letter.number)[:60],
        "letter_date": letter.date,
        "signatory": rules.storable_text(letter.signatory)[:150],
        "sensitivity": sensitivity,
        "working_group": working_group,
    }


@transaction.atomic
def _change(
    known: Submission, fields: dict[str, object], body: Body, by: User, now: datetime, revision: int | None
) -> Submission:
    current = locked(known)
    if not may(by, rules.STEPS[rules.EDIT].permissions, current.body) or not may(by, ("reports.submit",), body):
        raise rules.NotAllowed("reports.mistake.not_allowed")
    if current.entry != choices.FORM or current.state != choices.DRAFT or current.reported_on is not None:
        raise rules.NotAllowed("reports.mistake.not_a_draft", number=current.number)
    if all(getattr(current, name) == value for name, value in fields.items()) and current.body_id == body.pk:
        return current
    if revision is not None and current.revision != revision:
        raise rules.StaleSubmission("reports.mistake.stale", number=current.number, state=current.state)
    for name, value in {**fields, "body": body}.items():
        setattr(current, name, value)
    current.reading, current.answer, current.read_at = choices.WAITING, None, None
    current.revision += 1
    current.save()
    note("reports.edited", current, by, now, rows=len(current.rows or ()))
    return current
