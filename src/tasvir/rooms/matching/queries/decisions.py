"""The decisions of persons."""

from __future__ import annotations

from django.utils import timezone

from tasvir.core.linkage import model as linkage
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.incidents.queries import visible_incidents
from tasvir.rooms.matching.models import Decision
from tasvir.rooms.people.queries import Access


def decisions() -> list[linkage.Decision]:
    """Every decision that stands, the earliest first, as the linkage takes them."""
    standing = Decision.objects.filter(undone_at=None).select_related("by").order_by("at", "pk")
    return [
        linkage.Decision(tuple(one.members), one.same, str(one.by), timezone.localtime(one.at).date())
        for one in standing
    ]


def visible_decisions(access: Access, permission: str = "matching.read", *, newest: int = 200) -> list[Decision]:
    """The newest decisions, those undone too, on rows that a person may all see; each with its `rows`."""
    taken = list(Decision.objects.select_related("by", "undone_by")[:newest])
    rows = rows_of({source for one in taken for source in one.members}, access, permission)
    seen = [one for one in taken if rows.keys() >= set(one.members)]
    for one in seen:
        one.rows = [rows[source] for source in one.members]
    return seen


def rows_of(sources: set[str], access: Access, permission: str) -> dict[str, Incident]:
    """The rows of sources that a person may see."""
    found = visible_incidents(access, permission).filter(source__in=sorted(sources))
    return {row.source: row for row in found}
