"""Farrington flexible: a count against a quasi-Poisson regression on the same time of earlier years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tasvir.core.picture.alerts import kernels
from tasvir.core.picture.alerts.model import Answer, Farrington, Flags, Floats, Reason, Series, Whole
from tasvir.core.picture.alerts.reference import check_shape, reference_lags, seasonal_groups
from tasvir.core.picture.alerts.thresholds import bounds

_TREND_YEARS = 3  # a trend needs at least three years of past


@dataclass(frozen=True)
class _Tasks:
    """All series end to end, and which place of which is monitored."""

    counts: Floats
    offsets: Floats
    times: Floats
    first: Whole
    last: Whole
    shapes: Whole
    shape_of: Whole


def farrington_flexible(series: Sequence[Series], monitored: tuple[Whole, Whole], settings: Farrington) -> Answer:
    """Whether each monitored count lies above what the same time of earlier years leads one to expect.

    `monitored`: numbers of the series and of the periods within them. Expected counts, upper bounds and scores have the
    unit of the counts. The regression is log-linear and quasi-Poisson, with a trend, a factor for the part of the
    season and, where effort is known, log effort as offset; past outbreaks are down-weighted by their Anscombe
    residuals. The trend goes where it is not significant, where it would extrapolate beyond all counts used, or with
    less than three years. The upper bound: `delta` from the 2/3-power transform, `nb-plugin` the quantile of a negative
    binomial with the fitted mean, `muan` the same with the upper confidence limit of the mean.

    Sources: Farrington et al. 1996 (JRSS A 159, 547-563); Noufaily et al. 2013 (Statistics in Medicine 32, 1206-1222).
    UserError where windows do not fit into the season. Limits: docs/methods/alerts.md.
    """
    for one in series:
        check_shape(one.step, settings)
    of_series, at = monitored
    tasks, long_enough = _tasks(series, of_series, at, settings)
    fitted, states = _fits(tasks, settings)
    fitted[~long_enough], states[~long_enough] = np.nan, kernels.TOO_FEW
    reasons = _reasons(tasks, states, long_enough, settings)
    answered = np.array([not reason for reason in reasons], bool)
    y = tasks.counts[tasks.last]
    told = bounds(y, fitted[:, kernels.ETA], fitted[:, kernels.ERROR], fitted[:, kernels.PHI], settings)
    upper, expected, score, p = (np.where(answered, value, np.nan) for value in told)
    reasons = ["no-fit" if not reason and np.isnan(bound) else reason for reason, bound in zip(reasons, upper)]
    alarm = (score > 1) & (y != 0)
    return Answer(of_series, at, y, expected, upper, alarm, score, p, np.full(len(y), np.nan), reasons)


def _tasks(series: Sequence[Series], of_series: Whole, at: Whole, settings: Farrington) -> tuple[_Tasks, Flags]:
    starts = np.concatenate([[0], np.cumsum([len(one) for one in series])])
    counts = np.concatenate([one.counts for one in series])
    with np.errstate(divide="ignore", invalid="ignore"):
        offsets = np.concatenate([np.zeros(len(one)) if one.effort is None else np.log(one.effort) for one in series])
    times = np.concatenate([_times(one, settings) for one in series])
    number: dict[tuple[int, ...], int] = {}
    shape_of, reach = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    for row, (which, place) in enumerate(zip(of_series.tolist(), at.tolist())):
        lags = reference_lags(series[which], place, settings)
        shape_of[row] = number.setdefault(lags, len(number))
        reach[row] = max(lags[-1] + settings.half_window, lags[-1] + 1) - 1
    wide = max((lags[-1] + settings.half_window for lags in number), default=0) + 3
    shapes = np.zeros((max(len(number), 1), wide), np.int64)
    for lags, row in number.items():
        groups = seasonal_groups(lags, settings)
        shapes[row, : len(groups)] = groups
        shapes[row, -1] = settings.periods
    first = starts[of_series]
    return _Tasks(counts, offsets, times, first, first + at, shapes, shape_of), at >= reach


def _times(series: Series, settings: Farrington) -> Floats:
    """The clock of the trend: periods, or days where months are counted by date (they differ in length)."""
    if settings.by_date and series.step == "month":
        return np.array([day.toordinal() for day in series.dates], float) / 30
    return np.arange(len(series), dtype=float)


def _fits(tasks: _Tasks, settings: Farrington) -> tuple[Floats, Whole]:
    """Regressions with a trend, and without where it does not stand."""
    limit = settings.weights_threshold if settings.reweight else 0.0
    everyone = np.arange(len(tasks.last))
    fitted, states, largest = _regressions(tasks, everyone, settings.trend, limit)
    if not settings.trend:
        return fitted, states
    t, degrees = fitted[:, kernels.T_VALUE], fitted[:, kernels.DEGREES]
    from scipy.special import stdtr

    with np.errstate(invalid="ignore", over="ignore"):
        significant = 2 * stdtr(degrees, -np.abs(t)) < settings.trend_p
        within = np.exp(fitted[:, kernels.ETA]) <= largest
    kept = significant & within & (settings.years_back >= _TREND_YEARS)
    again = np.flatnonzero((states == kernels.FITTED) & np.isfinite(t) & ~kept)
    fitted[again], states[again], _ = _regressions(tasks, again, False, limit)
    return fitted, states


def _regressions(tasks: _Tasks, rows: Whole, trend: bool, limit: float) -> tuple[Floats, Whole, Floats]:
    out, largest = np.full((len(rows), 6), np.nan), np.zeros(len(rows))
    places = (tasks.first[rows], tasks.last[rows], tasks.shapes, tasks.shape_of[rows])
    states = kernels.regressions(tasks.counts, tasks.offsets, tasks.times, *places, trend, limit, out, largest)
    return out, states, largest


def _reasons(tasks: _Tasks, states: Whole, long_enough: Flags, settings: Farrington) -> list[Reason]:
    """Why there is no answer; empty where there is one."""
    back = np.arange(settings.least_over)
    places = tasks.last[:, None] - back
    inside = places >= tasks.first[:, None]
    newest = np.where(inside, tasks.counts[np.maximum(places, 0)], np.nan).sum(axis=1)
    told: list[Reason] = []
    for row, state in enumerate(states.tolist()):
        if not long_enough[row]:
            told.append("short")
        elif np.isnan(newest[row]):
            told.append("gap")
        elif not np.isfinite(tasks.offsets[tasks.last[row]]):
            told.append("no-effort")
        elif newest[row] < settings.least_cases:
            told.append("few-cases")
        else:
            told.append("" if state == kernels.FITTED else "no-fit")
    return told
