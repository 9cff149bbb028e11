"""What stands on the record of an incident beside its own facts."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tasvir.rooms.audit.models import Event
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.incidents.queries.visible import visible_incidents
from tasvir.rooms.people.queries import Access


def lines_of(incident: Incident, access: Access) -> QuerySet[Incident]:
    """The goods lines of the same report: the rows of its submission that share its reference."""
    if not incident.ref:
        return Incident.objects.none()
    same = visible_incidents(access).filter(submission_id=incident.submission_id, ref=incident.ref)
    return same.order_by("line", "row", "pk")


def history_of(incident: Incident) -> list[Event]:
    """What the audit holds on a row and on the submission that brought it, the latest first."""
    own = Q(subject="incident", subject_id=str(incident.pk))
    brought = Q(subject="submission", subject_id=str(incident.submission_id))
    return list(Event.objects.filter(own | brought)[:30])
