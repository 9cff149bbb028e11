"""Which rows stand behind a number: examples for all numbers, and the whole list for any of them on demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period, months_in
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.numbers.breakdowns import BREAKDOWNS, MONTH, By
from tasvir.core.picture.numbers.measures import counted_outcomes
from tasvir.core.picture.numbers.number import EXAMPLES, Number
from tasvir.core.vocabulary.lists import Lists

Indices = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

PAIRS = pa.schema([pa.field("key", pa.string()), pa.field("source", pa.string())])

_COLUMNS = {breakdown.name: breakdown.column for breakdown in BREAKDOWNS if breakdown.column}
_NEEDED = [
    *(
        "source",
        "occurred_on",
        "partners",
        "persons",
        "vehicles",
        "event_persons",
        "event_vehicles",
        "value",
        "currency",
        "outcome",
    ),
    *("quantity", "unit", "quantity_base", "unit_base", *_COLUMNS.values()),
]


class Sources:
    """The used rows of a period, found by the cell of a number."""

    def __init__(self, events: nw.LazyFrame[Any], period: Period, lists: Lists) -> None:
        day = nw.col("occurred_on")
        used = events.filter(nw.col("used"), day >= period.start, day <= period.end)
        table = used.select(*dict.fromkeys(_NEEDED), "file", "sheet", "row").sort("file", "sheet", "row")
        self._rows: pa.Table = table.collect(backend="pyarrow").to_native()
        self._period, self._areas = period, Tree.of(lists, "areas")
        self._outcomes = {one.measure: one.outcomes for one in counted_outcomes(lists)}
        self._indices: dict[str, dict[str, Indices]] = {}
        self._masks: dict[tuple[str, str], Mask] = {}

    def of(self, number: Number) -> list[str]:
        """All sources of a number."""
        if number.basis == "reported":
            return list(number.sources)
        found: list[str] = self._rows["source"].take(pa.array(self._found(number))).to_pylist()
        return found

    def with_examples(self, numbers: Sequence[Number]) -> list[Number]:
        """The numbers with their first sources filled in."""
        told = self._rows["source"]
        return [
            number
            if number.basis == "reported"
            else replace(number, sources=tuple(told.take(pa.array(self._found(number)[:EXAMPLES])).to_pylist()))
            for number in numbers
        ]

    def pairs(self, numbers: Sequence[Number]) -> Iterator[pa.Table]:
        """Every (key, source) of the numbers, one table a number."""
        for number in numbers:
            if number.basis == "reported":
                sources = pa.array(number.sources, pa.string())
            else:
                sources = self._rows["source"].take(pa.array(self._found(number))).combine_chunks()
            keys = pa.repeat(pa.scalar(number.key), len(sources))
            yield pa.table([keys, sources.cast(pa.string())], schema=PAIRS)

    def _found(self, number: Number) -> Indices:
        """The rows of a number, in the order of files and rows."""
        found = self._in_cell(number.cell)
        return found[self._mask(number.measure, number.unit)[found]]

    def _in_cell(self, cell: By) -> Indices:
        found: Indices | None = None
        for name, value in cell:
            index = self._index(name).get(value, np.empty(0, np.int64))
            found = index if found is None else np.intersect1d(found, index, assume_unique=True)
        return np.arange(self._rows.num_rows, dtype=np.int64) if found is None else found

    def _index(self, name: str) -> dict[str, Indices]:
        """The rows of each value of a breakdown."""
        if name not in self._indices:
            makers = {MONTH: self._by_month, "area": self._by_area, "agency": self._by_agency}
            self._indices[name] = makers.get(name, lambda: self._by_column(_COLUMNS[name]))()
        return self._indices[name]

    def _by_column(self, column: str | None) -> dict[str, Indices]:
        encoded = pc.dictionary_encode(self._rows[column].combine_chunks())
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        codes = np.asarray(pc.fill_null(encoded.indices, -1))
        order = np.argsort(codes, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)
        names = encoded.dictionary.to_pylist()
        return {names[codes[part[0]]]: part for part in parts if len(part) and codes[part[0]] >= 0}

    def _by_area(self) -> dict[str, Indices]:
        return self._merged({code: self._areas.line(code) for code in self._by_column("area")}, "area")

    def _by_agency(self) -> dict[str, Indices]:
        """The rows that an agency leads, and those in which it is a partner."""
        partners = self._by_column("partners")
        credited = self._merged({names: names.split("|") for names in partners}, "partners")
        led = self._by_column("lead_agency")
        nothing = np.empty(0, np.int64)
        return {
            agency: np.union1d(led.get(agency, nothing), credited.get(agency, nothing)) for agency in led | credited
        }

    def _merged(self, cells: dict[str, list[str]], column: str) -> dict[str, Indices]:
        parts: dict[str, list[Indices]] = {}
        for code, index in self._by_column(column).items():
            for cell in cells[code]:
                parts.setdefault(cell, []).append(index)
        return {cell: np.sort(np.concatenate(found)) for cell, found in parts.items()}

    def _by_month(self) -> dict[str, Indices]:
        days = np.asarray(pc.cast(self._rows["occurred_on"], pa.int32())).astype("datetime64[D]")
        return {
            month.label: np.flatnonzero((days >= np.datetime64(month.start)) & (days <= np.datetime64(month.end)))
            for month in months_in(self._period)
        }

    def _mask(self, measure: str, unit: str) -> Mask:
        """Which rows tell a measure in a unit."""
        if (measure, unit) not in self._masks:
            self._masks[(measure, unit)] = np.asarray(pc.fill_null(self._tells(measure, unit), False))
        return self._masks[(measure, unit)]

    def _tells(self, measure: str, unit: str) -> Any:
        rows = self._rows
        if measure in ("persons", "vehicles"):
            # An incident whose lead leaves it blank may have it from a partner: its leading row stands for it.
            return pc.or_(pc.is_valid(rows[measure]), pc.is_valid(rows[f"event_{measure}"]))
        if measure == "goods_value":
            return pc.and_(pc.is_valid(rows["value"]), pc.equal(pc.fill_null(rows["currency"], "other"), unit))
        if measure == "quantity":
            based = pc.and_(pc.is_valid(rows["quantity_base"]), pc.is_valid(rows["unit_base"]))
            measured = pc.if_else(based, rows["unit_base"], pc.fill_null(rows["unit"], "other"))
            return pc.and_(pc.or_(based, pc.is_valid(rows["quantity"])), pc.equal(measured, unit))
        if measure in self._outcomes:
            return pc.is_in(rows["outcome"], value_set=pa.array(self._outcomes[measure]))
        return pa.repeat(pa.scalar(True), rows.num_rows)
