"""Counted rows as one Arrow table, without an object per row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from django.db import connection
from django.db.models import QuerySet

from tasvir.core.intake.tables import INCIDENTS
from tasvir.rooms.incidents.models import Incident

_BATCH = 20_000
_TEXTS = frozenset(field.name for field in INCIDENTS if pa.types.is_string(field.type))
_DAYS = frozenset(field.name for field in INCIDENTS if pa.types.is_date(field.type))


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is written about one counted row."""

    pk: int
    event_key: str
    shared: bool
    doubtful: bool


def counted_table(body_ids: Collection[int] | None = None) -> pa.Table:
    """The counted rows of bodies (None: of all) in core's schema, in the order of their sources."""
    rows = Incident.objects.filter(counted=True)
    if body_ids is not None:
        rows = rows.filter(body_id__in=sorted(body_ids))
    batches = list(row_batches(rows.order_by("source"), INCIDENTS.names))
    return pa.Table.from_batches(batches, schema=INCIDENTS)


def row_batches(rows: QuerySet[Incident], names: list[str]) -> Iterator[pa.RecordBatch]:
    """The columns of core's table of some rows, a batch at a time."""
    schema = pa.schema([INCIDENTS.field(name) for name in names])
    statement, values = rows.values_list(*names).query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        while part := cursor.fetchmany(_BATCH):
            columns = [_column(name, schema.field(name).type, cells) for name, cells in zip(names, zip(*part))]
            yield pa.record_batch(columns, schema=schema)


def _column(name: str, kind: Any, cells: tuple[Any, ...]) -> pa.Array:
    if name in _TEXTS:
        return pa.array([cell or None for cell in cells], kind)
    if name in _DAYS:  # SQLite answers days as text, PostgreSQL as days
        return pa.array([date.fromisoformat(cell) if isinstance(cell, str) else cell for cell in cells], kind)
    return pa.array(cells, kind)


def link_states() -> dict[str, LinkState]:
    """What is written about every counted row, by its source."""
    rows = Incident.objects.filter(counted=True).order_by()
    return {
        source: LinkState(pk, key, shared, doubtful)
        for source, pk, key, shared, doubtful in rows.values_list(
            "source", "pk", "event_key", "shared", "doubtful"
        ).iterator(chunk_size=20_000)
    }
