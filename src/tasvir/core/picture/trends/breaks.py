"""Change points: where the level or the slope of a series breaks.

Question: is one line enough? Counts are taken to 2 sqrt(y + 3/8), the medians of the seasons taken off, and segments of
straight lines fitted by exact optimal partitioning; variance from the median absolute second difference, at least 1
(Poisson). Penalty: 5 ln(n) a segment (three parameters, Zhang and Siegmund 2007 weigh their places with more). Limits:
strong autocorrelation makes breaks too many; a segment has at least half a year (a quarter of weeks).
"""

from __future__ import annotations

import math

import numpy as np

from tasvir.core.picture.trends.kernels import partition
from tasvir.core.picture.trends.model import Break, Floats, Series

PENALTY = 5.0
SHORTEST = {"month": 6, "week": 13}
_MAD_SECOND = 0.6744897501960817 * math.sqrt(6)


def breaks(series: Series, penalty: float = PENALTY) -> list[Break]:
    """The breaks in order of time; none where the series holds no two segments."""
    known = np.flatnonzero(~np.isnan(series.counts))
    shortest = SHORTEST[series.step]
    if len(known) < 2 * shortest or not series.counts[known].any():
        return []
    values = _steady(series)[known]
    spread = max(1.0, float(np.median(np.abs(np.diff(values, 2)))) / _MAD_SECOND) ** 2
    _, begins = partition(known.astype(float), values, penalty * math.log(len(values)) * spread, shortest)
    edges = [len(values)]
    while edges[-1] > 0:
        edges.append(int(begins[edges[-1]]))
    edges.reverse()
    counts = series.counts[known]
    return [
        Break(int(known[middle]), float(np.median(counts[first:middle])), float(np.median(counts[middle:last])))
        for first, middle, last in zip(edges, edges[1:], edges[2:])
    ]


def _steady(series: Series) -> Floats:
    """Counts with an even variance and without their season, where two whole years tell it."""
    values: Floats = 2 * np.sqrt(series.counts + 0.375)
    if len(series) < 2 * series.season:
        return values
    places = series.places if series.step == "month" else series.places // 4
    line = _moving(values, series.season)
    off = values - line
    shape = np.array(
        [np.nanmedian(off[places == at]) if (places == at).any() else 0.0 for at in range(places.max() + 1)]
    )
    shape = np.nan_to_num(shape)
    settled: Floats = values - (shape - shape.mean())[places]
    return settled


def _moving(values: Floats, season: int) -> Floats:
    """The mean of the known values within a season round each period."""
    known = ~np.isnan(values)
    window = np.ones(season + 1)
    window[[0, -1]] = 0.5
    half = season // 2

    def summed(one: Floats) -> Floats:
        return np.convolve(one, window)[half : half + len(values)]

    total, share = summed(np.where(known, values, 0.0)), summed(known.astype(float))
    mean: Floats = total / np.maximum(share, 1e-9)
    return mean
