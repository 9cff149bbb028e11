"""An attacker for the tests, written apart from what it attacks: every month of every part is an unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.optimize import linprog

from tasvir.core.disclosure.cells import Cell, CellValue

Line = tuple[str, str]
WHOLE: Line = ("", "")


@dataclass(frozen=True)
class Table:
    """True values by line and month, and which lines make up which."""

    values: Mapping[Line, Sequence[int]]
    families: Sequence[tuple[Line, Sequence[Line]]]
    measure: str = "cases_detected"
    unit: str = "case"

    def cells(self, first: int, last: int) -> list[CellValue]:
        """Every cell of the months from one to another (from 0), as counted."""
        return [self._cell(line, first, last) for line in self.values]

    def _cell(self, line: Line, first: int, last: int) -> CellValue:
        value = sum(self.values[line][first : last + 1])
        return CellValue(Cell(self.measure, self.unit, *line, *month_days(first, last)), value, value)


def month_days(first: int, last: int) -> tuple[date, date]:
    """The days of months counted from 0; each begins the day after the one before ends."""
    starts = [date(2025 + place // 12, place % 12 + 1, 1) for place in range(25)]
    return starts[first], date.fromordinal(starts[last + 1].toordinal() - 1)


def bounds(table: Table, published: Iterable[CellValue], cell: Cell) -> tuple[float, float]:
    """The least and the most that a cell can be, for somebody who knows what is published and how the lines add up."""
    months = len(next(iter(table.values.values())))
    lines = list(table.values)
    at = {(line, month): place for place, (line, month) in enumerate((x, m) for x in lines for m in range(months))}
    rows, right = [], []
    for whole, parts in table.families:
        for month in range(months):
            row = np.zeros(len(at))
            row[at[whole, month]] = 1
            for part in parts:
                row[at[part, month]] -= 1
            rows.append(row)
            right.append(0.0)
    for one in published:
        rows.append(_row(one.cell, at, months))
        right.append(float(one.value))
    aim = _row(cell, at, months)
    ends = []
    for sign in (1, -1):
        found = linprog(sign * aim, A_eq=np.array(rows), b_eq=np.array(right), method="highs")
        assert found.status in (0, 3), found.message
        ends.append(float("inf") if found.status == 3 else sign * found.fun)
    return ends[0], ends[1]


def _row(cell: Cell, at: Mapping[tuple[Line, int], int], months: int) -> np.ndarray:
    row = np.zeros(len(at))
    for month in range(months):
        start, end = month_days(month, month)
        if cell.start <= start and end <= cell.end:
            row[at[(cell.dimension, cell.code), month]] = 1
    return row
