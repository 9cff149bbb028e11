"""From a fitted mean and its error to an upper bound, a score and a p-value."""

from __future__ import annotations

import numpy as np
from scipy import special

from tasvir.core.picture.alerts.model import Farrington, Floats

Bounds = tuple[Floats, Floats, Floats, Floats]  # upper bound, expected count, score, p
_LARGEST = 2.0**52


def bounds(y: Floats, eta: Floats, error: Floats, phi: Floats, settings: Farrington) -> Bounds:
    """Upper bound, expected count, score and p of counts with the linear predictor `eta` (NaN passes through)."""
    with np.errstate(all="ignore"):
        if settings.threshold == "delta":
            return _delta(y, eta, error, phi, settings.alpha)
        return _negative_binomial(y, eta, error, phi, settings)


def _delta(y: Floats, eta: Floats, error: Floats, phi: Floats, alpha: float) -> Bounds:
    """The 2/3 power is about normal; its variance holds that of a count and that of the estimated mean."""
    mean = np.exp(eta)
    spread = np.sqrt(4 / 9 * np.cbrt(mean) * (phi + error**2 * mean))
    middle = np.cbrt(mean) ** 2
    upper = (middle + np.abs(special.ndtri(1 - alpha)) * spread) ** 1.5
    p = special.ndtr(-(np.cbrt(y) ** 2 - middle) / spread)
    return upper, mean, (y - mean) / (upper - mean), p


def _negative_binomial(y: Floats, eta: Floats, error: Floats, phi: Floats, settings: Farrington) -> Bounds:
    """The quantile of a negative binomial of mean mu and variance phi mu (Poisson at phi 1).

    The score is taken against the linear predictor, as R's function does; an alarm is still a count above the bound.
    """
    shift = special.ndtri(1 - settings.alpha) * error if settings.threshold == "muan" else 0.0
    mean = np.exp(eta + shift)
    upper = quantile(1 - settings.alpha, mean, phi)
    p = above(y, mean, phi)
    p = np.where(np.isfinite(upper), p, np.nan)
    return upper, np.exp(eta), (y - eta) / (upper - eta), p


def below(x: Floats, mean: Floats, phi: Floats) -> Floats:
    """P(Y <= x) of a count with this mean and variance phi * mean."""
    size = _size(mean, phi)
    many = special.betainc(size, x + 1, 1 / phi)
    return np.asarray(np.where(phi > 1, many, special.gammaincc(x + 1, mean)))


def above(x: Floats, mean: Floats, phi: Floats) -> Floats:
    """P(Y >= x)."""
    size = _size(mean, phi)
    least = np.maximum(x, 1)
    many = special.betainc(least, size, 1 - 1 / phi)
    some = np.where(phi > 1, many, special.gammainc(least, mean))
    return np.asarray(np.where(np.isnan(x), np.nan, np.where(x <= 0, 1.0, some)))


def _size(mean: Floats, phi: Floats) -> Floats:
    """The size of the negative binomial; 1 where it is a Poisson distribution."""
    return np.asarray(np.where(phi > 1, mean / np.where(phi > 1, phi - 1, 1.0), 1.0))


def quantile(share: float, mean: Floats, phi: Floats) -> Floats:
    """The smallest whole x with P(Y <= x) >= share; NaN where there is none below 2^52."""
    low = np.full(mean.shape, -1.0)
    wide = np.sqrt(mean * phi)
    high = np.ceil(mean + np.abs(special.ndtri(share)) * wide + 2)
    known = np.isfinite(mean) & np.isfinite(phi) & (high < _LARGEST)
    low, high, mean, phi = low[known], high[known], mean[known], phi[known]
    while (short := (below(high, mean, phi) < share) & (high < _LARGEST)).any():
        low, high = np.where(short, high, low), np.where(short, 2 * high + 1, high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = below(middle, mean, phi) >= share
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    found = np.full(known.shape, np.nan)
    found[known] = np.where(high < _LARGEST, high, np.nan)
    return found
