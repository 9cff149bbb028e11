"""CUSUM: small rises that last, summed until they are too many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy import special

from tasvir.core.picture.alerts.model import Answer, Cusum, Floats, Reason, Series, Whole

_LEAST_FOR_SEASON = 4
_STEPS, _CLOSE = 25, 1e-8
_REACH, _GRID, _LEAVING = 12.0, 480, 1e-4


def cusum(series: Sequence[Series], monitored: tuple[Whole, Whole], settings: Cusum) -> Answer:
    """Whether the sum of standardised excesses over `k` has reached `h`.

    Counts are standardised by the level m of the time before the monitored one: its mean, or a Poisson regression with
    one harmonic (`glm`). `upper` is the count that would bring an alarm. After an alarm the sum runs on; a period
    without a count leaves it as it is. p is the share of time that the sum of standard normal values lies as high.
    Sources: Page 1954; Rossi et al. 1999 (Statistics in Medicine 18, 2111-2122); bounds as R surveillance's algo.cusum.
    """
    of_series, at = monitored
    size = len(at)
    expected, upper, sums, y = (np.full(size, np.nan) for _ in range(4))
    reasons: list[Reason] = [""] * size
    for number in np.unique(of_series):
        rows = np.flatnonzero(of_series == number)
        one, places = series[number], at[rows]
        y[rows] = one.counts[places]
        level, reason = _level(one.counts, places, settings)
        told = [reason or ("gap" if np.isnan(value) else "") for value in y[rows]]
        for row, code in zip(rows, told):
            reasons[row] = code
        if not reason:
            expected[rows] = level
            sums[rows], upper[rows] = _run(y[rows], level, settings)
    unanswered = np.array([bool(reason) for reason in reasons], bool)
    expected[unanswered], upper[unanswered], sums[unanswered] = np.nan, np.nan, np.nan
    p = _tail(settings.k, sums)
    with np.errstate(invalid="ignore"):
        alarm = sums >= settings.h
    return Answer(of_series, at, y, expected, upper, alarm, sums / settings.h, p, np.full(size, np.nan), reasons)


def chance(settings: Cusum) -> float:
    """The share of time that the sum of standard normal values stands at `h` or above."""
    return float(_tail(settings.k, np.array([settings.h]))[0])


def _level(counts: Floats, places: Whole, settings: Cusum) -> tuple[Floats, Reason]:
    """The level of each monitored period, or why there is none."""
    past = np.arange(places[0])
    known = past[np.isfinite(counts[past])]
    if len(known) < (1 if settings.level == "mean" else _LEAST_FOR_SEASON):
        return np.zeros(len(places)), "short"
    if counts[known].sum() == 0:
        return np.zeros(len(places)), "no-level"
    if settings.level == "mean":
        return np.full(len(places), counts[known].mean()), ""
    level = _seasonal_level(counts[known], known, places, settings.season)
    return level, "" if np.isfinite(level).all() else "no-fit"


def _seasonal_level(y: Floats, times: Whole, ahead: Whole, season: int) -> Floats:
    """A Poisson regression with one harmonic, iterated and stopped as R's glm()."""
    design = _harmonic(times, season)
    eta: Floats = np.log(y + 0.1)
    mu: Floats = np.exp(eta)
    before = float("inf")
    beta: Floats = np.zeros(3)
    for _ in range(_STEPS):
        root = np.sqrt(mu)
        working = (eta + (y - mu) / mu) * root
        beta = np.asarray(np.linalg.lstsq(design * root[:, None], working, rcond=None)[0], np.float64)
        eta = np.asarray(design @ beta, np.float64)
        mu = np.maximum(np.exp(np.minimum(eta, 700.0)), 2.220446049250313e-16)
        deviance = 2 * float((special.xlogy(y, y / mu) - (y - mu)).sum())
        if abs(deviance - before) / (abs(deviance) + 0.1) < _CLOSE:
            break
        before = deviance
    with np.errstate(over="ignore"):
        return np.asarray(np.exp(_harmonic(ahead, season) @ beta))


def _harmonic(times: Whole, season: int) -> Floats:
    angle = 2 * np.pi * (times + 1) / season
    return np.column_stack([np.ones(len(times)), np.cos(angle), np.sin(angle)])


def _run(y: Floats, level: Floats, settings: Cusum) -> tuple[Floats, Floats]:
    """The sums, and the counts that would bring an alarm."""
    above, total = _standardised(y, level, settings), 0.0
    sums, before = np.zeros(len(y)), np.zeros(len(y))
    for row, value in enumerate(above.tolist()):
        before[row] = total
        total = total if np.isnan(value) else max(0.0, total + value - settings.k)
        sums[row] = total
    return sums, _needed(level, settings.h + settings.k - before, settings)


def _standardised(y: Floats, m: Floats, settings: Cusum) -> Floats:
    if settings.transform == "rossi":
        return np.asarray((y - 3 * m + 2 * np.sqrt(y * m)) / (2 * np.sqrt(m)))
    if settings.transform == "anscombe":
        return np.asarray(1.5 * (np.cbrt(y) ** 2 - np.cbrt(m) ** 2) / m ** (1 / 6))
    return np.asarray((y - m) / np.sqrt(m))


def _needed(m: Floats, room: Floats, settings: Cusum) -> Floats:
    """The count at which the standardised value fills the room up to `h` and `k`: each transform inverted."""
    root, needed = np.sqrt(m), m
    with np.errstate(invalid="ignore"):
        if settings.transform == "rossi":  # sqrt(y) solves y + 2 sqrt(y m) = 3 m + 2 room sqrt(m)
            needed = 5 * m + 2 * room * root - 2 * np.sqrt(4 * m**2 + 2 * m * root * room)
        elif settings.transform == "anscombe":
            needed = np.maximum(2 / 3 * m ** (1 / 6) * room + np.cbrt(m) ** 2, 0.0) ** 1.5
        else:
            needed = np.ceil(root * room + m)
    return np.asarray(np.maximum(np.nan_to_num(needed, nan=0.0), 0.0))


def _tail(k: float, sums: Floats) -> Floats:
    """The share of time at or above each sum."""
    above = _shares_above(k)
    states = np.arange(_GRID) * _REACH / _GRID
    told = np.interp(sums, np.concatenate([[0.0], states[1:] - _REACH / _GRID / 2]), above)
    return np.asarray(np.where(np.isnan(sums) | np.isnan(told), np.nan, np.where(sums <= 0, 1.0, told)))


@lru_cache(maxsize=16)
def _shares_above(k: float) -> Floats:
    """The share of time at or above each state of the chain of sums on a fine grid (Brook and Evans 1972).

    NaN where `k` is so small that the sums would leave the grid.
    """
    step = _REACH / _GRID
    states = np.arange(_GRID) * step
    edges = np.concatenate([states[:-1] + step / 2, [np.inf]])
    moves = np.diff(special.ndtr(edges[None, :] - states[:, None] + k), axis=1, prepend=0.0)
    system = moves.T - np.eye(_GRID)
    system[-1] = 1.0  # in place of an equation that the others imply: the shares add up to one
    share = np.linalg.solve(system, np.append(np.zeros(_GRID - 1), 1.0))
    above = np.clip(share[::-1].cumsum()[::-1], 0.0, 1.0)
    return np.asarray(above if above[-1] < _LEAVING else np.full(_GRID, np.nan))
