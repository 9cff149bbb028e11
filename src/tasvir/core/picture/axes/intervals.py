"""Intervals and exact tests for counts of routes; formulas in each docstring, all central (two tails of equal size)."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv
from scipy.stats import binom, hypergeom, norm

Bounds = tuple[float, float]


def wilson(count: int, total: int, confidence: float = 0.95, among: int = 1) -> Bounds:
    """What share may stand behind `count` of `total`?

    Wilson 1927; with `among` categories all intervals hold at once (Goodman 1965: the level divided by their number).
    Limits: for rare categories (below about five) a little wide on the upper side. Without a total: (0, 1).
    """
    if total <= 0:
        return 0.0, 1.0
    z = float(norm.isf((1 - confidence) / among / 2))
    share, spread = count / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / total + spread / total / 4) / (1 + spread)
    low = 0.0 if count == 0 else max(0.0, middle - half)
    return low, 1.0 if count == total else min(1.0, middle + half)


def clopper_pearson(count: int, total: int, confidence: float = 0.95) -> Bounds:
    """The exact interval of a share (Clopper & Pearson 1934); never narrower than its level."""
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, total - count + 1, tail))
    high = 1.0 if count == total else float(betaincinv(count + 1, total - count, 1 - tail))
    return low, high


def rate_ratio(
    before: int, after: int, days: tuple[float, float], confidence: float = 0.95
) -> tuple[float | None, float, float | None]:
    """By how much has a Poisson rate changed, from `before` in days[0] to `after` in days[1]? Ratio, low, high.

    Exact: given the sum, `after` is binomial; the Clopper-Pearson interval of its share is turned into a ratio.
    None stands for a bound or ratio without end (nothing before).
    """
    low, high = clopper_pearson(after, before + after, confidence) if before + after else (0.0, 1.0)
    scale = days[0] / days[1]
    return (
        after / before * scale if before else None,
        low / (1 - low) * scale if low < 1 else 0.0,
        high / (1 - high) * scale if high < 1 else None,
    )


def rate_p(before: int, after: int, days: tuple[float, float]) -> float:
    """How often chance alone splits a steady Poisson rate so unevenly: exact binomial, twice the smaller tail."""
    total, share = before + after, days[1] / (days[0] + days[1])
    lower, upper = float(binom.cdf(after, total, share)), float(binom.sf(after - 1, total, share))
    return min(1.0, 2 * min(lower, upper))


def least_rate_p(total: int, days: tuple[float, float]) -> float:
    """The smallest p that `rate_p` can give for so many events: below it no split can reach."""
    return min(rate_p(0, total, days), rate_p(total, 0, days))


def share_p(before: int, after: int, totals: tuple[int, int]) -> float:
    """How often chance alone moves a share so far, both totals given: Fisher's exact test, twice the smaller tail."""
    of, marked, drawn = sum(totals), before + after, totals[1]
    if not marked or not all(totals):
        return 1.0
    lower = float(hypergeom.cdf(after, of, marked, drawn))
    upper = float(hypergeom.sf(after - 1, of, marked, drawn))
    return min(1.0, 2 * min(lower, upper))


def rise_p(rising: tuple[int, int], others: tuple[int, int]) -> float:
    """How often chance alone makes `rising` (before, after) rise so much more than `others`.

    One-sided hypergeometric with the observed table counted half (mid-p, Lancaster 1961), near its nominal level in
    small counts where Fisher's own is conservative.
    """
    of, marked, drawn = sum(rising) + sum(others), sum(rising), rising[1] + others[1]
    if not marked or not sum(others):
        return 1.0
    return float(hypergeom.sf(rising[1], of, marked, drawn) + 0.5 * hypergeom.pmf(rising[1], of, marked, drawn))


def ratio_of_ratios(
    rising: tuple[int, int], others: tuple[int, int], confidence: float = 0.95
) -> tuple[float, float, float]:
    """How much more has one group of counts risen than another: ratio, low, high.

    (r1/r0)/(o1/o0) on the log scale, half an event added to each count (Haldane 1956, Gart 1966) so that zeros keep
    an interval; variance the sum of the reciprocals.
    """
    cells = [count + 0.5 for count in (*rising, *others)]
    middle = log(cells[1] / cells[0] / (cells[3] / cells[2]))
    half = float(norm.isf((1 - confidence) / 2)) * sqrt(sum(1 / cell for cell in cells))
    return tuple(float(np.exp(middle + side * half)) for side in (0, -1, 1))  # type: ignore[return-value]


def false_discovery(values: Sequence[float]) -> npt.NDArray[np.float64]:
    """q-values of a family of tests (Benjamini & Hochberg 1995), in the order given."""
    p = np.asarray(values, float)
    order = np.argsort(p)
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    found = np.empty(len(p))
    found[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return found
