"""Local Moran's I and Getis and Ord's Gi*: which areas lie among others like them, for the shading of maps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from tasvir.core.errors import UserError
from tasvir.core.picture.hotspots.model import Floats, Places
from tasvir.core.picture.hotspots.windows import distances

LEAST_PLACES = 3


@dataclass(frozen=True)
class Shaded:
    """For each place: the statistic, its z-score, and its p-value (of permutations where there were any, else normal).

    `quadrant` of Moran: 1 high among high, 2 low among high, 3 low among low, 4 high among low; 0 for Gi*.
    """

    statistic: Floats
    z: Floats
    p: Floats
    quadrant: npt.NDArray[np.int64]


def nearest_weights(places: Places, neighbours: int) -> Floats:
    """Weights of shape (places, places): 1 for each of a place's nearest neighbours, rows adding up to 1.

    Ties in distance go to the place that stands first. UserError where there are no more places than neighbours.
    """
    size = len(places)
    if size < LEAST_PLACES or neighbours < 1 or neighbours >= size:
        raise UserError("hotspots.neighbours", count=size, value=neighbours)
    weights, apart = np.zeros((size, size)), distances(places)
    np.fill_diagonal(apart, np.inf)
    for at in range(size):
        weights[at, np.argsort(apart[at], kind="stable")[:neighbours]] = 1.0 / neighbours
    return weights


def local_moran(values: Floats, weights: Floats, *, permutations: int = 0, seed: int = 1) -> Shaded:
    """Local Moran's I of values (places) with row-standardised weights (places, places).

    I = z (W z) (n - 1) / sum z^2; its p is the rank among conditional permutations (the others drawn anew round each
    place), in the smaller tail. Source: Anselin 1995 (Geographical Analysis 27, 93-115). UserError for equal values.
    """
    deviation = _deviations(values)
    scale = len(values) - 1
    lag = weights @ deviation
    total = float(deviation @ deviation)
    observed = scale * deviation * lag / total
    quadrant = np.where(deviation > 0, np.where(lag > 0, 1, 4), np.where(lag > 0, 2, 3))
    if not permutations:
        nothing = np.full(len(values), np.nan)
        return Shaded(observed, nothing, nothing, quadrant)
    drawn = _lags(deviation, weights, permutations, seed) * (scale * deviation / total)[:, None]
    larger = (drawn >= observed[:, None]).sum(axis=1)
    smaller = np.minimum(larger, permutations - larger)
    spread = drawn.std(axis=1)
    z = np.divide(observed - drawn.mean(axis=1), spread, out=np.zeros_like(observed), where=spread > 0)
    return Shaded(observed, z, (smaller + 1) / (permutations + 1), quadrant)


def local_g(values: Floats, weights: Floats) -> Shaded:
    """Getis and Ord's Gi* of values (places): each place counts among its own neighbours; z-scores and normal p.

    The diagonal takes the largest weight of its row and rows are standardised again. Source: Ord & Getis 1995
    (Geographical Analysis 27, 286-306), formula 14. The statistic is the share of all that lies in the place and its
    neighbours, as esda has it for binary weights. UserError for equal or negative values.
    """
    _deviations(values)
    if (values < 0).any():
        raise UserError("hotspots.negative", value=float(values.min()))
    own = weights.copy()
    np.fill_diagonal(own, own.max(axis=1))
    own = own / own.sum(axis=1, keepdims=True)
    size, mean = len(values), float(values.mean())
    spread = float(np.sqrt((values**2).mean() - mean**2))
    sums, squares = own.sum(axis=1), (own**2).sum(axis=1)
    z = (own @ values - mean * sums) / (spread * np.sqrt((size * squares - sums**2) / (size - 1)))
    held = (own > 0).sum(axis=1) * (own @ values) / values.sum()
    return Shaded(held, z, stats.norm.sf(np.abs(z)), np.zeros(size, np.int64))


def _deviations(values: Floats) -> Floats:
    if len(values) < LEAST_PLACES:
        raise UserError("hotspots.neighbours", count=len(values), value=1)
    if not np.isfinite(values).all() or np.ptp(values) == 0:
        raise UserError("hotspots.equal_values", count=len(values))
    return np.asarray(values - values.mean(), float)


def _lags(deviation: Floats, weights: Floats, permutations: int, seed: int) -> Floats:
    """Lags (places, permutations) with the values of the other places drawn anew; one order serves every place."""
    size = len(deviation)
    most = int((weights > 0).sum(axis=1).max())
    random = np.random.default_rng(seed)
    orders = random.permuted(np.tile(np.arange(size - 1), (permutations, 1)), axis=1)[:, :most]
    found = np.empty((size, permutations))
    for at in range(size):
        others = np.delete(deviation, at)
        own = weights[at][weights[at] > 0]
        found[at] = others[orders[:, : len(own)]] @ own
    return found
