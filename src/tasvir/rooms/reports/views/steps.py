"""The steps of a submission; an older tab meets a page with both states, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import rules, services
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.views.finding import find_or_404
from tasvir.rooms.reports.views.presenting import facts_of, trail_to

_SERVICES: Mapping[str, Callable[..., Submission]] = {
    rules.SUBMIT: services.submit,
    rules.WITHDRAW: services.withdraw,
    rules.APPROVE: services.approve,
    rules.ACCEPT: services.accept,
    rules.RETURN: services.return_to_agency,
    rules.LOCK: services.lock,
}


@needs("reports.read", subject="step")
def step(request: PersonRequest, number: str, name: str) -> HttpResponse:
    """Take a step, if it is open to this person in the state that the person saw."""
    found, take = find_or_404(request, number), _SERVICES.get(name)
    if take is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked: dict[str, Any] = {"revision": _revision(request)}
    if rules.STEPS[name].needs_reason:
        asked["reason"] = request.POST.get("reason", "")
    try:
        take(submission=found, by=request.user, now=timezone.now(), **asked)
    except rules.StaleSubmission as error:
        return stale(request, find_or_404(request, number), name, error)
    except rules.NotAllowed as error:
        return stale(request, found, name, error, status=403)
    except UserError as error:
        messages.error(request, explain(error))
        return redirect("reports:submission", number)
    messages.success(request, say(f"reports.done.{name}"))
    return redirect("reports:receipt" if name == rules.SUBMIT else "reports:submission", number)


def _revision(request: PersonRequest) -> int | None:
    told = request.POST.get("revision", "")
    return int(told) if told.isdecimal() and len(told) < 10 else None


def stale(request: PersonRequest, found: Submission, name: str, error: UserError, *, status: int = 409) -> HttpResponse:
    """The page that shows how the record stands now, and what the person wanted."""
    reason = request.POST.get("reason", "")
    state = (say("reports.field.state"), say(f"reports.state.{found.state}"))
    context = {
        "submission": found,
        "told": explain(error),
        "wanted": f"reports.step.{name}",
        "typed": [(say("reports.field.reason"), reason)] if reason else [],
        "now_items": [state, *facts_of(found)],
        "trail": trail_to(found),
    }
    return render(request, "reports/stale.html", context, status=status)
