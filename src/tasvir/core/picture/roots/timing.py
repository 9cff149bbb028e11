"""Whether the driver of the next period tells as much as that of the last: what comes after is no cause."""

from __future__ import annotations

import numpy as np
from scipy import stats

from tasvir.core.errors import UserError
from tasvir.core.picture.roots.absorbing import Absorbed
from tasvir.core.picture.roots.clustering import clustered, clustered_both_ways
from tasvir.core.picture.roots.designs import lagged
from tasvir.core.picture.roots.fitted import Fitted
from tasvir.core.picture.roots.fitting import fit_counts
from tasvir.core.picture.roots.model import EFFORT, Caution, Settings, Timing

_ALPHA = 0.01
_LEAST_ROWS = 30


def told_by_timing(fitted: Fitted, name: str, settings: Settings) -> tuple[Timing | None, list[Caution]]:
    """The driver one period before and after in one model with the present (Sims 1972, AER 62, 540-552).

    A cause acts now or later: the driver's future then adds nothing. Where it does (p below 0.01, shared among the
    drivers) and weighs more than the past, a caution says so. None where a driver does not change in time.
    """
    if name == EFFORT or not fitted.design.absorbed.units:
        return None, []
    try:
        timing = _timing(fitted, name, settings)
    except (UserError, np.linalg.LinAlgError):
        timing = None
    if timing is None:
        return None, [Caution("no_timing")]
    drivers = max(1, sum(other != EFFORT for other in fitted.design.drivers))
    ahead = timing.p_after < _ALPHA / drivers and abs(np.log(timing.after)) > abs(np.log(timing.before))
    return timing, [Caution("future_tells_more", {"p": max(0.0001, round(timing.p_after, 4))})] if ahead else []


def _timing(fitted: Fitted, name: str, settings: Settings) -> Timing | None:
    design = fitted.design
    panel, values = design.rows.panel, design.rows.columns[name]
    before, after = lagged(panel, values, 1), lagged(panel, values, -1)
    keep = np.isfinite(before) & np.isfinite(after)
    keep &= (np.bincount(panel.unit, panel.count * keep) > 0)[panel.unit]
    if design.absorbed.periods:
        keep &= (np.bincount(panel.period, panel.count * keep) > 0)[panel.period]
    if keep.sum() < _LEAST_ROWS or len(np.unique(panel.unit[keep])) < 2:
        return None
    columns = np.column_stack([before, after, design.matrix()])[keep]
    unit = np.unique(panel.unit[keep], return_inverse=True)[1]
    period = np.unique(panel.period[keep], return_inverse=True)[1]
    absorbed = Absorbed(unit, period, design.absorbed.units, design.absorbed.periods)
    scaled = (columns - columns.mean(axis=0)) / np.where(columns.std(axis=0) > 0, columns.std(axis=0), 1.0)
    left = absorbed.residual(scaled, np.ones(len(scaled)))
    if np.linalg.matrix_rank(left, tol=1e-5 * np.sqrt(len(left))) < min(left.shape[1], 3):
        return None
    fit = fit_counts(
        panel.count[keep], columns, design.rows.offset[keep], absorbed, settings.family, fitted.fit.dispersion
    )
    covariance = clustered(fit, unit) if absorbed.periods else clustered_both_ways(fit, unit, period)
    at = (0, 2 + design.drivers.index(name), 1)
    ratios = [float(np.exp(fit.coefficients[number])) for number in at]
    errors = np.sqrt(np.diag(covariance))
    p = [float(2 * stats.t.sf(abs(fit.coefficients[n]) / max(errors[n], 1e-300), fitted.freedom)) for n in (0, 1)]
    return Timing(ratios[0], ratios[1], ratios[2], p[0], p[1])
