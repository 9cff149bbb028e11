"""The desk of the secretariat: what waits to be accepted, one by one or many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tasvir.core.errors import UserError
from tasvir.core.text.formatting import localise_digits
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices, services
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import visible_submissions
from tasvir.rooms.reports.views.presenting import room_tabs, row_of, written

PAGE = 30
_AT_ONCE = 100


@needs("reports.accept")
def desk(request: PersonRequest) -> HttpResponse:
    """What waits for the secretariat, the oldest first."""
    page = Paginator(_waiting(request), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [_row(one) for one in page],
        "empty": {
            "title": say("reports.desk.empty.title"),
            "text": say("reports.desk.empty.text"),
            "url": reverse("reports:board"),
            "action": say("reports.tabs.board"),
        },
        "tabs": room_tabs(request, "desk"),
    }
    return render(request, "reports/desk.html", context)


def _waiting(request: PersonRequest) -> QuerySet[Submission]:
    mine = visible_submissions(request.access).filter(request.access.scope("reports.accept")).defer(None).defer("rows")
    waiting = Q(state=choices.APPROVED) | Q(state=choices.SUBMITTED)
    return mine.filter(waiting).order_by("submitted_at", "pk")


def _row(one: Submission) -> dict[str, Any]:
    lists = one.answer["lists"] if one.answer else []
    return {
        **row_of(one),
        "ready": one.state == choices.APPROVED and one.reading == choices.DONE,
        "accepted": sum(part["accepted"] for part in lists),
        "rejected": sum(part["rejected"] for part in lists),
    }


@needs("reports.accept")
@require_POST
def accept_many(request: PersonRequest) -> HttpResponse:
    """Accept the marked ones, each on its own: what cannot be accepted is told and the rest goes on."""
    marked = [one.partition(":") for one in request.POST.getlist("number")[:_AT_ONCE]]
    if not marked:
        messages.error(request, say("reports.error.choose_reports"))
    found = {one.number: one for one in _waiting(request).filter(number__in=[number for number, _, _ in marked])}
    accepted = 0
    for number, _, revision in marked:
        if number in found and revision.isdecimal():
            accepted += _accepted(request, found[number], int(revision[:9]))
    if accepted:
        messages.success(request, say("reports.done.accepted_many", count=written(accepted)))
    return redirect("reports:desk")


def _accepted(request: PersonRequest, one: Submission, revision: int) -> bool:
    try:
        services.accept(submission=one, by=request.user, now=timezone.now(), revision=revision)
    except UserError as error:
        number = localise_digits(one.number, active_language())
        messages.error(request, say("reports.error.accepted_not", number=number, problem=explain(error)))
        return False
    return True
