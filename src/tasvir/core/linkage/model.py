"""What linkage answers: which rows are one event, which may be, and what a person has decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pyarrow as pa

from tasvir.core.intake.tables import INCIDENTS, SourceAnswer, source_of

EVENTS = pa.schema(
    [
        *INCIDENTS,
        pa.field("incident", pa.int64()),
        pa.field("used", pa.bool_()),
        pa.field("ignored", pa.string()),  # null where used: duplicate | partner_report | superseded
        pa.field("lines", pa.int32()),  # used rows (goods lines) of the incident; 0 where ignored
        pa.field("leads", pa.bool_()),  # the first used row of its incident
        pa.field("event_persons", pa.int64()),  # of the whole incident, on the leading row only
        pa.field("event_vehicles", pa.int64()),
        pa.field("partners", pa.string()),  # the other credited agencies, joined by |; on used rows
    ]
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows are or may be one event: a message code and its values."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on rows, by their sources: the same event or not; the later decision holds."""

    members: tuple[str, ...]
    same: bool
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row that intake left out because it repeats another one exactly."""

    source: str
    file: str
    sheet: str | None
    row: int
    duplicate_of: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that count as one incident, the lead's row first."""

    incident: str
    members: tuple[str, ...]
    reasons: tuple[Reason, ...]
    decided_by: Literal["rule", "person"]
    lead_agency: str | None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Rows that a person has to look at; they are not joined."""

    members: tuple[str, ...]
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Linked:
    """The events with their incidents; `reported` counts rows, `distinct` counts incidents.

    `not_compared` counts rows of blocks that were too large for one of the rules that bring copies together.
    """

    events: pa.Table
    groups: Sequence[Group]
    doubtful: Sequence[Doubtful]
    reported: int
    distinct: int
    not_compared: int = 0


def incident_code(lead_source: str) -> str:
    """The stable name of an incident: a hash of its leading row's source."""
    return "i-" + hashlib.sha256(lead_source.encode()).hexdigest()[:12]


def repeats_of(answers: Iterable[SourceAnswer]) -> list[Repeat]:
    """The exact repeats that intake left out of the tables of incidents."""
    return [
        Repeat(
            source=source_of(answer.file, row.sheet, row.row),
            file=answer.file,
            sheet=row.sheet,
            row=row.row,
            duplicate_of=row.duplicate_of,
        )
        for answer in answers
        if answer.kind == "incidents"
        for row in answer.rows
        if row.outcome == "duplicate" and row.duplicate_of
    ]
