"""Effects of units and periods taken out of columns exactly, by weighted projection, without a column for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from tasvir.core.picture.roots.model import Floats, Whole


@dataclass(frozen=True)
class Absorbed:
    """Which effects are taken out: of units, of periods, of both, or only the mean."""

    unit: Whole
    period: Whole
    units: bool
    periods: bool

    @property
    def parameters(self) -> int:
        """How many parameters the effects are worth."""
        of_units = len(np.unique(self.unit)) if self.units else 0
        of_periods = len(np.unique(self.period)) if self.periods else 0
        return max(1, of_units + of_periods - (1 if of_units and of_periods else 0))

    def residual(self, columns: Floats, weights: Floats) -> Floats:
        """What weighted least squares on the effects leaves of each column (rows, columns)."""
        if not self.units and not self.periods:
            return np.asarray(columns - weights @ columns / weights.sum())
        if not (self.units and self.periods):
            groups = self.unit if self.units else self.period
            return np.asarray(columns - _means(groups, columns, weights)[groups])
        return self._two_way(columns, weights)

    def _two_way(self, columns: Floats, weights: Floats) -> Floats:
        """Units eliminated first, then a small system for the periods (Schur complement)."""
        units, periods = int(self.unit.max()) + 1, int(self.period.max()) + 1
        table = np.bincount(self.unit * periods + self.period, weights, units * periods).reshape(units, periods)
        of_unit, of_period = table.sum(axis=1), table.sum(axis=0)
        share = np.divide(table, of_unit[:, None], out=np.zeros_like(table), where=of_unit[:, None] > 0)
        within = columns - _means(self.unit, columns, weights)[self.unit]
        wanted = _sums(self.period, within * weights[:, None], periods)
        periodic = _solved(np.diag(of_period) - table.T @ share, of_period, wanted)
        left = columns - periodic[self.period]
        return np.asarray(left - _means(self.unit, left, weights)[self.unit])


def _solved(system: Floats, of_period: Floats, wanted: Floats) -> Floats:
    """A solution of the singular system: where all units hang together, made regular by fixing the mean period."""
    fixed = system + np.outer(of_period, of_period) / of_period.sum() + np.diag((of_period <= 0).astype(float))
    try:
        factor = linalg.cho_factor(fixed)
        pivots = np.diag(factor[0]) ** 2
        if (pivots > 1e-10 * np.maximum(of_period, 1e-300)).all():
            return np.asarray(linalg.cho_solve(factor, wanted))
    except linalg.LinAlgError:
        pass
    return np.asarray(np.linalg.pinv(system, rcond=1e-12, hermitian=True) @ wanted)


def _sums(groups: Whole, columns: Floats, size: int) -> Floats:
    return np.column_stack([np.bincount(groups, column, size) for column in columns.T])


def _means(groups: Whole, columns: Floats, weights: Floats) -> Floats:
    size = int(groups.max()) + 1
    total = np.bincount(groups, weights, size)
    sums = _sums(groups, columns * weights[:, None], size)
    return np.asarray(np.divide(sums, total[:, None], out=np.zeros_like(sums), where=total[:, None] > 0))
