"""What is expected from whom, what the plan wants, and totals of past years loaded once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from tasvir.core.calendars.systems import System
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_quantity
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import services
from tasvir.rooms.reports.forms.settings import ExpectationForm, TargetForm
from tasvir.rooms.reports.models import Expectation, PlanTarget
from tasvir.rooms.reports.models.declared import PastTotal
from tasvir.rooms.reports.queries import calendar_of
from tasvir.rooms.reports.views.presenting import room_tabs

_TABS = (("expected", "expectations"), ("targets", "targets"), ("history", "history"))


def settings_tabs(request: PersonRequest, current: str) -> dict[str, Any]:
    """The tabs of the room, and under them those of the settings."""
    tabs = [
        {"url": reverse(f"reports:{route}"), "label": say(f"reports.settings.{name}"), "current": name == current}
        for name, route in _TABS
    ]
    return {"tabs": room_tabs(request, "settings"), "settings_tabs": tabs}


def managed(request: PersonRequest) -> list[int]:
    """The bodies over which the person manages reports."""
    return sorted(request.access.body_ids("reports.manage"))


def calendar_here(request: PersonRequest) -> System:
    """The calendar of the person's first body."""
    body = Body.objects.filter(pk__in=managed(request)).first()
    return calendar_of(body) if body else "gregorian"


@needs("reports.manage")
def expectations(request: PersonRequest) -> HttpResponse:
    """What each body owes; a form adds to it."""
    form = ExpectationForm(request.POST or None, bodies=managed(request), calendar=calendar_here(request))
    if request.method == "POST" and form.is_valid() and _added(request, form):
        return redirect("reports:expectations")
    mine = Expectation.objects.filter(request.access.scope("reports.manage")).select_related("body")
    context = {
        "form": form,
        "rows": [_expectation(one) for one in mine.order_by("-active", "body__path", "kind", "pk")],
        "empty": {"title": say("reports.expected.empty.title"), "text": say("reports.expected.empty.text")},
        **settings_tabs(request, "expected"),
    }
    return render(request, "reports/expectations.html", context, status=422 if form.errors else 200)


def _added(request: PersonRequest, form: ExpectationForm) -> bool:
    try:
        services.add_expectation(**form.cleaned_data, by=request.user, now=timezone.now())
    except UserError as error:
        form.add_error(None, explain(error))
        return False
    messages.success(request, say("reports.done.saved"))
    return True


def _expectation(one: Expectation) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("pk", "due_days", "first", "last", "campaign", "active", "calendar")}
    return {
        **told,
        "body_name": one.body.label(active_language()),
        "kind_text": f"reports.kind.{one.kind}",
        "every_text": f"reports.every.{one.every}",
        "calendar_text": f"reports.calendar.{one.calendar}",
    }


@needs("reports.manage", subject="expectation")
def end_expectation(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for it no longer."""
    mine = Expectation.objects.filter(request.access.scope("reports.manage")).select_related("body")
    one = get_object_or_404(mine, pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    services.end_expectation(expectation=one, by=request.user, now=timezone.now())
    messages.success(request, say("reports.done.saved"))
    return redirect("reports:expectations")


@needs("reports.manage")
def targets(request: PersonRequest) -> HttpResponse:
    """What the plan wants; a form adds to it or sets it anew."""
    form = TargetForm(request.POST or None, bodies=managed(request))
    if request.method == "POST" and form.is_valid() and _set(request, form):
        return redirect("reports:targets")
    mine = PlanTarget.objects.filter(request.access.scope("reports.manage")).select_related("body")
    context = {
        "form": form,
        "rows": [declared(one) for one in mine],
        "empty": {"title": say("reports.targets.empty.title"), "text": say("reports.targets.empty.text")},
        **settings_tabs(request, "targets"),
    }
    return render(request, "reports/targets.html", context, status=422 if form.errors else 200)


def _set(request: PersonRequest, form: TargetForm) -> bool:
    try:
        services.set_target(**form.cleaned_data, by=request.user, now=timezone.now())
    except UserError as error:
        form.add_error(None, explain(error))
        return False
    messages.success(request, say("reports.done.saved"))
    return True


def declared(one: PlanTarget | PastTotal) -> dict[str, Any]:
    """A target or a past total as a line."""
    return {
        "body_name": one.body.label(active_language()),
        "measure": one.measure,
        "by_text": breakdown_text(one.by),
        "period_name": one.period_name,
        "period_text": one.period.label_in(active_language()),
        "amount": format_quantity(one.value, one.unit, active_language()),
    }


def breakdown_text(by: dict[str, str]) -> str:
    """A breakdown with its labels."""
    lists, lang = load_lists(), active_language()
    names = {"agency": "agencies", "area": "areas", "channel": "channels", "violation": "violations"}
    found = [(names.get(key, key), code) for key, code in by.items()]
    return " · ".join(lists.label(name, code, lang) if name in lists.by_name else code for name, code in found)
