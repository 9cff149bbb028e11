"""Parties, and the other incidents of one: matched in its own script, never merged."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tasvir.rooms.incidents.models import Incident, Party
from tasvir.rooms.incidents.queries.visible import incident_seen, visible_incidents
from tasvir.rooms.people.queries import Access


def visible_parties(access: Access, permission: str = "incidents.look_up") -> QuerySet[Party]:
    """The parties of the rows over which a person holds a permission."""
    return Party.objects.filter(incident_seen(access, permission, "incident")).select_related("incident__body")


def others_of(party: Party, access: Access) -> list[Incident]:
    """The other incidents with the same number or the same name in the same script, as far as one may see them."""
    same = Q()
    if party.identifier_key:
        same |= Q(identifier_key=party.identifier_key)
    if party.name_key:
        same |= Q(name_key=party.name_key)
    if not same:
        return []
    others = Party.objects.filter(same, kind=party.kind).exclude(incident=party.incident_id)
    rows = visible_incidents(access, "incidents.look_up").filter(pk__in=others.values("incident_id"))
    return list(rows.prefetch_related("parties"))
