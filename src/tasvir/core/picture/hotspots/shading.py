"""Local Moran's I and Getis and Ord's Gi*: which areas lie among others like them, for the shading of maps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from tasvir.core.errors import UserError
from tasvir.core.picture.hotspots.model import Floats, Places
from tasvir.core.picture.hotspots.shading_kernels import against_drawn, drawn_orders
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
    lag = weights @ deviation
    observed = (len(values) - 1) * deviation * lag / float(deviation @ deviation)
    quadrant = np.where(deviation > 0, np.where(lag > 0, 1, 4), np.where(lag > 0, 2, 3))
    if not permutations:
        nothing = np.full(len(values), np.nan)
        return Shaded(observed, nothing, nothing, quadrant)
    larger, mean, spread = _drawn_anew(deviation, weights, observed, permutations, seed)
    smaller = np.minimum(larger, permutations - larger)
    z = np.divide(observed - mean, spread, out=np.zeros_like(observed), where=spread > 0)
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


def _drawn_anew(
    deviation: Floats, weights: Floats, observed: Floats, permutations: int, seed: int
) -> tuple[npt.NDArray[np.int64], Floats, Floats]:
    """How many statistics with other neighbours reach the observed, their mean and spread; one order for all places."""
    size, held = len(deviation), weights > 0
    counts = held.sum(axis=1)
    own = np.zeros((size, int(counts.max())))
    own[np.arange(own.shape[1]) < counts[:, None]] = weights[held]
    orders = np.empty((permutations, own.shape[1]), np.int32)
    drawn_orders(np.random.default_rng(seed), size - 1, orders)
    scale = (size - 1) * deviation / float(deviation @ deviation)
    larger, mean, spread = np.zeros(size, np.int64), np.zeros(size), np.zeros(size)
    against_drawn(deviation, own, counts, orders, scale, observed, larger, mean, spread)
    return larger, mean, spread
