"""The record of one incident, and its persons, vehicles and companies."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tasvir.foundation.policy import needs
from tasvir.foundation.sensitivity import NAMED, RESTRICTED
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.audit.models import Event
from tasvir.rooms.incidents.forms import PartyForm, ReasonForm
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.incidents.queries import (
    event_of,
    facts_of,
    heading_of,
    history_of,
    labels_of,
    lines_of,
    others_of,
    said_rows,
    visible_incidents,
    visible_parties,
)
from tasvir.rooms.incidents.services import add_party, note_look_up, note_opened, remove_party
from tasvir.rooms.people.queries import Access
from tasvir.rooms.people.requests import PersonRequest


@needs("incidents.read", subject="incident")
def record(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything that is known of one incident, as far as one may see it."""
    incident = get_object_or_404(visible_incidents(request.access).select_related("body"), pk=pk)
    if incident.sensitivity in (RESTRICTED, NAMED):
        note_opened(incident=incident, by=request.user, now=timezone.now())
    return _page(request, incident)


def _page(request: PersonRequest, incident: Incident, form: PartyForm | None = None) -> HttpResponse:
    lang, access = active_language(), request.access
    sees_parties = access.may("incidents.look_up", incident.body_id)
    shown: dict[str, Any] = {
        "incident": incident,
        "heading": heading_of(incident, lang),
        "body_name": incident.body.label(lang),
        "trail": _trail(),
        "labels": labels_of(lang),
        "source_url": f"/reports/source/?{urlencode({'at': incident.source})}",
        "facts": [fact for fact in facts_of(incident, lang) if fact.text],
        "lines": said_rows(lines_of(incident, access), lang),
        "history": _told_history(incident, lang) if access.may("audit.read", incident.body_id) else [],
        "sees_parties": sees_parties,
        "parties": list(incident.parties.all()) if sees_parties else [],
        "may_edit": access.may("incidents.edit", incident.body_id),
        "form": form or PartyForm(),
    }
    return render(request, "incidents/record.html", shown | _event(incident, access, lang), status=400 if form else 200)


def _event(incident: Incident, access: Access, lang: str) -> dict[str, Any]:
    """The other reports of the event, and why they are one."""
    event = event_of(incident, access)
    others = [row for row in event.rows if row.pk != incident.pk and row.report != incident.report]
    return {
        "event": event,
        "others": said_rows(others, lang),
        "leads_other": event.rows[0].pk != incident.pk,
        "reasons": [say(one.code, **one.values) for one in event.reasons],
    }


def _told_history(incident: Incident, lang: str) -> list[tuple[Event, str]]:
    return [(event, say(f"event.{event.kind}", lang)) for event in history_of(incident)]


def _trail() -> list[tuple[str, str]]:
    return [(say("incidents.menu"), reverse("incidents:list"))]


@needs("incidents.edit", subject="incident")
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Enter a person, vehicle or company."""
    rows = visible_incidents(request.access, "incidents.edit")
    incident = get_object_or_404(rows.select_related("body"), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = PartyForm(request.POST)
    if not form.is_valid():
        return _page(request, incident, form)
    add_party(incident=incident, by=request.user, now=timezone.now(), **form.cleaned_data)
    return redirect("incidents:record", pk)


@needs("incidents.edit", subject="party")
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take out a person, vehicle or company that was entered by mistake."""
    party = get_object_or_404(visible_parties(request.access, "incidents.edit"), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    remove_party(party=party, by=request.user, now=timezone.now())
    return redirect("incidents:record", party.incident_id)


@needs("incidents.look_up", subject="party")
def look_up(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for a reason; then the other incidents of a person, vehicle or company."""
    party = get_object_or_404(visible_parties(request.access), pk=pk)
    form = ReasonForm(request.POST or None)
    found = None
    if form.is_valid():
        found = others_of(party, request.access)
        reason = form.cleaned_data["reason"]
        note_look_up(party=party, found=len(found), reason=reason, by=request.user, now=timezone.now())
    lang = active_language()
    shown = {
        "party": party,
        "form": form,
        "found": None if found is None else said_rows(found, lang),
        "labels": labels_of(lang),
        "trail": [*_trail(), (heading_of(party.incident, lang), reverse("incidents:record", args=[party.incident_id]))],
    }
    return render(request, "incidents/look_up.html", shown)
