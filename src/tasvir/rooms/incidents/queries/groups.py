"""Events that more than one report tells, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tasvir.core.linkage.model import Reason
from tasvir.rooms.incidents.models import EventGroup, Incident
from tasvir.rooms.incidents.queries.visible import visible_incidents
from tasvir.rooms.people.queries import Access


@dataclass(frozen=True)
class GroupSeen:
    """An event with those of its rows that a person may see, the leading one first."""

    event_key: str
    rows: Sequence[Incident]
    reasons: Sequence[Reason]
    decided_by: str


def groups_seen(
    access: Access, permission: str, *, after: int = 0, size: int = 25
) -> tuple[list[GroupSeen], int | None]:
    """The events of several reports of which a person may see at least two rows, and where the next page begins."""
    seen = visible_incidents(access, permission).filter(shared=True, counted=True)
    across = EventGroup.objects.filter(across=True, pk__gt=after, event_key__in=seen.values("event_key"))
    groups = list(across.order_by("pk")[: size + 1])
    more, groups = len(groups) > size, groups[:size]
    rows: dict[str, list[Incident]] = defaultdict(list)
    for row in seen.filter(event_key__in=[group.event_key for group in groups]):
        rows[row.event_key].append(row)
    found = [_seen(group, rows[group.event_key]) for group in groups if len(rows[group.event_key]) > 1]
    return found, groups[-1].pk if more else None


def group_seen(access: Access, permission: str, key: str) -> GroupSeen | None:
    """One event of several reports, if a person may see all of its rows."""
    group = EventGroup.objects.filter(event_key=key, across=True).first()
    if group is None:
        return None
    rows = list(visible_incidents(access, permission).filter(event_key=key, counted=True))
    return _seen(group, rows) if {row.source for row in rows} >= set(group.members) else None


def _seen(group: EventGroup, rows: list[Incident]) -> GroupSeen:
    order = {source: place for place, source in enumerate(group.members)}
    return GroupSeen(
        group.event_key,
        sorted(rows, key=lambda row: order.get(row.source, len(order))),
        [Reason(code, values) for code, values in group.reasons],
        group.decided_by,
    )
