"""The list of submissions, one submission with its steps, its receipt, files, versions and differences."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tasvir.foundation.models import Work
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.audit.models import Event
from tasvir.rooms.people.models import User
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.forms.filters import ListFilter
from tasvir.rooms.reports.models import Submission, WrittenFigure, WrittenStatement
from tasvir.rooms.reports.queries import answer_in, open_steps, versions_of, visible_submissions
from tasvir.rooms.reports.queries.duties import reason_against
from tasvir.rooms.reports.views.finding import find_or_404, note_opening
from tasvir.rooms.reports.views.presenting import (
    counts_of,
    facts_of,
    files_of,
    receipt_facts,
    room_tabs,
    row_of,
    trail_to,
    written,
)

PAGE = 30
_WAY = (choices.DRAFT, choices.SUBMITTED, choices.APPROVED, choices.ACCEPTED, choices.LOCKED)
_TIMES = {choices.SUBMITTED: "submitted_at", choices.APPROVED: "approved_at", choices.ACCEPTED: "accepted_at"}
_LOOKED = ("reports.opened_restricted", "reports.downloaded")
_MAIN = (rules.SUBMIT, rules.APPROVE, rules.ACCEPT)
_DANGER = (rules.RETURN, rules.WITHDRAW)
_REASONS = {rules.RETURN: "reports.field.return_reason", rules.WITHDRAW: "reports.field.withdraw_reason"}


@needs("reports.read")
def home(request: PersonRequest) -> HttpResponse:
    """The page with which this person's day begins."""
    for permission, route in (("reports.accept", "board"), ("reports.submit", "due")):
        if request.access.may(permission):
            return redirect(f"reports:{route}")
    return redirect("reports:list")


@needs("reports.read")
def submissions(request: PersonRequest) -> HttpResponse:
    """Every submission that the person may see, with search and filters."""
    filters = ListFilter(request.GET or None)
    found = filters.apply(visible_submissions(request.access))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    may_submit = request.access.may("reports.submit")
    context = {
        "filter": filters,
        "page_obj": page,
        "rows": [row_of(one) for one in page],
        "may_submit": may_submit,
        "empty": _nothing(filters, may_submit=may_submit),
        "tabs": room_tabs(request, "list"),
    }
    return render(request, "reports/list.html", context)


def _nothing(filters: ListFilter, *, may_submit: bool) -> dict[str, str]:
    if filters.is_bound:
        return {"title": say("reports.list.none.title"), "text": say("reports.list.none.text")}
    if not may_submit:
        return {"title": say("reports.list.empty.title"), "text": say("reports.list.empty.text_reader")}
    return {
        "title": say("reports.list.empty.title"),
        "text": say("reports.list.empty.text"),
        "url": reverse("reports:submit"),
        "action": say("reports.submit.other"),
    }


@needs("reports.read", subject="submission")
def submission(request: PersonRequest, number: str) -> HttpResponse:
    """One submission: how far it is, whose turn, what this person may do, and all that is known of it."""
    found = find_or_404(request, number, heavy=True)
    note_opening(request, found)
    return render(request, "reports/submission.html", page_of(request, found))


def page_of(request: PersonRequest, found: Submission) -> dict[str, Any]:
    """All that the page of a submission shows."""
    answer = answer_in(found, active_language())
    versions = versions_of(found)
    later = [one for one in versions if one.corrects_id == found.pk]
    return {
        "submission": found,
        "kind": f"reports.kind.{found.kind}",
        "body": found.body.label(active_language()),
        "trail": trail_to(),
        "steps": _steps(found),
        "turn": _turn(found),
        "actions": _actions(request, found),
        "approves_own": _approves_own(request, found),
        "work": _work(found),
        "counts": counts_of(answer),
        "refused": [one["message"] for one in answer["refused"]] if answer else [],
        "written": _written(found),
        "letter": facts_of(found),
        "files": files_of(found.attachments.select_related("stored_file")),
        "versions": [_version(one) for one in versions],
        "superseded_by": later[-1].number if later and found.state == choices.SUPERSEDED else None,
        "history": _history(found),
    }


def _steps(found: Submission) -> list[dict[str, Any]]:
    at = _WAY.index(found.state) if found.state in _WAY else 0
    return [
        {
            "text": f"reports.state.{state}",
            "now": state == found.state,
            "past": number < at,
            "at": getattr(found, _TIMES[state]) if state in _TIMES and number <= at else None,
        }
        for number, state in enumerate(_WAY)
    ]


def _turn(found: Submission) -> str:
    if found.state == choices.DRAFT and found.reading == choices.WAITING and found.reading_work:
        return say("reports.turn.draft_reading")
    if found.state == choices.DRAFT and found.reading == choices.REFUSED:
        return say("reports.turn.draft_refused")
    return say(f"reports.turn.{found.state}")


def _actions(request: PersonRequest, found: Submission) -> list[dict[str, Any]]:
    names = [step.name for step in open_steps(found, request.user)]
    actions = [_action(found, name) for name in names if name not in (rules.EDIT, rules.CORRECT)]
    if rules.EDIT in names and found.entry == choices.FORM:
        actions.append(_link("reports.action.edit", f"{reverse('reports:form')}?draft={found.number}"))
    elif rules.EDIT in names or rules.CORRECT in names:
        actions.append(_link("reports.action.correct", correction_url(found)))
    return actions


def _action(found: Submission, name: str) -> dict[str, Any]:
    look = "btn-primary" if name in _MAIN else "reports-refused" if name in _DANGER else ""
    url = reverse("reports:step", args=[found.number, name])
    return {"text": f"reports.step.{name}", "post": url, "look": look, "reason": _REASONS.get(name)}


def _link(text: str, url: str) -> dict[str, Any]:
    return {"text": text, "url": url, "look": ""}


def correction_url(found: Submission) -> str:
    """Where a submission is mended: by the way in which it came."""
    if found.entry == choices.FORM:
        return f"{reverse('reports:form')}?corrects={found.number}"
    way = found.entry if found.entry in (choices.TEXT, choices.ZERO) else choices.FILE
    return f"{reverse('reports:submit')}?way={way}&corrects={found.number}"


def _approves_own(request: PersonRequest, found: Submission) -> bool:
    if found.state != choices.SUBMITTED or found.submitted_by_id != request.user.pk:
        return False
    return reason_against(rules.STEPS[rules.APPROVE], found, request.user) == "reports.mistake.same_person"


def _work(found: Submission) -> Work | None:
    if found.reading != choices.WAITING or found.reading_work is None:
        return None
    return Work.objects.filter(pk=found.reading_work).first()


def _written(found: Submission) -> dict[str, str] | None:
    """How many figures and statements its letters hold, and how many nobody has decided."""
    if not found.texts.exists():
        return None
    own = [model.objects.filter(text__submission=found) for model in (WrittenFigure, WrittenStatement)]
    figures, statements = (one.count() for one in own)
    undecided = sum(one.filter(confirmed=None).count() for one in own)
    return {"figures": written(figures), "statements": written(statements), "undecided": written(undecided)}


def _version(one: Submission) -> dict[str, Any]:
    return {**row_of(one), "reason": one.reason, "before": one.corrects_id}


def _history(found: Submission) -> Iterable[dict[str, Any]]:
    """What happened to it, without who looked; what one person did several times in a row is one line."""
    own = Event.objects.filter(subject="submission", subject_id=str(found.pk), kind__startswith="reports.")
    events = list(own.exclude(kind__in=_LOOKED).order_by("number"))
    names = User.objects.in_bulk({one.actor_id for one in events if one.actor_id})
    for (kind, actor_id, reason), group in groupby(events, key=lambda one: (one.kind, one.actor_id, one.reason)):
        together = list(group)
        last = together[-1]
        yield {
            "at": last.at,
            "who": str(names.get(actor_id or 0, last.actor)),
            "text": f"event.{kind}",
            "reason": reason,
            "times": written(len(together)) if len(together) > 1 else "",
        }


@needs("reports.read", subject="submission")
def receipt(request: PersonRequest, number: str) -> HttpResponse:
    """The receipt: number, time, hash of what came."""
    found = find_or_404(request, number)
    note_opening(request, found)
    context = {
        "submission": found,
        "facts": receipt_facts(found),
        "files": files_of(found.attachments.select_related("stored_file")),
        "forget": "submit",
        "may_submit": request.access.may("reports.submit"),
        "trail": trail_to(found),
    }
    return render(request, "reports/receipt.html", context)
