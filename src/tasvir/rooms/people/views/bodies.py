"""The tree of commissions and member agencies."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tasvir.foundation.policy import needs
from tasvir.foundation.texts import say
from tasvir.rooms.people import choices, services
from tasvir.rooms.people.forms.bodies import BodyForm, CodesForm, NewBodyForm, UnderForm
from tasvir.rooms.people.models import Appointment, Body
from tasvir.rooms.people.queries import found_bodies, managed_commissions, visible_bodies
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.people.views.shown import body_or_404, carried_out, done, page_of

_FORM = require_http_methods(["GET", "HEAD", "POST"])
_CHANGED = ("name_fa", "name_vi", "name_en", "agency", "area", "calendar", "time_zone", "lang")


@needs("people.read")
def bodies(request: PersonRequest) -> HttpResponse:
    """All bodies of one's scope as a tree, page by page, or those that a search finds."""
    asked, ended = request.GET.get("q", ""), request.GET.get("ended") == "1"
    rows = found_bodies(visible_bodies(request.access), asked)
    page = page_of(request, rows if ended else rows.filter(active=True))
    top = min((body.depth for body in page), default=0)
    may_add = request.access.may("people.manage")
    context = {"page_obj": page, "asked": asked, "ended": ended, "top": top, "may_add": may_add}
    return render(request, "people/bodies.html", context)


@needs("people.read", subject="body")
def body(request: PersonRequest, code: str) -> HttpResponse:
    """One body: what is below it, its working groups, its people and its keys."""
    one = body_or_404(request, code)
    people = Appointment.objects.filter(body=one, ended_at=None).select_related("user").order_by("role", "user")
    manages = request.access.may("people.manage", one.pk)
    context = {
        "body": one,
        "above": Body.objects.filter(pk__in=one.above_ids).filter(request.access.bodies("people.read")),
        "below": page_of(request, one.children.order_by("-active", "path")),
        "groups": one.working_groups.order_by("-active", "code"),
        "people": people,
        "tokens": one.tokens.select_related("made_by") if manages else (),
        "manages": manages,
        "moves": one.parent_id is not None and request.access.may("people.manage", one.parent_id),
    }
    return render(request, "people/body.html", context)


@needs("people.manage")
@_FORM
def add_body(request: PersonRequest) -> HttpResponse:
    """Add a commission or a member agency."""
    under = request.GET.get("under", "")
    commissions = managed_commissions(request.access)
    start = {"under": commissions.filter(code=under).first() or commissions.first()}
    form = NewBodyForm(request.POST or None, commissions=commissions, today=timezone.localdate(), initial=start)
    if request.method == "POST" and form.is_valid():
        data, values, now = form.cleaned_data, form.values, timezone.now()
        made = carried_out(
            form,
            lambda: services.add_body(
                code="", kind=data["kind"], parent=data["under"], by=request.user, now=now, **values
            ),
        )
        if made:
            done(request, "people.done.body_added")
            return redirect("people:body", made.code)
    return render(request, "people/add_body.html", {"form": form})


@needs("people.manage", subject="body")
@_FORM
def change_body(request: PersonRequest, code: str) -> HttpResponse:
    """Rename a body, change its area or calendar."""
    one = body_or_404(request, code, "people.manage")
    start = {name: getattr(one, name) for name in _CHANGED}
    form = BodyForm(request.POST or None, today=timezone.localdate(), initial=start)
    if request.method == "POST" and form.is_valid():
        now, values = timezone.now(), form.values
        if carried_out(form, lambda: services.change_body(body=one, by=request.user, now=now, **values)):
            done(request, "people.done.saved")
            return redirect("people:body", one.code)
    return render(request, "people/change_body.html", {"form": form, "body": one})


@needs("people.manage", subject="body")
@_FORM
def move_body(request: PersonRequest, code: str) -> HttpResponse:
    """Put a body under another commission that one manages."""
    one = body_or_404(request, code, "people.manage")
    commissions = managed_commissions(request.access).exclude(path__startswith=one.path)
    form = UnderForm(request.POST or None, commissions=commissions, initial={"under": one.parent})
    if request.method == "POST" and form.is_valid():
        now, under = timezone.now(), form.cleaned_data["under"]
        if carried_out(form, lambda: services.move_body(body=one, under=under, by=request.user, now=now)):
            done(request, "people.done.moved")
            return redirect("people:body", one.code)
    return render(request, "people/move_body.html", {"form": form, "body": one})


@needs("people.manage", subject="body")
def end_body(request: PersonRequest, code: str) -> HttpResponse:
    """End a body that has left."""
    one = body_or_404(request, code, "people.manage")
    if request.method != "POST":
        return redirect("people:body", one.code)
    services.end_body(body=one, by=request.user, now=timezone.now(), reason=request.POST.get("reason", "")[:500])
    done(request, "people.done.ended")
    return redirect("people:body", one.code)


@needs("people.manage", subject="body")
@_FORM
def add_listed_agencies(request: PersonRequest, code: str) -> HttpResponse:
    """Add the usual member agencies of a commission in one step."""
    one = body_or_404(request, code, "people.manage")
    there = set(one.children.filter(active=True).values_list("agency", flat=True))
    usual = choices.USUAL_MEMBERS.get(one.country or "IR", ())
    free = [(key, label) for key, label in choices.agencies() if key not in there]
    options: choices.Choices = [
        (say("people.listed.usual"), [one for one in free if one[0] in usual]),
        (say("people.listed.others"), [one for one in free if one[0] not in usual]),
    ]
    form = CodesForm(
        request.POST or None, label=say("people.listed.agencies"), options=lambda: options, initial={"codes": usual}
    )
    if request.method == "POST" and form.is_valid():
        now, codes = timezone.now(), form.cleaned_data["codes"]
        made = carried_out(
            form, lambda: services.add_listed_agencies(commission=one, codes=codes, by=request.user, now=now)
        )
        if made is not None:
            done(request, "people.done.agencies_added", count=len(made))
            return redirect("people:body", one.code)
    return render(request, "people/listed.html", {"form": form, "body": one, "what": "agencies"})


@needs("people.manage")
def next_steps(request: PersonRequest) -> HttpResponse:
    """What a new office does next."""
    top = managed_commissions(request.access).first()
    return render(request, "people/next_steps.html", {"body": top})
