"""Roles at bodies, and the keys of agencies' programs."""

from __future__ import annotations

import secrets

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tasvir.foundation.policy import needs
from tasvir.rooms.people import services
from tasvir.rooms.people.forms.persons import AppointmentForm, TokenForm
from tasvir.rooms.people.models import COMMISSION, AccessToken
from tasvir.rooms.people.queries import offered, visible_appointments, visible_bodies
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.people.rules import grantable_roles
from tasvir.rooms.people.views.shown import body_or_404, carried_out, done, person_or_404

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs("people.manage", subject="person")
@_FORM
def appoint(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a person a role at a body of one's own scope."""
    one = person_or_404(request, pk, "people.manage")
    near = Q(kind=COMMISSION) | Q(pk=one.home_id) | Q(parent=one.home_id)
    bodies = offered(visible_bodies(request.access, "people.manage").filter(active=True), near)
    roles = grantable_roles(post.role for post in request.access.posts)
    form = AppointmentForm(request.POST or None, bodies=bodies, roles=roles, initial={"body": one.home})
    if request.method == "POST" and form.is_valid():
        now, data = timezone.now(), form.cleaned_data
        if carried_out(form, lambda: services.appoint(person=one, by=request.user, now=now, **data)):
            done(request, "people.done.appointed")
            return redirect("people:person", one.pk)
    return render(request, "people/appoint.html", {"form": form, "person": one})


@needs("people.manage", subject="appointment")
def end_appointment(request: PersonRequest, pk: int) -> HttpResponse:
    """End a role at a body."""
    one = get_object_or_404(visible_appointments(request.access, "people.manage"), pk=pk)
    if request.method != "POST":
        return redirect("people:person", one.user_id)
    services.end_appointment(appointment=one, by=request.user, now=timezone.now())
    done(request, "people.done.appointment_ended")
    return redirect("people:person", one.user_id)


@needs("people.manage", subject="body")
@_FORM
def add_token(request: PersonRequest, code: str) -> HttpResponse:
    """Make a key for an agency's program and show it this once."""
    one = body_or_404(request, code, "people.manage")
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret, label, now = f"tsv_{secrets.token_urlsafe(32)}", form.cleaned_data["label"], timezone.now()
        if carried_out(
            form, lambda: services.make_token(body=one, label=label, secret=secret, by=request.user, now=now)
        ):
            answer = render(request, "people/token.html", {"body": one, "label": label, "secret": secret})
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return render(request, "people/add_token.html", {"form": form, "body": one})


@needs("people.manage", subject="token")
def end_token(request: PersonRequest, pk: int) -> HttpResponse:
    """End a key at once."""
    bodies = visible_bodies(request.access, "people.manage").order_by()
    one = get_object_or_404(AccessToken.objects.filter(body__in=bodies).select_related("body"), pk=pk)
    if request.method != "POST":
        return redirect("people:body", one.body.code)
    services.end_token(token=one, by=request.user, now=timezone.now())
    done(request, "people.done.token_ended")
    return redirect("people:body", one.body.code)
