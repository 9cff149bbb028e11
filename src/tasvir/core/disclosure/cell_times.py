"""Days within one line of cells: which stretches the published periods cut it into, and what those hold in truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import nnls

from tasvir.core.disclosure.cells import CellValue

Array = np.ndarray[Any, np.dtype[np.float64]]
_NEXT = timedelta(days=1)
_OLDER = 0.03  # how much less an older edition's value weighs where two disagree
_EXACT = 1e-7


@dataclass(frozen=True)
class Run:
    """Neighbouring stretches whose value follows from the cells of the line, hidden ones among them."""

    start: date
    end: date
    stretches: range
    value: float
    support: int | None


@dataclass(frozen=True)
class Timeline:
    """The stretches of one line, what each holds, and by how much each cell differs from its stretches' sum."""

    cells: tuple[CellValue, ...]
    bounds: tuple[tuple[date, date], ...]
    within: Array  # cells by stretches: one where the cell's days hold the stretch
    values: Array
    rests: Array
    supports: Array | None

    def stretches_of(self, place: int) -> list[int]:
        """The stretches that a cell's days hold."""
        return [int(one) for one in np.flatnonzero(self.within[place])]

    def runs(self) -> list[Run]:
        """Every determined run that is not itself a cell."""
        free = null_space(self.within)
        known = {(one.cell.start, one.cell.end) for one in self.cells}
        found = []
        for first in range(len(self.bounds)):
            for last in range(first, len(self.bounds)):
                days = (self.bounds[first][0], self.bounds[last][1])
                if days not in known and self._determined(free, first, last):
                    found.append(self._run(first, last))
        return found

    def _determined(self, free: Array, first: int, last: int) -> bool:
        joined = all(self.bounds[at][1] + _NEXT == self.bounds[at + 1][0] for at in range(first, last))
        return joined and not np.any(np.abs(free[first : last + 1].sum(axis=0)) > _EXACT)

    def _run(self, first: int, last: int) -> Run:
        within = slice(first, last + 1)
        support = None if self.supports is None else round(float(self.supports[within].sum()))
        value = float(self.values[within].sum())
        stretches = range(first, last + 1)
        return Run(self.bounds[first][0], self.bounds[last][1], stretches, value, support)


def timeline(cells: Sequence[CellValue], ages: Sequence[int]) -> Timeline | None:
    """The stretches behind cells of one line, or None where no two of them share a day; `ages`: 0 is the newest."""
    bounds = _stretches(cells)
    within = np.array([[one.cell.start <= a and b <= one.cell.end for a, b in bounds] for one in cells], float)
    if not np.any(within.sum(axis=0) > 1):
        return None
    weights = np.array([_OLDER if age else 1.0 for age in ages])
    values = np.array([float(one.value) for one in cells])
    known = [one.support for one in cells]
    supports = None
    if None not in known:
        supports = _fitted(within, np.array(known, float), weights)
    fitted = _fitted(within, values, weights)
    return Timeline(tuple(cells), bounds, within, fitted, values - within @ fitted, supports)


def _stretches(cells: Sequence[CellValue]) -> tuple[tuple[date, date], ...]:
    """The days cut at every first and last day, without the gaps that no cell holds."""
    cuts = sorted({one.cell.start for one in cells} | {one.cell.end + _NEXT for one in cells})
    pairs = [(first, after - _NEXT) for first, after in zip(cuts, cuts[1:])]
    return tuple((a, b) for a, b in pairs if any(one.cell.start <= a and b <= one.cell.end for one in cells))


def _fitted(within: Array, values: Array, weights: Array) -> Array:
    """What each stretch holds, never less than nought, as close to the cells as can be."""
    scale = float(np.max(np.abs(values))) or 1.0
    found, _ = nnls(within * weights[:, None], values * weights / scale)
    return np.asarray(found * scale, float)
