"""Figures that bodies report as totals: read, told over any period, and never added across levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.numbers.breakdowns import by_of
from tasvir.core.picture.numbers.number import Number
from tasvir.core.picture.numbers.reporters import Reporters
from tasvir.core.picture.numbers.told import Cell, Told, Total, added, over, without_value
from tasvir.core.vocabulary.lists import Lists

_EFFORT = (("inspections", "inspection"), ("parcels_screened", "item"))  # the measures that effort tables carry

Unit = tuple[str, str, str]  # reporter, its agency, area


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
    cell = (row["measure"], by_of(row["breakdown"]), row["unit"] or "other")
    return _total(row, cell, value, row["state"] or _state(value))


def _from_effort(row: Mapping[str, Any], measure: str, unit: str) -> Total:
    value = _whole(row[measure])
    return _total(row, (measure, (), unit), value, _state(value))


def _total(row: Mapping[str, Any], cell: Cell, value: int | float | None, state: str) -> Total:
    return Total(
        agency=row["agency"] or "",
        area=row["area"] or "",
        start=row["period_start"],
        end=row["period_end"],
        cell=cell,
        value=0 if value is None and state == "zero" else value,
        state=state,
        source=row["source"],
        file=row["file"] or "",
        label=row["period_label"],
    )


def _state(value: int | float | None) -> str:
    return "number" if value else "zero" if value == 0 else "not_reported"


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


class Reported:
    """All totals, told over a period for the whole, an agency, a body or an area by the rule of levels.

    A report that reaches beyond the office or the body that sent it stands in no total.
    """

    def __init__(self, totals: Iterable[Total], reporters: Reporters) -> None:
        self.reporters = reporters
        self._totals: dict[Cell, dict[Unit, list[Total]]] = defaultdict(lambda: defaultdict(list))
        self.beyond: list[tuple[Total, str]] = []
        for total in totals:
            reporter = reporters.reporter(total.file, total.agency, total.area)
            body = reporters.body(reporter)
            units = self._totals[total.cell]  # the cell is known even where its rows reach too far: its state is told
            if reach := reporters.reach(reporter, total.area):
                self.beyond.append((total, reach))
            else:
                units[reporter, body.agency if body else total.agency, total.area].append(total)

    def cells(self) -> list[Cell]:
        """The cells that anybody reports."""
        return list(self._totals)

    def agencies(self, cell: Cell) -> list[str]:
        """The agencies that report a cell."""
        return list(dict.fromkeys(agency for _, agency, _ in self._totals[cell] if agency))

    def lower_bodies(self, cell: Cell) -> list[str]:
        """The bodies that report a cell beside another body of their agency."""
        bodies: dict[str, set[str]] = defaultdict(set)
        for reporter, agency, _ in self._totals[cell]:
            if self.reporters.body(reporter):
                bodies[agency].add(reporter)
        return sorted({body for several in bodies.values() if len(several) > 1 for body in several})

    def places(self, cell: Cell) -> list[str]:
        """The areas for which a cell is reported."""
        return sorted({area for _, _, area in self._totals[cell] if area})

    def whole(self, cell: Cell, period: Period) -> Told:
        """The total over all bodies: each body's own report, its children's only where it has none."""
        return self._told(cell, period, lambda _: True)

    def of_agency(self, cell: Cell, agency: str, period: Period) -> Told:
        """The total of an agency's bodies, by the same rule."""
        return self._told(cell, period, lambda unit: unit[1] == agency)

    def of_body(self, cell: Cell, reporter: str, period: Period) -> Told:
        """What one body reports itself."""
        return self._told(cell, period, lambda unit: unit[0] == reporter)

    def of_area(self, cell: Cell, area: str, period: Period) -> Told:
        """The total of an area: of each body what it reports for the area, or else for the areas within it."""
        return self._told(cell, period, lambda unit: area in self.reporters.areas.line(unit[2]))

    def not_to_reconcile(self, period: Period) -> set[str]:
        """The rows that cannot be held against an agency's list: they reach too far, or a report above holds them."""
        found = {total.source for total, _ in self.beyond}
        for cell in self.cells():
            for agency in self.agencies(cell):
                found.update(self.of_agency(cell, agency, period).ignored.get("child_report", ()))
        return found

    def _told(self, cell: Cell, period: Period, belongs: Callable[[Unit], bool]) -> Told:
        units = self._totals[cell]
        return self._by_level({unit: over(rows, period) for unit, rows in units.items() if belongs(unit)})

    def _by_level(self, told: Mapping[Unit, Told]) -> Told:
        """Add up the topmost units that told a value; what lies below one of them is not added to it."""
        valued = [unit for unit, one in told.items() if one.speaks]
        top = [unit for unit in valued if not any(self._is_above(other, unit) for other in valued)]
        if not top:
            return without_value(list(told.values()))
        total = added([told[unit] for unit in sorted(top)])
        total.ignore_all((told[unit] for unit in valued if unit not in top), "child_report")
        total.ignore_all(one for one in told.values() if not one.speaks)
        return total

    def _is_above(self, other: Unit, unit: Unit) -> bool:
        """Whether another unit's report holds a unit's: its body or area is above, and neither is below."""
        if other == unit:
            return False
        (upper, _, wider), (lower, _, area) = other, unit
        if upper == lower:
            return wider != area and (not wider or wider in self.reporters.areas.line(area))
        over_body = not upper or upper in self.reporters.line(lower)
        return over_body and (not wider or not area or wider in self.reporters.areas.line(area))


@dataclass(frozen=True)
class LeftOver:
    """A reported row that stands behind no number of the picture, and why."""

    total: Total
    why: str
    body: str | None


def left_over(reported: Reported, totals: Iterable[Total], numbers: Iterable[Number], period: Period) -> list[LeftOver]:
    """Every row that no number used, left out or was compared with."""
    behind = {(number.measure, source) for number in numbers for source in number.all_sources()}
    beyond = {(total.cell, total.source): why for total, why in reported.beyond}
    found = []
    for total in totals:
        why = beyond.get((total.cell, total.source))
        if why is None and (total.cell[0], total.source) in behind:
            continue
        reporter = reported.reporters.reporter(total.file, total.agency, total.area)
        body = reported.reporters.body(reporter)
        inside = period.start <= total.start and total.end <= period.end
        found.append(LeftOver(total, why or ("period" if inside else "other_period"), body.code if body else None))
    return found
