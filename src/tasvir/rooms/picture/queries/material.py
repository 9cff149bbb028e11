"""What a body's pictures are made of: its counted rows, totals and letters, and people's decisions on pairs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import pyarrow as pa
import pyarrow.parquet as pq

from tasvir.core.intake.tables import INCIDENTS, SourceAnswer
from tasvir.core.linkage.model import Decision
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.office.own_lists import office_lists
from tasvir.core.vocabulary.lists import Lists
from tasvir.foundation.labels import current_lists
from tasvir.foundation.making import Material
from tasvir.foundation.reading import Reading
from tasvir.rooms.incidents import queries as incidents
from tasvir.rooms.matching import queries as matching
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.queries import bodies_below
from tasvir.rooms.picture.models import Snapshot
from tasvir.rooms.reference import queries as reference
from tasvir.rooms.reports import queries as reports
from tasvir.warehouse.linked_files import load_linked


@dataclass(frozen=True)
class Gathered:
    """What the rooms below hold of a body and all below it."""

    commission: Commission
    reading: Reading
    decisions: tuple[Decision, ...]

    @property
    def lists(self) -> Lists:
        """The reference lists as this office reads them."""
        return office_lists(current_lists(), self.commission)


def gather(body: Body) -> Gathered:
    """The accepted reports of a body and all below it; the rows of their incidents stay where they are."""
    commission = reports.commission_of(body)
    country = commission.country or ""
    reading = Reading(
        answers=list(reports.counted_answers(body)),
        written=list(reports.counted_letters(body)),
        drivers=reference.driver_values(country),
    )
    declared = {
        "campaigns": tuple(reference.own_campaigns(country)),
        "drivers": reference.declared_drivers(country),
    }
    return Gathered(replace(commission, **declared), reading, tuple(matching.decisions()))  # type: ignore[arg-type]


def incident_rows(body: Body) -> pa.Table:
    """The counted rows of incidents of a body and all below it."""
    return incidents.counted_table(list(bodies_below(body).values_list("pk", flat=True)))


def events_mark(rows: pa.Table, gathered: Gathered) -> str:
    """What the events hang on: which rows, which repeats, which decisions. Equal ones need no second joining."""
    repeats = (
        f"{answer.file}|{row.sheet}|{row.row}|{row.duplicate_of}"
        for answer in gathered.reading.answers
        for row in answer.rows
        if row.outcome == "duplicate"
    )
    return _digest(chain(rows["source"].to_pylist(), sorted(repeats), map(repr, gathered.decisions)))


def fingerprint(mark: str, gathered: Gathered) -> str:
    """What a picture hangs on: the events, the totals, the letters as confirmed, and what the office declares."""
    tables = (repr(one.table.to_pylist()) for one in gathered.reading.answers if one.kind != "incidents")
    answers = (f"{one.file}|{one.kind}|{one.rows_in}|{one.accepted}" for one in gathered.reading.answers)
    letters = (repr((one.file, one.figures, one.statements)) for one in gathered.reading.written)
    drivers = gathered.reading.drivers
    values = [repr(drivers.to_pylist())] if drivers is not None else []
    return _digest(chain([mark, repr(gathered.commission)], answers, tables, letters, values))


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def read_material(snapshot: Snapshot, gathered: Gathered) -> Material:
    """The snapshot of a body with the account of its reports, ready for a picture of any period."""
    tables = {name: pq.read_table(snapshot.folder / f"{name}.parquet") for name in ("figures", "effort")}
    reading = replace(gathered.reading, answers=[_account(answer) for answer in gathered.reading.answers])
    return Material(load_linked(snapshot.folder), tables["figures"], tables["effort"], reading)


def _account(answer: SourceAnswer) -> SourceAnswer:
    """A list of incidents without its rows: they stand in the events."""
    return replace(answer, table=INCIDENTS.empty_table()) if answer.kind == "incidents" else answer
