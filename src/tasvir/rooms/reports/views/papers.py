"""Files of a submission, its versions side by side, and another content that came under its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from tasvir.core.calendars.periods import parse_period
from tasvir.core.intake.headers.fields import FIELDS
from tasvir.core.text.formatting import format_date, format_datetime, format_number
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation import files as stored_files
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.models import Conflict, ReportedEffort, ReportedFigure, Submission, WrittenText
from tasvir.rooms.reports.views.downloads import as_download
from tasvir.rooms.reports.views.finding import find_or_404, note_opening
from tasvir.rooms.reports.views.presenting import compared, facts_of, trail_to, written
from tasvir.rooms.reports.views.submissions import correction_url

MOST_CHANGES = 200
_TOLD = {
    choices.INCIDENTS: (
        "ref", "occurred_on", "area", "place", "channel", "violation", "goods", "quantity", "unit", "value",
        "currency", "lead_agency",
    ),
    choices.FIGURES: ("area", "period_label", "measure", "breakdown", "value", "unit", "state"),
    choices.EFFORT: ("area", "period_label", "inspections", "patrol_hours", "parcels_screened", "checks"),
}  # fmt: skip


@needs("reports.read", subject="attachment")
def attachment(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """A file of a submission as it came."""
    found = find_or_404(request, number)
    one = get_object_or_404(found.attachments.select_related("stored_file"), pk=pk)
    note_opening(request, found, "reports.downloaded")
    return as_download(one.name, stored_files.read(one.stored_file))


@needs("reports.read", subject="corrected_submission")
def differences(request: PersonRequest, number: str) -> HttpResponse:
    """What a version changed against the one that it corrects."""
    found = find_or_404(request, number)
    if found.corrects is None:
        raise Http404
    before = find_or_404(request, found.corrects.number)
    note_opening(request, found)
    changes = list(_changes(before, found))
    context = {
        "submission": found,
        "before": before,
        "lines": compared(facts_of(before), facts_of(found)),
        "changes": changes[:MOST_CHANGES],
        "more": written(len(changes) - MOST_CHANGES) if len(changes) > MOST_CHANGES else "",
        "trail": trail_to(found),
    }
    return render(request, "reports/differences.html", context)


def _changes(before: Submission, after: Submission) -> Iterator[dict[str, str]]:
    """Rows that only one of two versions holds, in the order of their sources."""
    old, new = Counter(_rows(before)), Counter(_rows(after))
    for row in (old - new).elements():
        yield {"row": row, "text": "reports.differences.removed", "look": "reports-old"}
    for row in (new - old).elements():
        yield {"row": row, "text": "reports.differences.added", "look": "reports-new"}


def _rows(found: Submission) -> Iterator[str]:
    own: dict[str, Any] = {
        choices.INCIDENTS: Incident.objects.filter(submission_id=found.pk),
        choices.FIGURES: ReportedFigure.objects.filter(submission=found),
        choices.EFFORT: ReportedEffort.objects.filter(submission=found),
    }
    for kind, rows in own.items():
        for row in rows.order_by("pk").values(*_TOLD[kind]):
            yield " · ".join(shown_cell(kind, name, cell) for name, cell in row.items() if cell not in (None, ""))
    for text in WrittenText.objects.filter(submission=found).values_list("text", flat=True):
        yield from (line.strip() for line in text.splitlines() if line.strip())


def shown_cell(kind: str, name: str, cell: object) -> str:
    """A cell as a person reads it: codes by their labels, days and numbers as the language writes them."""
    lang, lists = active_language(), load_lists()
    field = FIELDS[kind].get(name)  # type: ignore[index]
    if isinstance(cell, date):
        return format_date(cell, lang)
    if isinstance(cell, (int, float)):
        return format_number(cell, lang)
    known = field.vocabulary if field and field.vocabulary in lists.by_name else ""
    return lists.label(known, str(cell), lang) if known else str(cell)


@needs("reports.read", subject="conflicted_submission")
def conflict(request: PersonRequest, number: str) -> HttpResponse:
    """What came first under an id, and the other content that came later; both are kept."""
    found = find_or_404(request, number)
    later = found.conflicts.select_related("received_by").first()
    if later is None:
        raise Http404
    note_opening(request, found)
    context = {
        "submission": found,
        "first_title": "reports.conflict.first",
        "second_title": "reports.conflict.second",
        "lines": compared(_facts(found), _conflict_facts(later)),
        "ways_on": _ways_on(request, found),
        "trail": trail_to(found),
    }
    return render(request, "reports/conflict.html", context)


def _facts(found: Submission) -> list[tuple[str, str]]:
    files = [[one.name, one.kind, one.stored_file.sha256] for one in found.attachments.select_related("stored_file")]
    letter = [found.letter_number, found.letter_date.isoformat() if found.letter_date else None, found.signatory]
    told = {
        "period": found.period_name,
        "kind": found.kind,
        "letter": letter,
        "sensitivity": found.sensitivity,
        "files": files,
        "rows": found.rows,
    }
    return _told(told, str(found.received_by), found.received_at, found.content_hash)


def _conflict_facts(later: Conflict) -> list[tuple[str, str]]:
    return _told(later.content, str(later.received_by), later.received_at, later.content_hash)


def _told(content: dict[str, Any], who: str, at: Any, digest: str) -> list[tuple[str, str]]:
    lang = active_language()
    number, day, signatory = content["letter"]
    return [
        (say("reports.field.received"), format_datetime(timezone.localtime(at), lang)),
        (say("reports.field.received_by"), who),
        (say("reports.field.period"), parse_period(content["period"]).label_in(lang)),
        (say("reports.field.kind"), say(f"reports.kind.{content['kind']}")),
        (say("reports.field.letter_number"), number),
        (say("reports.field.letter_date"), day or ""),
        (say("reports.field.signatory"), signatory),
        (say("reports.field.sensitivity"), say(f"sensitivity.{content['sensitivity']}")),
        (say("reports.submission.files"), " · ".join(name for name, _, _ in content["files"])),
        (say("reports.field.rows"), written(len(content["rows"])) if content.get("rows") else ""),
        (say("reports.field.hash"), digest[:16]),
    ]


def _ways_on(request: PersonRequest, found: Submission) -> list[dict[str, str]]:
    ways = [
        {
            "text": "reports.conflict.keep",
            "url": reverse("reports:submission", args=[found.number]),
            "look": "btn-primary",
        }
    ]
    if request.access.may("reports.submit", found.body_id):
        ways.append({"text": "reports.conflict.correct", "url": correction_url(found), "look": ""})
    return ways
