"""Write what the linkage found: the event of every row, and the rows of events that are told more than once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from tasvir.rooms.incidents.models import EventGroup, Incident


@dataclass(frozen=True, slots=True)
class Link:
    """What the linkage says of one row, by the row's number."""

    pk: int
    event_key: str
    shared: bool
    doubtful: bool


@transaction.atomic
def write_links(*, links: Sequence[Link]) -> int:
    """Write the links of the rows given; the caller gives only rows that change."""
    table = connection.ops.quote_name(Incident._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(links), 5_000):
            part = [(one.event_key, one.shared, one.doubtful, one.pk) for one in links[start : start + 5_000]]
            if connection.vendor == "sqlite":
                cursor.executemany(f"UPDATE {table} SET event_key = %s, shared = %s, doubtful = %s WHERE id = %s", part)
            else:
                values = ", ".join(["(%s, %s::boolean, %s::boolean, %s::bigint)"] * len(part))
                cursor.execute(
                    f"UPDATE {table} AS row SET event_key = new.key, shared = new.shared, doubtful = new.doubtful"
                    f" FROM (VALUES {values}) AS new (key, shared, doubtful, id) WHERE row.id = new.id",
                    [cell for one in part for cell in one],
                )
    return len(links)


@transaction.atomic
def replace_groups(*, groups: Mapping[str, EventGroup]) -> int:
    """Make the groups those given, by their key; writes only those that are new, changed or gone."""
    kept: dict[str, tuple[object, ...]] = {}
    gone = []
    for one in EventGroup.objects.iterator(chunk_size=5_000):
        wanted = groups.get(one.event_key)
        if wanted is not None and _content(one) == _content(wanted):
            kept[one.event_key] = ()
        else:
            gone.append(one.pk)
    for start in range(0, len(gone), 10_000):
        EventGroup.objects.filter(pk__in=gone[start : start + 10_000]).delete()
    new = [group for key, group in groups.items() if key not in kept]
    EventGroup.objects.bulk_create(new, batch_size=1_000)
    return len(new) + len(gone)


def _content(group: EventGroup) -> tuple[object, ...]:
    reasons = [list(reason) for reason in group.reasons]
    return (list(group.members), reasons, group.decided_by, group.lead_agency, group.partners, group.across)
