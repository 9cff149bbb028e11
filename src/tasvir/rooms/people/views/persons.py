"""Persons: list, invite, change, close."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.decorators.http import require_http_methods

from tasvir.foundation.policy import needs
from tasvir.foundation.roles import ROLES
from tasvir.rooms.people import services
from tasvir.rooms.people.forms.persons import PersonForm, ProfileForm
from tasvir.rooms.people.models import COMMISSION, User
from tasvir.rooms.people.queries import (
    found_persons,
    has_second_factor,
    may_look_after,
    offered,
    visible_bodies,
    visible_persons,
    who_may_what,
)
from tasvir.rooms.people.queries import with_roles as and_roles
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.people.rules import grantable_roles
from tasvir.rooms.people.views.shown import carried_out, done, page_of, person_or_404

_FORM = require_http_methods(["GET", "HEAD", "POST"])
_KNOWN = ("full_name", "email", "telephone", "lang")


@needs("people.read")
def persons(request: PersonRequest) -> HttpResponse:
    """The persons of one's scope with their roles, or those that a search finds."""
    asked, closed = request.GET.get("q", ""), request.GET.get("closed") == "1"
    rows = found_persons(and_roles(visible_persons(request.access)), asked)
    page = page_of(request, rows if closed else rows.filter(is_active=True))
    context = {"page_obj": page, "asked": asked, "closed": closed, "may_add": request.access.may("people.manage")}
    return render(request, "people/persons.html", context)


@needs("people.read", subject="person")
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """One person: where the person works and every role, running and ended."""
    one = person_or_404(request, pk)
    roles = one.appointments.select_related("body").order_by("ended_at", "body__path")
    seen = roles.filter(body__in=visible_bodies(request.access).order_by())
    context = {
        "person": one,
        "running": [role for role in seen if role.ended_at is None],
        "ended": [role for role in seen if role.ended_at is not None],
        "looks_after": may_look_after(request.access, one),
        "manages": request.access.may("people.manage") and one.pk != request.user.pk,
        "grants": grantable_roles(post.role for post in request.access.posts),
        "has_factor": has_second_factor(one),
    }
    return render(request, "people/person.html", context)


@needs("people.manage")
@_FORM
def add_person(request: PersonRequest) -> HttpResponse:
    """Invite a person: make the account, the first role, and a link that sets the password."""
    at, managed = request.GET.get("at", ""), visible_bodies(request.access, "people.manage").filter(active=True)
    bodies = managed.filter(code=at) if at else offered(managed, Q(kind=COMMISSION))
    start = {"home": bodies.filter(code=at).first(), "lang": request.LANGUAGE_CODE}
    roles = grantable_roles(post.role for post in request.access.posts)
    form = PersonForm(request.POST or None, bodies=bodies, roles=roles, initial=start)
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: _invite(request, form))
        if made:
            return _show_link(request, made)
    return render(request, "people/add_person.html", {"form": form})


@needs("people.manage", subject="person")
@_FORM
def change_person(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what is known of a person."""
    one = person_or_404(request, pk, "people.manage")
    form = ProfileForm(request.POST or None, initial={name: getattr(one, name) for name in _KNOWN})
    if request.method == "POST" and form.is_valid():
        now, data = timezone.now(), form.cleaned_data
        if carried_out(form, lambda: services.change_person(person=one, by=request.user, now=now, **data)):
            done(request, "people.done.saved")
            return redirect("people:person", one.pk)
    return render(request, "people/change_person.html", {"form": form, "person": one})


@needs("people.manage", subject="person")
def make_link(request: PersonRequest, pk: int) -> HttpResponse:
    """A new link with which a person sets a password."""
    one = person_or_404(request, pk, "people.manage")
    return _show_link(request, one) if request.method == "POST" else redirect("people:person", one.pk)


@needs("people.manage", subject="person")
def close_person(request: PersonRequest, pk: int) -> HttpResponse:
    """Close an account, or open a closed one again."""
    one = person_or_404(request, pk, "people.manage")
    if request.method != "POST":
        return redirect("people:person", one.pk)
    now, reason = timezone.now(), request.POST.get("reason", "")[:500]
    if one.is_active:
        services.deactivate_person(person=one, by=request.user, now=now, reason=reason)
        done(request, "people.done.closed")
    else:
        services.reactivate_person(person=one, by=request.user, now=now)
        done(request, "people.done.opened")
    return redirect("people:person", one.pk)


@needs("people.manage", subject="person")
def reset_second_factor(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget the second factor of a person who lost the telephone."""
    one = person_or_404(request, pk, "people.manage")
    if request.method != "POST":
        return redirect("people:person", one.pk)
    reason = request.POST.get("reason", "")[:500]
    services.reset_second_factor(person=one, by=request.user, now=timezone.now(), reason=reason)
    done(request, "people.done.factor_reset")
    return redirect("people:person", one.pk)


@needs("people.read")
def roles(request: PersonRequest) -> HttpResponse:
    """Who may what: every permission and the roles that hold it."""
    names = [f"role.{role}" for role in ROLES]
    table = [(f"permission.{name}", list(zip(names, held, strict=True))) for name, held in who_may_what()]
    return render(request, "people/roles.html", {"roles": names, "table": table})


@transaction.atomic
def _invite(request: PersonRequest, form: PersonForm) -> User:
    now, data = timezone.now(), dict(form.cleaned_data)
    role = data.pop("role")
    made = services.add_person(by=request.user, now=now, **data)
    if role:
        services.appoint(person=made, body=made.home or data["home"], role=role, by=request.user, now=now)
    return made


def _show_link(request: PersonRequest, one: User) -> HttpResponse:
    """The page that shows the link once; it is written down that it was made, never the link."""
    uid, token = urlsafe_base64_encode(force_bytes(one.pk)), default_token_generator.make_token(one)
    link = request.build_absolute_uri(reverse("people:password", args=[uid, token]))
    services.send_password_link(person=one, address=link, by=request.user, now=timezone.now())
    answer = render(request, "people/link.html", {"person": one, "link": link})
    answer.headers["Cache-Control"] = "no-store"
    return answer
