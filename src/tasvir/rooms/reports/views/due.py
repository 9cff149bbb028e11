"""What is due: from the bodies of an officer, and from all bodies of a commission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tasvir.core.calendars.periods import Period, range_period
from tasvir.core.text.formatting import format_percent
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.forms.filters import BoardFilter
from tasvir.rooms.reports.models import Reminder, Submission
from tasvir.rooms.reports.queries import calendar_of, day_of, visible_submissions
from tasvir.rooms.reports.queries.commissions import expectations_below
from tasvir.rooms.reports.queries.due import (
    DUE,
    LATE,
    OVERDUE,
    RECEIVED,
    RUNNING,
    DueReport,
    Share,
    due_reports,
    dues_of,
    shares_of_groups,
)
from tasvir.rooms.reports.views.presenting import room_tabs, row_of, written

_COLOURS = {
    RECEIVED: "bg-green-lt",
    LATE: "bg-orange-lt",
    OVERDUE: "bg-red-lt",
    DUE: "bg-azure-lt",
    RUNNING: "bg-secondary-lt",
    "zero": "bg-teal-lt",
}
_ON_BOARD = {RECEIVED: "received", LATE: "late", OVERDUE: "missing", DUE: "due", RUNNING: "running", "zero": "zero"}
RECENT_REMINDERS = 10


@needs("reports.submit")
def due(request: PersonRequest) -> HttpResponse:
    """The home of an officer: what is owed, each with its button; what is unfinished or came back."""
    dues = due_reports(request.access, timezone.localdate())
    drafts = visible_submissions(request.access).filter(
        request.access.scope("reports.submit"), state__in=(choices.DRAFT, choices.RETURNED)
    )
    context = {
        "due": [_line(one) for one in dues],
        "several": len({one.body.pk for one in dues}) > 1,
        "drafts": [_draft(one) for one in drafts[:RECENT_REMINDERS]],
        "empty_title": say("reports.due.empty.title"),
        "empty_text": say("reports.due.empty.text"),
        "tabs": room_tabs(request, "due"),
    }
    return render(request, "reports/due.html", context)


def _line(one: DueReport) -> dict[str, Any]:
    wanted = {"body": one.body.code, "kind": one.kind, "period": one.slot.label}
    return {
        "kind": f"reports.kind.{one.kind}",
        "campaign": one.expectation.campaign,
        "period": one.slot.label,
        "body": one.body.label(active_language()),
        "due": one.due,
        "standing": f"reports.standing.{one.state}",
        "colour": _COLOURS[one.state],
        "number": one.numbers[-1] if one.numbers else "",
        "submit_url": f"{reverse('reports:submit')}?{urlencode(wanted)}",
    }


def _draft(one: Submission) -> dict[str, Any]:
    return {**row_of(one), "reason": one.reason, "returned": one.state == choices.RETURNED}


@needs("reports.accept")
def board(request: PersonRequest) -> HttpResponse:
    """The home of a secretary: bodies and periods, who is complete and timely, and whom to remind."""
    commissions = list(Body.objects.filter(pk__in=request.access.body_ids("reports.accept"), active=True))
    filters = BoardFilter(request.GET, bodies=commissions)
    body = filters.body or next(iter(commissions))
    today = day_of(body, timezone.now())
    dues = _dues(body, today, filters.days)
    reminders = _reminders({one.body.pk for one in dues})
    context = {
        "filter": filters,
        "periods": [slot.label for slot in _slots(dues)],
        "rows": _rows(dues, reminders),
        "several_kinds": len({one.kind for one in dues}) > 1,
        "totals": _totals(_owed(dues)),
        "groups": _groups(dues),
        "letters": [_reminder(one) for one in reminders[:RECENT_REMINDERS]],
        "empty": _nothing(request),
        "tabs": room_tabs(request, "board"),
    }
    return render(request, "reports/board.html", context)


def _dues(body: Body, today: date, days: int) -> list[DueReport]:
    expectations = [one for one in expectations_below(body) if one.body.active]
    window = range_period(today - timedelta(days=days), today, calendar_of(body))
    return dues_of(expectations, window, today)


def _slots(dues: Iterable[DueReport]) -> list[Period]:
    found = {one.slot.label: one.slot for one in dues}
    return sorted(found.values(), key=lambda slot: (_length(slot), slot.end), reverse=True)


def _length(slot: Period) -> int:
    """How long its kind of slot is: years before quarters, quarters before weeks."""
    return {"year": 5, "half": 4, "quarter": 3, "month": 2, "week": 1}.get(slot.kind, 0)


def _owed(dues: Iterable[DueReport]) -> list[DueReport]:
    """Those that count: what came, and what is late; not what may still come in time."""
    return [one for one in dues if one.numbers or one.state == OVERDUE]


def _share(dues: Iterable[DueReport], key: str = "") -> Share:
    share = Share(key)
    for one in dues:
        share.add(one)
    return share


def _rows(dues: Sequence[DueReport], reminders: Sequence[Reminder]) -> list[dict[str, Any]]:
    zeros = _zeros(dues)
    slots = [slot.label for slot in _slots(dues)]
    by_body: dict[int, list[DueReport]] = defaultdict(list)
    for one in dues:
        by_body[one.body.pk].append(one)
    reminded = {one.body_id: one.sent_at for one in reversed(reminders)}
    return [_row(own, slots, zeros, reminded) for own in by_body.values()]


def _row(
    own: Sequence[DueReport], slots: Sequence[str], zeros: frozenset[str], reminded: Mapping[int, Any]
) -> dict[str, Any]:
    share = _share(_owed(own))
    body = own[0].body
    return {
        "body": body,
        "name": body.label(active_language()),
        "cells": [[_cell(one, zeros) for one in own if one.slot.label == slot] for slot in slots],
        "completeness": share.completeness,
        "timeliness": share.timeliness,
        "missing": any(one.state == OVERDUE for one in own),
        "reminded": reminded.get(body.pk),
    }


def _cell(one: DueReport, zeros: frozenset[str]) -> dict[str, Any]:
    number = one.numbers[-1] if one.numbers else ""
    state = "zero" if one.state == RECEIVED and number in zeros else one.state
    return {
        "number": number,
        "text": f"reports.standing.{_ON_BOARD[state]}",
        "colour": _COLOURS[state],
        "kind": f"reports.kind.{one.kind}",
    }


def _zeros(dues: Iterable[DueReport]) -> frozenset[str]:
    """The receipts that say that there was nothing to report."""
    numbers = {number for one in dues for number in one.numbers}
    told = Submission.objects.filter(number__in=numbers, entry=choices.ZERO) if numbers else Submission.objects.none()
    return frozenset(told.order_by().values_list("number", flat=True))


def _totals(owed: Sequence[DueReport]) -> list[dict[str, str]]:
    share = _share(owed)
    timely = "–" if share.timeliness is None else format_percent(share.timeliness, active_language(), digits=0)
    return [
        {"text": "reports.board.expected", "value": written(share.expected)},
        {"text": "reports.board.received", "value": written(share.received)},
        {"text": "reports.board.missing", "value": written(share.missing)},
        {
            "text": "reports.board.timeliness",
            "value": timely,
        },
    ]


def _groups(dues: Sequence[DueReport]) -> list[dict[str, Any]]:
    return [
        {
            "name": share.names.get(active_language()) or next(iter(share.names.values()), share.key),
            "expected": share.expected,
            "completeness": share.completeness,
            "timeliness": share.timeliness,
        }
        for share in shares_of_groups(_owed(dues))
    ]


def _reminders(bodies: Iterable[int]) -> list[Reminder]:
    return list(Reminder.objects.filter(body__in=bodies).select_related("body")[:200])


def _reminder(one: Reminder) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "body_name": one.body.label(active_language()),
        "way_text": f"reports.remind.way.{one.way}",
        "number": one.number,
        "sent_at": one.sent_at,
    }


def _nothing(request: PersonRequest) -> dict[str, str]:
    empty = {"title": say("reports.board.empty.title"), "text": say("reports.board.empty.text")}
    if request.access.may("reports.manage"):
        empty |= {"url": reverse("reports:expectations"), "action": say("reports.board.empty.action")}
    return empty
