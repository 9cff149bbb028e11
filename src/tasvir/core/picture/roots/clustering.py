"""Standard errors that allow for what rows of one unit, or of one period, have in common."""

from __future__ import annotations

import numpy as np

from tasvir.core.picture.roots.fitting import Fit
from tasvir.core.picture.roots.model import Floats, Whole


def clustered(fit: Fit, unit: Whole) -> Floats:
    """The covariance of the coefficients, rows of one unit taken as one observation.

    Liang and Zeger 1986 (Biometrika 73, 13-22), with the factor G/(G-1) * (N-1)/(N-K) for few clusters.
    """
    sums = _by_group(fit.scores, unit)
    return _sandwich(fit, sums.T @ sums, len(np.unique(unit)))


def clustered_both_ways(fit: Fit, unit: Whole, period: Whole) -> Floats:
    """The covariance where rows of one unit, and rows of one or of neighbouring periods, have shocks in common.

    Thompson 2011 (Journal of Financial Economics 99, 1-10); the sums over periods are weighted over neighbouring ones
    as Driscoll and Kraay 1998 (Review of Economics and Statistics 80, 549-560) do. No variance is below that by unit.
    """
    by_unit = clustered(fit, unit)
    sums = _by_group(fit.scores, period)
    periods = len(sums)
    reach = int(np.floor(4 * (periods / 100) ** (2 / 9)))
    meat = sums.T @ sums
    for lag in range(1, reach + 1):
        shifted = sums[lag:].T @ sums[:-lag]
        meat += (1 - lag / (reach + 1)) * (shifted + shifted.T)
    by_period = _sandwich(fit, meat, len(np.unique(period)))
    alone = _sandwich(fit, fit.scores.T @ fit.scores, len(fit.scores))
    size, way = np.linalg.eigh(by_period - alone)
    return np.asarray(by_unit + (way * np.maximum(size, 0.0)) @ way.T)


def _by_group(scores: Floats, groups: Whole) -> Floats:
    size = int(groups.max()) + 1
    return np.column_stack([np.bincount(groups, column, size) for column in scores.T])


def _sandwich(fit: Fit, meat: Floats, groups: int) -> Floats:
    rows = len(fit.scores)
    factor = groups / max(groups - 1, 1) * (rows - 1) / max(rows - fit.parameters, 1)
    bread = fit.bread()
    return np.asarray(factor * bread @ meat @ bread)
