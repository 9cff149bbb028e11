"""Figures that bodies report as totals: read, told over any period, and never added across levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from tasvir.core.calendars.periods import Period
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.numbers.breakdowns import By, by_of
from tasvir.core.vocabulary.lists import Lists

_ONE_DAY = timedelta(days=1)
_EFFORT = (("inspections", "inspection"), ("parcels_screened", "item"))  # the measures that effort tables carry

Cell = tuple[str, By, str]  # measure, cell, unit


@dataclass(frozen=True, slots=True)
class Total:
    """One total as a body reported it."""

    agency: str
    area: str
    start: date
    end: date
    cell: Cell
    value: int | float | None
    state: str
    source: str


@dataclass
class Told:
    """What reports say of a cell over a period; `conflict` holds values that contradict each other."""

    value: int | float | None = None
    state: str = "not_reported"
    sources: list[str] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
    conflict: tuple[int | float, ...] = ()

    def ignore(self, reason: str, rows: int) -> None:
        """Note rows that were left out."""
        if rows:
            self.ignored[reason] = self.ignored.get(reason, 0) + rows


def read_reported(figures: nw.LazyFrame[Any], effort: nw.LazyFrame[Any], lists: Lists) -> list[Total]:
    """The rows of figures and effort tables as totals, money in minor units of its currency."""
    rows = [_from_figure(row, lists) for row in _rows(figures) if row["measure"] and row["period_start"]]
    for row in _rows(effort):
        rows += [_from_effort(row, name, unit) for name, unit in _EFFORT if row[name] is not None]
    return rows


def _rows(frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = frame.collect(backend="pyarrow").to_native().to_pylist()
    return answer


def _from_figure(row: Mapping[str, Any], lists: Lists) -> Total:
    entry = lists.by_name["currencies"].entries.get(row["unit"] or "") if "currencies" in lists.by_name else None
    factor = 10 ** int(entry.columns.get("exponent") or 0) if entry else 1
    value = None if row["value"] is None else _whole(row["value"] * factor)
    return Total(
        agency=row["agency"] or "",
        area=row["area"] or "",
        start=row["period_start"],
        end=row["period_end"],
        cell=(row["measure"], by_of(row["breakdown"]), row["unit"] or "other"),
        value=value,
        state=row["state"] or ("number" if value else "zero" if value == 0 else "not_reported"),
        source=row["source"],
    )


def _from_effort(row: Mapping[str, Any], measure: str, unit: str) -> Total:
    value = _whole(row[measure])
    return Total(
        agency=row["agency"] or "",
        area=row["area"] or "",
        start=row["period_start"],
        end=row["period_end"],
        cell=(measure, (), unit),
        value=value,
        state="number" if value else "zero",
        source=row["source"],
    )


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


class Reported:
    """All totals, told over a period for the whole, an agency or an area by the rule of levels."""

    def __init__(self, totals: Iterable[Total], areas: Tree, agencies: Tree) -> None:
        self.areas, self.agencies = areas, agencies
        self._totals: dict[Cell, dict[str, dict[str, list[Total]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        for total in totals:
            self._totals[total.cell][total.agency][total.area].append(total)

    def cells(self) -> list[Cell]:
        """The cells that anybody reports."""
        return list(self._totals)

    def bodies(self, cell: Cell) -> list[str]:
        """The agencies that report a cell."""
        return [agency for agency in self._totals[cell] if agency]

    def places(self, cell: Cell) -> list[str]:
        """The areas for which a cell is reported."""
        return sorted({area for by_area in self._totals[cell].values() for area in by_area if area})

    def whole(self, cell: Cell, period: Period) -> Told:
        """The total over all bodies: each body's own report, its children's only where it has none."""
        told = {agency: self.of_body(cell, agency, period) for agency in self._totals[cell]}
        return _by_level(told, self.agencies)

    def of_body(self, cell: Cell, agency: str, period: Period) -> Told:
        """One body's total: its report for the widest areas that it reports."""
        by_area = self._totals[cell].get(agency, {})
        return _by_level({area: _over(rows, period) for area, rows in by_area.items()}, self.areas)

    def of_area(self, cell: Cell, area: str, period: Period) -> Told:
        """The total of an area: of each body what it reports for the area, or else for the areas within it."""
        told = {}
        for agency, by_area in self._totals[cell].items():
            inside = {code: _over(rows, period) for code, rows in by_area.items() if area in self.areas.line(code)}
            told[agency] = _by_level(inside, self.areas)
        return _by_level(told, self.agencies)


def _by_level(told: Mapping[str, Told], tree: Tree) -> Told:
    """Add up the topmost units that told a value; what lies below one of them is not added to it."""
    valued = {code for code, one in told.items() if one.value is not None or one.conflict}
    top = [code for code in valued if not _has_above(code, valued, tree)]
    below = sum(len(told[code].sources) for code in valued if code not in top)
    total = _added([told[code] for code in sorted(top)]) if top else _without_value(list(told.values()))
    total.ignore("child_report", below)
    return total


def _has_above(code: str, valued: set[str], tree: Tree) -> bool:
    above = set(tree.line(code)[1:]) if code else set()
    return bool(above & valued) or (code != "" and "" in valued)


def _added(parts: Sequence[Told]) -> Told:
    total = Told(0, "zero")
    for part in parts:
        total.sources += part.sources
        for reason, rows in part.ignored.items():
            total.ignore(reason, rows)
        if part.conflict:
            total.conflict = tuple(sorted({*total.conflict, *part.conflict}))
        elif total.value is not None and part.value is not None:
            total.value += part.value
    if total.conflict:
        total.value, total.state = None, "not_reported"
    elif total.value:
        total.state = "number"
    return total


def _without_value(parts: Sequence[Told]) -> Told:
    states = {part.state for part in parts}
    return Told(None, "not_applicable" if states == {"not_applicable"} else "not_reported")


def _over(rows: Sequence[Total], period: Period) -> Told:
    """One unit's total over a period: reported for it, or the sum of reports that tile it without gap."""
    spans: dict[tuple[date, date], list[Total]] = defaultdict(list)
    for row in rows:
        if period.start <= row.start and row.end <= period.end:
            spans[(row.start, row.end)].append(row)
    if (period.start, period.end) in spans:
        told = _agreed(spans.pop((period.start, period.end)))
        told.ignore("part_of_period", sum(map(len, spans.values())))
        return told
    tiles = _tiles(spans, period)
    return _added([_agreed(spans[tile]) for tile in tiles]) if tiles else Told()


def _tiles(spans: Iterable[tuple[date, date]], period: Period) -> list[tuple[date, date]]:
    """Reported spans that follow each other from the first day to the last, the longest first at each step."""
    by_start: dict[date, date] = {}
    for start, end in spans:
        by_start[start] = max(end, by_start.get(start, end))
    found, day = [], period.start
    while day <= period.end:
        if day not in by_start:
            return []
        found.append((day, by_start[day]))
        day = by_start[day] + _ONE_DAY
    return found


def _agreed(rows: Sequence[Total]) -> Told:
    """One value out of the reports of one cell: repeats count once, contradictions are kept apart."""
    valued = [row for row in rows if row.value is not None]
    if not valued:
        states = {row.state for row in rows}
        return Told(None, states.pop() if len(states) == 1 else "not_reported")
    values = sorted({row.value for row in valued if row.value is not None})
    if len(values) > 1:
        return Told(None, "not_reported", [row.source for row in valued], {}, tuple(values))
    told = Told(values[0], "number" if values[0] else "zero", [valued[0].source])
    told.ignore("duplicate", len(valued) - 1)
    return told
