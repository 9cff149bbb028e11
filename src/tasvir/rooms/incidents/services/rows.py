"""Write the accepted rows of a submission, in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

import pyarrow as pa
from django.db import connection, transaction

from tasvir.core.intake.tables import INCIDENTS
from tasvir.foundation.sensitivity import SENSITIVITIES
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.incidents.rules import SEARCHED, row_key
from tasvir.rooms.people.models import Body, User

_BATCH = 2_000
_OWN = (
    "body_id", "submission_id", "submission_number", "counted", "sensitivity", "event_key", "shared", "doubtful",
    "value_order", "search_key", "created_at",
)  # fmt: skip
# What a reading anew leaves as it is: the marks of acceptance, of the linkage and of the first reading.
_KEPT = frozenset({"source", "counted", "event_key", "shared", "doubtful", "created_at"})
_TEXTS = frozenset(field.name for field in INCIDENTS if pa.types.is_string(field.type))


@transaction.atomic
def replace_rows(
    *,
    submission_id: int,
    submission_number: str,
    body: Body,
    table: pa.Table,
    sensitivity: str,
    by: User | None,
    now: datetime,
) -> int:
    """Make a submission's rows those of the table; a row that was there under its source keeps its number."""
    fixed = {
        "body_id": body.pk,
        "submission_id": submission_id,
        "submission_number": submission_number,
        "counted": False,
        "sensitivity": sensitivity,
        "created_at": now.isoformat(sep=" "),
    }
    own = Incident.objects.filter(submission_id=submission_id)
    before = set(own.values_list("source", flat=True))
    insert_rows(_row_values(table, fixed))
    gone = before.difference(table["source"].to_pylist())
    for part in _parts(sorted(gone)):
        own.filter(source__in=part).delete()
    record_event(
        kind="incidents.rows_replaced",
        by=by,
        now=now,
        body=body.code,
        subject="submission",
        subject_id=submission_id,
        rows=table.num_rows,
        removed=len(gone),
    )
    return len(table)


def insert_rows(rows: Iterator[tuple[Any, ...]]) -> None:
    """Write rows (columns of core's table, then the room's own) in batches, over those of the same source."""
    columns = [*INCIDENTS.names, *_OWN]
    quote = connection.ops.quote_name
    table, names = quote(Incident._meta.db_table), ", ".join(map(quote, columns))
    over = ", ".join(f"{quote(one)} = excluded.{quote(one)}" for one in columns if one not in _KEPT)
    before, after = f"INSERT INTO {table} ({names}) VALUES ", f" ON CONFLICT ({quote('source')}) DO UPDATE SET {over}"
    place = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            if connection.vendor == "sqlite":  # has no way to the server to save, and a limit of values a statement
                cursor.executemany(f"{before}{place}{after}", batch)
            else:
                values = ", ".join([place] * len(batch))
                cursor.execute(f"{before}{values}{after}", [cell for row in batch for cell in row])


def _row_values(table: pa.Table, fixed: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    searched = [name for name in SEARCHED if name in INCIDENTS.names]
    for part in table.select(INCIDENTS.names).to_batches(max_chunksize=_BATCH):
        for row in part.to_pylist():
            texts = [row[name] for name in searched]
            own = fixed | {
                "event_key": "",
                "shared": False,
                "doubtful": False,
                "value_order": -1 if row["value"] is None else row["value"],
                "search_key": row_key([*texts, fixed["submission_number"]]),
            }
            yield (*(_cell(name, row[name]) for name in INCIDENTS.names), *(own[name] for name in _OWN))


def _cell(name: str, value: Any) -> Any:
    """A cell as both databases take it: a blank text is empty, a day is written out."""
    if name in _TEXTS:
        return value or ""
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def set_counted(*, submission_ids: Collection[int], counted: bool, now: datetime, by: User | None = None) -> int:
    """Let the rows of submissions count, or no longer; rows that stop counting lose their event."""
    changes: dict[str, Any] = {"counted": counted}
    if not counted:
        changes |= {"event_key": "", "shared": False, "doubtful": False}
    changed = 0
    for part in _parts(sorted(submission_ids)):
        changed += Incident.objects.filter(submission_id__in=part).exclude(counted=counted).update(**changes)
    if changed:
        record_event(
            kind="incidents.counted_set",
            by=by,
            now=now,
            counted=counted,
            submissions=sorted(submission_ids),
            rows=changed,
        )
    return changed


@transaction.atomic
def set_sensitivity(*, submission_id: int, sensitivity: str, by: User | None, now: datetime, reason: str = "") -> int:
    """Give all rows of a submission another label."""
    if sensitivity not in SENSITIVITIES:
        raise ValueError(f"{sensitivity} is no sensitivity label")
    changed = Incident.objects.filter(submission_id=submission_id).exclude(sensitivity=sensitivity)
    rows = changed.update(sensitivity=sensitivity)
    record_event(
        kind="incidents.sensitivity_set",
        by=by,
        now=now,
        subject="submission",
        subject_id=submission_id,
        reason=reason,
        sensitivity=sensitivity,
        rows=rows,
    )
    return rows


def _parts(values: Sequence[Any], size: int = 10_000) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
