"""A series taken apart into trend, season and remainder by STL.

Question: how does the level move once the season is taken off, and how strong is the season? Cleveland et al. 1990
(Journal of Official Statistics 6, 3-73) as statsmodels has it, robust; the strength of the season is
1 - var(remainder) / var(season + remainder), never below 0 (Wang, Smith and Hyndman 2006). Limits: two whole years; an
unknown period is bridged by a straight line, and said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tasvir.core.picture.trends.model import Floats, Series


@dataclass(frozen=True)
class Parts:
    """Three parts that add up to the counts (bridged where unknown), and how strong the season is, 0 to 1."""

    trend: Floats
    season: Floats
    remainder: Floats
    strength: float
    bridged: int


def decompose(series: Series) -> Parts | None:
    """The parts; None where the series has fewer than two whole years or one value only."""
    known = np.flatnonzero(~np.isnan(series.counts))
    if len(series) < 2 * series.season or len(np.unique(series.counts[known])) < 2:
        return None
    from statsmodels.tsa.seasonal import STL

    counts = np.interp(np.arange(len(series)), known, series.counts[known])
    found = STL(counts, period=series.season, robust=True).fit()
    both = float(np.var(found.seasonal + found.resid))
    strength = max(0.0, 1 - float(np.var(found.resid)) / both) if both > 0 else 0.0
    return Parts(found.trend, found.seasonal, found.resid, strength, len(series) - len(known))
