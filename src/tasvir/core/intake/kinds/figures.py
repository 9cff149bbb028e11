"""Tables of totals, long or wide, to one entry for each figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import pyarrow as pa

from tasvir.core.calendars.finding import find_period
from tasvir.core.calendars.periods import EXPECTED, Period
from tasvir.core.intake.cells.column import Cells
from tasvir.core.intake.cells.measured_cells import usual_currency
from tasvir.core.intake.cells.number_cells import Numbers, numbers_in, state_of
from tasvir.core.intake.cells.sheet_reading import SheetReading
from tasvir.core.intake.cells.word_cells import find_code, read_code
from tasvir.core.intake.headers.fields import FIGURE_FIELDS, Field
from tasvir.core.intake.headers.header_units import HeaderUnit, read_header_unit
from tasvir.core.intake.headers.headings import Member
from tasvir.core.intake.kinds.account import ReadTable
from tasvir.core.intake.kinds.wide_headers import read_title
from tasvir.core.intake.problems import rows_where
from tasvir.core.intake.sheets.extents import column_letters

_DIMENSIONS = {
    "goods": "goods", "channel": "channels", "violation": "violations", "agency": "agencies", "area": "areas",
    "carrier": "carriers", "platform": "platforms", "conveyance": "conveyances", "detection": "detections",
    "working_group": "working_groups",
}  # fmt: skip
_VALUE = FIGURE_FIELDS["value"]
_NO_UNIT = HeaderUnit()
Value = TypeVar("Value")


@dataclass
class Entries:
    """Figures in the making, one item in each list for each figure."""

    rows: list[int] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    agency: list[str | None] = field(default_factory=list)
    area: list[str | None] = field(default_factory=list)
    period: list[Period | None] = field(default_factory=list)
    measure: list[str | None] = field(default_factory=list)
    breakdown: list[str | None] = field(default_factory=list)
    value: list[float | None] = field(default_factory=list)
    unit: list[str | None] = field(default_factory=list)
    state: list[str] = field(default_factory=list)


def read_figures_table(reading: SheetReading) -> ReadTable:
    """The figures of a sheet; what is missing or unknown is told in the reading's problems."""
    keys = RowKeys(reading)
    entries = Entries()
    wide = reading.header.wide
    if wide is None:
        _add_column(reading, keys, entries, reading.named.get("value"), Member(unit=reading.header_unit("value")), "A")
    else:
        before = reading.sheet.first_column()
        for place, member in wide.values.items():
            _add_column(reading, keys, entries, reading.all_cells[place], member, column_letters(place + before))
        for place in wide.sums:
            reading.problems.in_sheet("list.sum_column", column=reading.all_cells[place].header)
    _refuse_unfounded(reading, entries)
    return _as_table(entries)


class RowKeys:
    """What the naming columns and the title say of each row."""

    def __init__(self, reading: SheetReading) -> None:
        self._reading = reading
        wide = reading.header.wide
        if wide is None:
            self._cells: dict[str, Cells] = dict(reading.named)
            self.title = read_title(reading.header.above, reading.office)
        else:
            self._cells = {name: reading.all_cells[place] for name, place in wide.keys.items()}
            self._cells |= {name: cells for name, cells in reading.named.items() if name not in self._cells}
            self.title = wide.title
        self.agency = self._codes("agency", "agencies")
        self.area = self._codes("area", "areas")
        self.measure = self._measures()
        self.period = self._periods()
        self.breakdown = self._breakdowns()
        self.unit = self._units()
        self.state = self._states()

    def _codes(self, name: str, vocabulary: str) -> Sequence[str | None]:
        cells = self._cells.get(name)
        if cells is None:
            return [self.title.codes.get(name)] * self._reading.rows
        self._reading.named[name] = cells
        codes: Sequence[str | None] = read_code(self._reading, Field(name, "code", vocabulary)).to_pylist()
        return codes

    def _measures(self) -> Sequence[str | None]:
        cells = self._cells.get("measure")
        if cells is None:
            return [self.title.codes.get("measure")] * self._reading.rows
        codes = [find_code(self._reading, FIGURE_FIELDS["measure"], text) for text in cells.distinct.texts]
        self._refuse("measure.unknown", cells, [code is None for code in codes])
        return _given_back(cells, codes)

    def _periods(self) -> Sequence[Period | None]:
        cells = self._cells.get("period")
        if cells is None:
            return [self.title.period] * self._reading.rows
        office = self._reading.office
        year = self.title.period.label[:4] if self.title.period else ""
        found = [
            find_period(text, office.calendar, office.today)
            or (find_period(f"{text} {year}", office.calendar, office.today) if year else None)
            for text in cells.distinct.texts
        ]
        self._refuse("period.unreadable", cells, [period is None for period in found], expected=EXPECTED)
        return _given_back(cells, found)

    def _breakdowns(self) -> Sequence[str | None]:
        rows: list[dict[str, str]] = [{} for _ in range(self._reading.rows)]
        cells = self._cells.get("breakdown")
        if cells is not None:
            read = [read_breakdown(self._reading, text) for text in cells.distinct.texts]
            self._refuse("breakdown.unknown", cells, [parts is None for parts in read])
            for row, parts in enumerate(_given_back(cells, read)):
                rows[row] |= parts or {}
        for name in ("goods", "channel", "violation"):
            for row, code in enumerate(self._codes(name, _DIMENSIONS[name]) if name in self._cells else ()):
                if code:
                    rows[row][name] = code
        return [joined_breakdown(parts) for parts in rows]

    def _units(self) -> Sequence[HeaderUnit | None]:
        cells = self._cells.get("unit")
        if cells is None:
            return [self.title.unit] * self._reading.rows
        mapped = [self._reading.mapping.value("unit", text) or text for text in cells.distinct.texts]
        units = [read_header_unit(text, self._reading.lists) for text in mapped]
        silent = [not any(letter.isalnum() or letter == "%" for letter in text) for text in mapped]
        self._refuse("unit.unknown", cells, [unit is None and not s for unit, s in zip(units, silent)])
        return _given_back(cells, units)

    def _states(self) -> Sequence[str | None]:
        cells = self._cells.get("state")
        if cells is None:
            return [None] * self._reading.rows
        codes = [find_code(self._reading, FIGURE_FIELDS["state"], text) for text in cells.distinct.texts]
        self._refuse("state.unknown", cells, [code is None for code in codes])
        return _given_back(cells, codes)

    def _refuse(self, code: str, cells: Cells, wrong: Sequence[bool], **values: object) -> None:
        rows = rows_where(cells.distinct.rows_of(wrong))
        self._reading.problems.at_rows(code, rows, cells.header, cells.shown, **values)


def _given_back(cells: Cells, values: Sequence[Value]) -> list[Value | None]:
    """One value for each distinct text, given back to the rows."""
    return [values[code] if code >= 0 else None for code in cells.distinct.codes.tolist()]


def read_breakdown(reading: SheetReading, text: str) -> dict[str, str] | None:
    """`goods=cigarettes|channel=post`, «کالا: سیگار» or only a member's name; None where no list knows it."""
    parts: dict[str, str] = {}
    for piece in re.split(r"[|;؛\n]", text):
        name, divider, member = (piece.strip() for piece in _divided(piece))
        if not piece.strip():
            continue
        found = _named_member(reading, name, member) if divider else _any_member(reading, piece)
        if found is None:
            return None
        parts[found[0]] = found[1]
    return parts


def _divided(piece: str) -> tuple[str, str, str]:
    divider = next((mark for mark in "=:：" if mark in piece), "")
    return piece.partition(divider) if divider else (piece, "", "")


def _named_member(reading: SheetReading, name: str, member: str) -> tuple[str, str] | None:
    dimension = name if name in _DIMENSIONS else reading.lists.find("columns", name) or ""
    dimension = {"lead_agency": "agency"}.get(dimension, dimension)
    if dimension not in _DIMENSIONS or not member:
        return None
    return dimension, find_code(reading, Field(dimension, "code", _DIMENSIONS[dimension]), member) or member


def _any_member(reading: SheetReading, text: str) -> tuple[str, str] | None:
    for dimension, vocabulary in _DIMENSIONS.items():
        if vocabulary in reading.lists.by_name and (code := reading.lists.find(vocabulary, text)):
            return dimension, code
    return None


def joined_breakdown(parts: Mapping[str, str]) -> str | None:
    """`channel=post|goods=cigarettes`, keys sorted; None for the whole."""
    return "|".join(f"{name}={parts[name]}" for name in sorted(parts)) or None


def _add_column(
    reading: SheetReading, keys: RowKeys, entries: Entries, cells: Cells | None, member: Member, letters: str
) -> None:
    """One entry for each row of a column of numbers."""
    numbers = _numbers_and_words(reading, cells)
    extra = {name: code for name, code in member.codes.items() if name in ("goods", "channel", "violation")}
    for row in np.flatnonzero(~reading.blank & ~reading.sums).tolist():
        measure = member.codes.get("measure") or keys.measure[row]
        value = None if np.isnan(numbers.values[row]) else float(numbers.values[row])
        state = (numbers.states[row] if numbers.states else None) or keys.state[row]
        unit = keys.unit[row] if member.unit in (None, _NO_UNIT) else member.unit
        amount, code = _in_base_unit(reading, measure, value, unit or _NO_UNIT)
        entries.rows.append(row)
        entries.letters.append(letters)
        entries.agency.append(member.codes.get("agency") or keys.agency[row])
        entries.area.append(member.codes.get("area") or keys.area[row])
        entries.period.append(member.period or keys.period[row])
        entries.measure.append(measure)
        entries.breakdown.append(_with(keys.breakdown[row], extra))
        entries.value.append(amount)
        entries.unit.append(code)
        entries.state.append(_state(amount, state))


def _numbers_and_words(reading: SheetReading, cells: Cells | None) -> Numbers:
    if cells is None:
        return Numbers(np.full(reading.rows, np.nan), (), ())
    numbers = numbers_in(reading, cells, _VALUE)
    if not cells.is_number or not cells.blank.any():
        return numbers
    words = reading.sheet.words(reading.all_cells.index(cells), reading.header.first_row)
    return Numbers(numbers.values, [state_of(reading, word) if word else None for word in words], ())


def _with(breakdown: str | None, extra: Mapping[str, str]) -> str | None:
    if not extra:
        return breakdown
    own = dict(part.split("=", 1) for part in breakdown.split("|")) if breakdown else {}
    return joined_breakdown({**own, **extra})


def _state(value: float | None, said: str | None) -> str:
    if value is None:
        return said if said in ("not_applicable", "not_reported", "zero") else "not_reported"
    return "zero" if value == 0 else "number"


def _in_base_unit(
    reading: SheetReading, measure: str | None, value: float | None, unit: HeaderUnit
) -> tuple[float | None, str | None]:
    """The value in base units (kg, L, m, pieces) or whole currency, and that unit."""
    entry = reading.lists["units"].entries.get(unit.unit or "")
    factor = unit.factor * float(entry.columns.get("factor") or 1.0) if entry else unit.factor
    code = unit.currency or (entry.columns.get("base") or entry.code if entry else None)
    if code is None:
        code = _unit_of_measure(reading, measure)
    return (None if value is None else value * factor), code


def _unit_of_measure(reading: SheetReading, measure: str | None) -> str | None:
    entry = reading.lists["measures"].entries.get(measure or "")
    usual = entry.columns.get("unit") if entry else None
    if usual == "money":
        return usual_currency(reading)
    return None if usual == "quantity" else usual


def _refuse_unfounded(reading: SheetReading, entries: Entries) -> None:
    """Refuse rows whose figures have no period or measure, unless that is told already."""
    for code, given in (("period.missing", entries.period), ("measure.missing", entries.measure)):
        rows = sorted({row for row, value in zip(entries.rows, given) if value is None})
        fresh = [row for row in rows if not reading.problems.refused[row]]
        reading.problems.at_rows(code, np.asarray(fresh, dtype=np.intp), None, lambda _: "")


def _as_table(entries: Entries) -> ReadTable:
    columns = {
        "agency": pa.array(entries.agency, pa.string()),
        "area": pa.array(entries.area, pa.string()),
        "period_start": pa.array([p.start if p else None for p in entries.period], pa.date32()),
        "period_end": pa.array([p.end if p else None for p in entries.period], pa.date32()),
        "period_label": pa.array([p.label if p else None for p in entries.period], pa.string()),
        "measure": pa.array(entries.measure, pa.string()),
        "breakdown": pa.array(entries.breakdown, pa.string()),
        "value": pa.array(entries.value, pa.float64()),
        "unit": pa.array(entries.unit, pa.string()),
        "state": pa.array(entries.state, pa.string()),
    }
    return ReadTable(columns, np.asarray(entries.rows, dtype=np.intp), entries.letters)
