"""A record of each kind that the routes of reports name, as an own or another body's, for the matrix of access."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

from tests.cast import NOW, Cast

from tasvir.core.calendars.periods import parse_period
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.reports import choices, services
from tasvir.rooms.reports.models import Expectation, Reminder, Submission, WrittenFigure, WrittenStatement
from tasvir.rooms.reports.rules import SubmissionConflict
from tasvir.rooms.reports.tests import senders

TEXT = "در سه‌ماههٔ دوم سال ۱۴۰۴ تعداد ۱۲۳ فقره پروندهٔ قاچاق کالا تشکیل شد. پیشنهاد می‌شود گشت‌های مشترک افزایش یابد."
_OFFICERS = {"police": "officer", "customs": "other_officer", "police_tayninh": "officer_elsewhere"}
_PERIODS = {"police_tayninh": "vn:2025-Q3"}


def officer_of(cast: Cast, code: str) -> User:
    """The officer of a body."""
    return cast.people[_OFFICERS[code]]


def letter(cast: Cast, code: str) -> Submission:
    """A letter as a body's officer pasted it, read."""
    body: Body = cast.bodies[code]
    by = officer_of(cast, code)
    found = services.receive_submission(
        client_id=uuid4(),
        body=body,
        kind=choices.WRITTEN,
        period=parse_period(_PERIODS.get(code, "1404-Q2")),
        entry=choices.TEXT,
        files=[("text.txt", TEXT.encode())],
        by=by,
        now=NOW,
    )
    services.begin_reading(submission=found, by=by, now=NOW)
    return found


def _submission(cast: Cast, code: str) -> dict[str, object]:
    return {"number": letter(cast, code).number}


def _listed(cast: Cast, code: str) -> dict[str, object]:
    return {"number": senders.receive_and_read(cast.bodies[code], officer_of(cast, code)).number}


def _corrected(cast: Cast, code: str) -> dict[str, object]:
    first = letter(cast, code)
    return {"number": senders.receive(first.body, officer_of(cast, code), corrects=first, reason="x").number}


def _conflicted(cast: Cast, code: str) -> dict[str, object]:
    body, by, client_id = cast.bodies[code], officer_of(cast, code), uuid4()
    first = senders.receive(body, by, client_id=client_id)
    with suppress(SubmissionConflict):
        senders.receive(body, by, client_id=client_id, reason="x")
    return {"number": first.number}


def _step(cast: Cast, code: str) -> dict[str, object]:
    return {"number": letter(cast, code).number, "name": "submit"}


def _attachment(cast: Cast, code: str) -> dict[str, object]:
    found = letter(cast, code)
    return {"number": found.number, "pk": found.attachments.get().pk}


def _written(model: type[WrittenFigure] | type[WrittenStatement]) -> Callable[[Cast, str], dict[str, object]]:
    def made(cast: Cast, code: str) -> dict[str, object]:
        found = letter(cast, code)
        one = model._default_manager.filter(text__submission=found).first()
        assert one is not None
        return {"number": found.number, "pk": one.pk}

    return made


def _reminder(cast: Cast, code: str) -> dict[str, object]:
    body: Body = cast.bodies[code]
    due = [{"kind": choices.WRITTEN, "period": "1404-Q2", "due": "2025-10-01", "campaign": ""}]
    reminder = Reminder.objects.create(
        body=body,
        sender=body.parent,
        way=choices.PRINTED,
        number="1404/1",
        due=due,
        sent_at=NOW,
        sent_by=officer_of(cast, code),
    )
    return {"pk": reminder.pk, "form": "docx"}


def _expectation(cast: Cast, code: str) -> dict[str, object]:
    one = Expectation.objects.create(body=cast.bodies[code], kind=choices.WRITTEN, every=choices.QUARTER, due_days=10)
    return {"pk": one.pk}


SUBJECTS: dict[str, Callable[[Cast, str], dict[str, object]]] = {
    "submission": _submission,
    "listed_submission": _listed,
    "corrected_submission": _corrected,
    "conflicted_submission": _conflicted,
    "step": _step,
    "attachment": _attachment,
    "written_figure": _written(WrittenFigure),
    "written_statement": _written(WrittenStatement),
    "reminder": _reminder,
    "expectation": _expectation,
}
