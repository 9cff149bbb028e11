"""Enter and look up the persons, vehicles and companies of the long form."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tasvir.rooms.audit.services import record_event
from tasvir.rooms.incidents.models import Incident, Party
from tasvir.rooms.incidents.rules import party_key
from tasvir.rooms.people.models import User


@transaction.atomic
def add_party(
    *, incident: Incident, kind: str, name: str, identifier: str, role: str, by: User, now: datetime
) -> Party:
    """Enter a person, vehicle or company; the audit keeps that it was done, not the name."""
    party = Party.objects.create(
        incident=incident,
        kind=kind,
        name=name.strip(),
        identifier=identifier.strip(),
        role=role,
        name_key=party_key(name),
        identifier_key=party_key(identifier),
    )
    _record("incidents.party_added", party, by, now)
    return party


@transaction.atomic
def remove_party(*, party: Party, by: User, now: datetime) -> None:
    """Take out what was entered by mistake."""
    _record("incidents.party_removed", party, by, now)
    party.delete()


def _record(kind: str, party: Party, by: User, now: datetime) -> None:
    record_event(
        kind=kind,
        by=by,
        now=now,
        body=party.incident.body.code,
        subject="incident",
        subject_id=party.incident_id,
        party=party.pk,
        party_kind=party.kind,
    )


@transaction.atomic
def note_look_up(*, party: Party, found: int, reason: str, by: User, now: datetime) -> None:
    """Keep that somebody looked up the other incidents of a party, why, and how many were shown."""
    record_event(
        kind="incidents.looked_up",
        by=by,
        now=now,
        body=party.incident.body.code,
        subject="incident",
        subject_id=party.incident_id,
        reason=reason,
        party=party.pk,
        party_kind=party.kind,
        found=found,
    )


@transaction.atomic
def note_opened(*, incident: Incident, by: User, now: datetime) -> None:
    """Keep that somebody opened a row that not every reader may see."""
    record_event(
        kind="incidents.opened_restricted",
        by=by,
        now=now,
        body=incident.body.code,
        subject="incident",
        subject_id=incident.pk,
        sensitivity=incident.sensitivity,
    )
