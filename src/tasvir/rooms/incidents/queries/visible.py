"""Which rows a person may see: every list, count, export and lookup of this room starts here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tasvir.foundation.sensitivity import NAMED
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.people.models import NamedReader
from tasvir.rooms.people.queries import Access


def visible_incidents(access: Access, permission: str = "incidents.read") -> QuerySet[Incident]:
    """The rows that a person may see: of the bodies in reach, by their label; whoever is named sees those too."""
    seen = access.visible(permission, "incident")
    if access.user_id is not None and access.may(permission):
        named = NamedReader.objects.filter(user_id=access.user_id, kind="submission").values("object_id")
        seen |= Q(sensitivity=NAMED, submission_id__in=named)
    return Incident.objects.filter(seen)
