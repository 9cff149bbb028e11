"""The event of a row: its other reports, and why they are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasvir.core.linkage.model import Reason
from tasvir.rooms.incidents.models import EventGroup, Incident
from tasvir.rooms.incidents.queries.visible import visible_incidents
from tasvir.rooms.people.queries import Access


@dataclass(frozen=True)
class EventOf:
    """The rows of one event that a person may see, and what joined them."""

    rows: Sequence[Incident]  # the leading row first, where it may be seen
    reasons: Sequence[Reason]
    decided_by: str  # "rule" or "person"; empty where the row stands alone
    across: bool = False


def event_of(incident: Incident, access: Access) -> EventOf:
    """The event that a row belongs to, as far as a person may see it."""
    group = EventGroup.objects.filter(event_key=incident.event_key).first() if incident.event_key else None
    if group is None:
        return EventOf([incident], [], "")
    order = {source: place for place, source in enumerate(group.members)}
    rows = visible_incidents(access).filter(event_key=group.event_key, counted=True)
    seen = sorted(rows, key=lambda row: order.get(row.source, len(order)))
    if len(seen) < 2:  # what joins it to rows that one may not see stays unsaid
        return EventOf([incident], [], "")
    reasons = [Reason(code, values) for code, values in group.reasons]
    return EventOf(seen, reasons, group.decided_by, group.across)
