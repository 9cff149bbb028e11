"""Robust slope per year, Kendall's tests by season, and a test of the season itself.

Question: does the series rise or fall, however its numbers are distributed? Sources: Sen 1968 (JASA 63, 1379-1389);
Hirsch, Slack and Smith 1982 and Hirsch and Slack 1984 (Water Resources Research 18, 107-121; 20, 727-732); Kruskal and
Wallis 1952. Limits: the correction between
seasons is told beside but not used below ten years; the shape of the season is taken as stable.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from tasvir.core.errors import UserError
from tasvir.core.picture.trends.kernels import kendall, seasonal_kendall, slopes
from tasvir.core.picture.trends.model import Estimate, Floats, Robust, Series, Whole

LEAST = 8  # observed periods
LEAST_YEARS_CORRECTED = 10  # Hirsch and Slack; below, the correction takes a shared trend for correlation
_YEARS = 2


def robust(series: Series, level: float = 0.9) -> Robust:
    """Slopes per year with intervals of a level, and p-values; UserError where fewer than eight counts are known."""
    known = ~np.isnan(series.counts)
    if known.sum() < LEAST:
        raise UserError("trends.too_short", series=series.name, count=int(known.sum()), least=LEAST)
    times, values, places = series.years[known], series.counts[known], series.places[known]
    score, variance = kendall(values)
    found = slopes(times, values)
    sen = _median_and_interval(found, variance, level)
    intercept = float(np.median(values) - sen.value * np.median(times))
    plain = _p(score, variance)
    table = by_year(series)
    repeated = np.sum(~np.isnan(table), axis=0) >= _YEARS
    if len(series) < _YEARS * series.season or not repeated.any():
        return Robust(sen, intercept, plain, None, None, False, None, None)
    total, independent, corrected = seasonal_kendall(table[:, repeated])
    enough = len(table) >= LEAST_YEARS_CORRECTED and corrected > 0
    spread = corrected if enough else independent
    within = np.concatenate([_column_slopes(table[:, at]) for at in np.flatnonzero(repeated)])
    seasonal = _median_and_interval(within, spread, level)
    statistic, p = kruskal(values - sen.value * times, _groups(series, places))
    both = (_p(total, independent), _p(total, corrected))
    return Robust(sen, intercept, plain, seasonal, both[enough], enough, statistic, p, both)


def by_year(series: Series) -> Floats:
    """Counts as years by places in the year, NaN where unknown."""
    places = series.places
    rows = (np.arange(len(series)) - places - (-int(places[0]))) // series.season
    rows = rows - rows.min()
    table = np.full((int(rows.max()) + 1, series.season), np.nan)
    table[rows, places] = series.counts
    return table


def kruskal(values: Floats, groups: Whole) -> tuple[float | None, float | None]:
    """Kruskal and Wallis's H with ties and its p; None where there is one group or one value."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    _, first, ties = np.unique(ordered, return_index=True, return_counts=True)
    n = len(values)
    if len(ties) < 2:
        return None, None
    ranks = np.empty(n)
    ranks[order] = np.repeat(first + (ties + 1) / 2, ties)
    size = np.bincount(groups)
    told = size > 0
    sums = np.bincount(groups, weights=ranks)[told]
    if told.sum() < 2:
        return None, None
    statistic = 12 / (n * (n + 1)) * float(np.sum(sums**2 / size[told])) - 3 * (n + 1)
    statistic /= 1 - float(np.sum(ties**3.0 - ties)) / (n**3 - n)
    return statistic, float(special.chdtrc(told.sum() - 1, statistic))


def _groups(series: Series, places: Whole) -> Whole:
    return places if series.step == "month" else places // 4


def _column_slopes(column: Floats) -> Floats:
    known = np.flatnonzero(~np.isnan(column))
    found: Floats = slopes(known.astype(float), column[known])
    return found


def _median_and_interval(found: Floats, variance: float, level: float) -> Estimate:
    """The median of slopes and, by rank, the interval that the variance of S gives; ranks as scipy rounds them."""
    n = len(found)
    half = float(special.ndtri((1 + level) / 2)) * math.sqrt(max(variance, 0.0))
    low = max(round((n - half) / 2) - 1, 0)
    high = min(round((n + half) / 2), n - 1)
    middle = (n - 1) // 2
    at = sorted({low, high, middle, n // 2})
    parted = np.partition(found, at)
    return Estimate(float((parted[middle] + parted[n // 2]) / 2), float(parted[low]), float(parted[high]))


def _p(score: float, variance: float) -> float:
    """Two-sided, with the correction for continuity."""
    if variance <= 0 or score == 0:
        return 1.0
    return float(2 * special.ndtr(-(abs(score) - 1) / math.sqrt(variance)))
