"""The records behind the ids in this room's routes, for the access tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from tasvir.rooms.people.models import Body, User
from tasvir.rooms.reports import rules, services
from tasvir.rooms.reports.models import Expectation, Submission, WrittenFigure, WrittenStatement
from tasvir.rooms.reports.tests.senders import LETTER, LIST, NOW, receive

if TYPE_CHECKING:
    from tests.cast import Cast


def owner_of(cast: Cast, code: str) -> tuple[Body, User]:
    """The body of a code, and the officer of that body."""
    officers = {"police": "officer", "customs": "other_officer", "police_tayninh": "officer_elsewhere"}
    return cast.bodies[code], cast.people[officers[code]]


def read_one(cast: Cast, code: str) -> Submission:
    """A submission with a list and a letter, read."""
    body, officer = owner_of(cast, code)
    files = [("list.csv", LIST), ("letter.txt", LETTER.encode())]
    submission = receive(body, officer, files=files, enclosures=[("cover.txt", b"cover")])
    services.read_submission(submission=submission, now=NOW)
    return submission


def secretary_of(cast: Cast, code: str) -> User:
    """The secretary of the commission above a body."""
    return cast.people["secretary_elsewhere" if code == "police_tayninh" else "secretary"]


def submission(cast: Cast, code: str) -> dict[str, object]:
    """A submission by its number."""
    return {"number": read_one(cast, code).number}


def attachment(cast: Cast, code: str) -> dict[str, object]:
    """One of its files."""
    found = read_one(cast, code)
    return {"number": found.number, "pk": found.attachments.values_list("pk", flat=True)[0]}


def step(cast: Cast, code: str) -> dict[str, object]:
    """The step that is open to its officer."""
    return {"number": read_one(cast, code).number, "name": rules.SUBMIT}


def written_figure(cast: Cast, code: str) -> dict[str, object]:
    """A figure of its letter."""
    found = read_one(cast, code)
    return {"number": found.number, "pk": WrittenFigure.objects.filter(text__submission=found).values_list("pk")[0][0]}


def written_statement(cast: Cast, code: str) -> dict[str, object]:
    """A statement of its letter."""
    found = read_one(cast, code)
    told = WrittenStatement.objects.filter(text__submission=found)
    return {"number": found.number, "pk": told.values_list("pk")[0][0]}


def due(cast: Cast, code: str) -> Expectation:
    """A list that the body owes every month and has not sent."""
    return services.add_expectation(
        body=cast.bodies[code],
        kind="incidents",
        every="month",
        due_days=5,
        first=date(2025, 7, 1),
        by=secretary_of(cast, code),
        now=NOW,
    )


def expectation(cast: Cast, code: str) -> dict[str, object]:
    """What a body owes."""
    return {"pk": due(cast, code).pk}


def reminder(cast: Cast, code: str) -> dict[str, object]:
    """A printed reminder of it, as a Word file."""
    body, secretary = due(cast, code).body, secretary_of(cast, code)
    assert body.parent is not None
    sent = services.remind(body=body, sender=body.parent, way="printed", by=secretary, now=NOW)
    return {"pk": sent.pk, "form": "docx"}


SUBJECTS: dict[str, Callable[[Cast, str], dict[str, object]]] = {
    "attachment": attachment,
    "expectation": expectation,
    "reminder": reminder,
    "step": step,
    "submission": submission,
    "written_figure": written_figure,
    "written_statement": written_statement,
}
