"""The pages of the audit: the list with its filters, its export, and the head for the minutes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from tasvir.foundation.policy import RoomRequest, needs
from tasvir.foundation.texts import active_language, say
from tasvir.renderers.sheet_text import plain_text
from tasvir.rooms.audit import queries, services
from tasvir.rooms.audit.forms import EventFilters
from tasvir.rooms.audit.models import Event

_COLUMNS = ("number", "at", "kind", "what", "actor", "body", "subject", "subject_id", "reason", "facts", "hash")


@needs("audit.read")
def events(request: RoomRequest) -> HttpResponse:
    """What was done, seen and exported, the newest first; one subject's history where one is asked for."""
    form = EventFilters(request.GET or None)
    asked = form.asked()
    before = form.cleaned_data.get("before") if form.is_valid() else None
    found = queries.find_events(request.access, asked)
    page, older = queries.page_of_events(found, before) if form.is_valid() or not form.is_bound else ([], None)
    if before is None:
        services.record_reading(by=request.user, now=timezone.now(), asked=asked.told)
    shown = {"form": form, "asked": asked, "events": page, "older": older, "before": before}
    return render(request, "audit/events.html", {**shown, "query": _query(request)})


@needs("audit.read")
def export(request: RoomRequest) -> StreamingHttpResponse:
    """The same events as CSV, as many as there are."""
    asked = EventFilters(request.GET or None).asked()
    found = queries.find_events(request.access, asked)
    services.record_export(by=request.user, now=timezone.now(), asked=asked.told)
    answer = StreamingHttpResponse(_lines(found, active_language()), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


@needs("audit.read")
def head(request: RoomRequest) -> HttpResponse:
    """The number and hash of the last event, to be printed for the minutes."""
    number, value = queries.chain_head()
    groups = [value[place : place + 8] for place in range(0, len(value), 8)]
    return render(
        request, "audit/head.html", {"number": number, "hash": value, "groups": groups, "now": timezone.now()}
    )


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def _lines(found: Any, lang: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([say(f"audit.column.{name}", lang) for name in _COLUMNS])
    for event in found.iterator(chunk_size=2_000):
        yield writer.writerow(_row(event, lang))


def _row(event: Event, lang: str) -> list[Any]:
    """One event; what could run as a formula is written as text."""
    facts = json.dumps(event.facts, ensure_ascii=False, sort_keys=True)
    texts = [event.kind, say(f"event.{event.kind}", lang), event.actor, event.body, event.subject, event.subject_id]
    texts += [event.reason, facts, event.hash]
    return [event.number, event.at.isoformat(), *map(plain_text, texts)]


def _query(request: RoomRequest) -> str:
    asked = request.GET.copy()
    asked.pop("before", None)
    return asked.urlencode()
