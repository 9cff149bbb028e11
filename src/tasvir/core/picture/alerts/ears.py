"""EARS C1, C2 and C3: a count against the mean and spread of a few weeks before it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special

from tasvir.core.picture.alerts.model import Answer, Ears, Flags, Floats, Reason, Series, Whole

_LAG = {"c1": 1, "c2": 3, "c3": 3}
_BEFORE = {"c1": 0, "c2": 0, "c3": 2}


def needed_before(settings: Ears) -> int:
    """How many periods must lie before a monitored one."""
    return settings.baseline + _LAG[settings.kind] - 1 + _BEFORE[settings.kind]


def ears(series: Sequence[Series], monitored: tuple[Whole, Whole], settings: Ears) -> Answer:
    """Whether each monitored count lies above the mean of a short past by a multiple of its standard deviation.

    C1: the `baseline` periods just before; C2: the same, two periods earlier; C3: what C2 had above one in the two
    periods before, together. Bounds in the unit of the counts; p from the normal distribution.
    Source: Hutwagner et al. 2003 (Journal of Urban Health 80, i89-i96), with the bounds of R surveillance's earsC:
    its C3 leaves the monitored count itself out of the sum. No season, no trend, no effort.
    """
    of_series, at = monitored
    starts = np.concatenate([[0], np.cumsum([len(one) for one in series])])[of_series]
    counts = np.concatenate([one.counts for one in series])
    long_enough = at >= needed_before(settings)
    last = starts + np.where(long_enough, at, needed_before(settings))
    last = np.minimum(last, len(counts) - 1)
    y, z = counts[starts + at], float(special.ndtri(1 - settings.alpha))
    mean, sigma = _past(counts, last, settings)
    with np.errstate(divide="ignore", invalid="ignore"):
        if settings.kind == "c3":
            over = sum(_above_one(counts, last - back, settings) for back in (1, 2))
            upper = np.maximum(0.0, y + sigma * (z - over))
            statistic = np.where(np.isfinite(over), over, np.nan)  # a past without spread has no p
        else:
            upper = mean + z * sigma
            statistic = np.where(sigma > 0, (y - mean) / sigma, np.nan)
        score = statistic / z
    reasons = _reasons(y, upper, mean, long_enough, of_series)
    answered = np.array([not reason for reason in reasons], bool)
    upper, expected, score, p = (
        np.where(answered, value, np.nan) for value in (upper, mean, score, special.ndtr(-statistic))
    )
    with np.errstate(invalid="ignore"):
        alarm = y > upper
    return Answer(of_series, at, y, expected, upper, alarm, score, p, np.full(len(y), np.nan), reasons)


def _past(counts: Floats, last: Whole, settings: Ears) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the baseline of each place."""
    back = np.arange(_LAG[settings.kind], _LAG[settings.kind] + settings.baseline)
    past = counts[np.maximum(last[:, None] - back, 0)]
    return past.mean(axis=1), np.maximum(past.std(axis=1, ddof=1), settings.least_sigma)


def _above_one(counts: Floats, last: Whole, settings: Ears) -> Floats:
    mean, sigma = _past(counts, np.maximum(last, 0), settings)
    over = (counts[np.maximum(last, 0)] - mean) / sigma - 1
    return np.asarray(np.where(np.isnan(over), np.nan, np.maximum(over, 0.0)))


def _reasons(y: Floats, upper: Floats, mean: Floats, long_enough: Flags, rows: Whole) -> list[Reason]:
    told: list[Reason] = []
    for row in range(len(rows)):
        if not long_enough[row]:
            told.append("short")
        elif np.isnan(y[row]) or np.isnan(mean[row]):
            told.append("gap")
        else:
            told.append("no-spread" if np.isnan(upper[row]) else "")
    return told
