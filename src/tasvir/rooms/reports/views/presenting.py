"""How submissions look on every screen: labels, colours, facts, tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from tasvir.core.text.formatting import format_date, format_datetime, format_number, localise_digits
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.models import Attachment, Submission

COLOURS = {
    choices.DRAFT: "bg-secondary-lt",
    choices.SUBMITTED: "bg-azure-lt",
    choices.APPROVED: "bg-blue-lt",
    choices.ACCEPTED: "bg-green-lt",
    choices.LOCKED: "bg-teal-lt",
    choices.RETURNED: "bg-red-lt",
    choices.SUPERSEDED: "bg-secondary-lt",
}
_COUNT_LOOKS = {"accepted": "reports-accepted", "rejected": "reports-refused"}
_TABS = (
    ("due", "reports:due", "reports.submit"),
    ("board", "reports:board", "reports.accept"),
    ("desk", "reports:desk", "reports.accept"),
    ("list", "reports:list", "reports.read"),
    ("settings", "reports:expectations", "reports.manage"),
)


def room_tabs(request: PersonRequest, current: str) -> list[dict[str, Any]]:
    """The room's pages that the person may open."""
    return [
        {"url": reverse(route), "label": say(f"reports.tabs.{name}"), "current": name == current}
        for name, route, permission in _TABS
        if request.access.may(permission)
    ]


def written(number: float) -> str:
    """A number inside a sentence."""
    return format_number(number, active_language())


def row_of(submission: Submission) -> dict[str, Any]:
    """A submission as a line of a list."""
    return {
        "number": submission.number,
        "revision": submission.revision,
        "version": submission.version,
        "version_text": written(submission.version),
        "body_name": submission.body.label(active_language()),
        "kind_text": f"reports.kind.{submission.kind}",
        "period_name": submission.period_name,
        "state_text": f"reports.state.{submission.state}",
        "colour": COLOURS[submission.state],
        "received_at": submission.received_at,
        "submitted_at": submission.submitted_at,
        "letter_number": submission.letter_number,
    }


def facts_of(submission: Submission) -> list[tuple[str, str]]:
    """What was recorded with a submission, for a datagrid."""
    lang = active_language()
    day = submission.letter_date
    group = submission.working_group
    return [
        (say("reports.field.body"), submission.body.label(lang)),
        (say("reports.field.kind"), say(f"reports.kind.{submission.kind}")),
        (say("reports.field.period"), submission.period.label_in(lang)),
        (say("reports.field.entry"), say(f"reports.entry.{submission.entry}")),
        (say("reports.field.letter_number"), submission.letter_number),
        (say("reports.field.letter_date"), format_date(day, lang) if day else ""),
        (say("reports.field.signatory"), submission.signatory),
        (say("reports.field.working_group"), group.label(lang) if group else ""),
        (say("reports.field.sensitivity"), say(f"sensitivity.{submission.sensitivity}")),
        (say("reports.field.received"), _moment(submission.received_at)),
        (say("reports.field.received_by"), str(submission.received_by)),
    ]


def receipt_facts(submission: Submission) -> list[tuple[str, str]]:
    """What a receipt says: whose, what for, when and by whom."""
    sent = submission.submitted_at
    facts = [fact for fact in facts_of(submission) if fact[1]]
    return [
        *facts,
        (say("reports.field.submitted"), _moment(sent) if sent else ""),
        (say("reports.field.state"), say(f"reports.state.{submission.state}")),
    ]


def _moment(at: datetime) -> str:
    return format_datetime(timezone.localtime(at), active_language())


def files_of(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """The files of a submission with their size and hash."""
    return [
        {
            "pk": one.pk,
            "name": one.name,
            "kind_text": f"reports.attachment.{one.kind}",
            "size": one.stored_file.size,
            "hash": one.stored_file.sha256,
        }
        for one in attachments
    ]


def counts_of(answer: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Rows in, accepted, refused, repeated, blank; nothing where no list was read."""
    if not answer or not answer["lists"]:
        return []
    names = ("rows_in", "accepted", "rejected", "duplicate", "blank")
    return [
        {"text": f"reports.answer.{name}", "value": answer[name], "look": _COUNT_LOOKS.get(name, "")} for name in names
    ]


def trail_to(submission: Submission | None = None) -> list[tuple[str, str]]:
    """The way back from a page of a submission."""
    steps = [(say("reports.list.title"), reverse("reports:list"))]
    if submission:
        number = localise_digits(submission.number, active_language())
        steps.append((number, reverse("reports:submission", args=[submission.number])))
    return steps


def compared(first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Two lists of facts side by side."""
    return [
        {"text": name, "first": one, "second": other, "differs": one != other}
        for (name, one), (_, other) in zip(first, second, strict=True)
    ]
