"""Log-linear models of counts by iteratively reweighted least squares, and errors that follow one another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from tasvir.core.picture.effects.model import Errors, Floats

_STEPS = 60
_CLOSE = 1e-12
_GRID = np.arange(0.0, 0.951, 0.05)
_LARGEST = 30.0  # of a linear predictor: beyond it exp() says nothing about counts


@dataclass(frozen=True)
class Fit:
    """Coefficients with their covariance, the degrees of freedom of their t (None: normal), and the fitted means."""

    beta: Floats
    covariance: Floats
    freedom: float | None
    mean: Floats
    dispersion: float
    autocorrelation: float

    def interval(self, at: int, level: float) -> tuple[float, float, float]:
        """Lower and upper limit of a coefficient, and the p-value of its being nothing."""
        spread = float(np.sqrt(self.covariance[at, at]))
        law = stats.norm if self.freedom is None else stats.t(self.freedom)
        reach = float(law.ppf(0.5 + level / 2)) * spread
        value = float(self.beta[at])
        p = 2 * float(law.sf(abs(value) / spread)) if spread > 0 else 1.0
        return value - reach, value + reach, p


def fit_counts(counts: Floats, design: Floats, offset: Floats, errors: Errors) -> Fit:
    """A log-linear model of counts (n) on a design (n x k) with an offset (n).

    `poisson`: variance as the mean. `independent`: times a dispersion (Pearson's chi-square over n - k), normal
    limits. `autocorrelated`: also a first-order autocorrelation of the Pearson residuals from 0 up, taken so that the
    one expected of residuals equals the one seen (residuals of k fitted terms are less alike than the errors), and a
    t distribution of n - k degrees. Source: McCullagh & Nelder 1989; the sandwich of Liang & Zeger 1986 with a working
    correlation. Raises FloatingPointError where the iteration does not settle.
    """
    beta, mean = _iterate(counts, design, offset)
    root = np.sqrt(mean)
    scaled = design * root[:, None]
    inverse = np.asarray(np.linalg.inv(scaled.T @ scaled), float)
    residuals = (counts - mean) / root
    freedom = len(counts) - design.shape[1]
    if errors == "poisson":
        return Fit(beta, inverse, None, mean, 1.0, 0.0)
    if errors == "independent":
        dispersion = float(residuals @ residuals) / freedom
        return Fit(beta, inverse * dispersion, None, mean, dispersion, 0.0)
    return _autocorrelated(beta, mean, scaled, inverse, residuals, freedom)


def _iterate(counts: Floats, design: Floats, offset: Floats) -> tuple[Floats, Floats]:
    start = np.log(np.maximum(counts, 0.1)) - offset
    beta = np.linalg.lstsq(design, start, rcond=None)[0]
    for _ in range(_STEPS):
        predictor = np.clip(design @ beta + offset, -_LARGEST, _LARGEST)
        mean = np.exp(predictor)
        working = predictor - offset + (counts - mean) / mean
        weighted = design * mean[:, None]
        newer = np.linalg.solve(design.T @ weighted, weighted.T @ working)
        moved = float(np.max(np.abs(newer - beta)))
        beta = newer
        if moved < _CLOSE * (1 + float(np.max(np.abs(beta)))):
            break
    mean = np.exp(np.clip(design @ beta + offset, -_LARGEST, _LARGEST))
    if not np.isfinite(beta).all():
        raise FloatingPointError
    return np.asarray(beta, float), np.asarray(mean, float)


def _autocorrelated(
    beta: Floats, mean: Floats, scaled: Floats, inverse: Floats, residuals: Floats, freedom: int
) -> Fit:
    size = len(residuals)
    maker = np.eye(size) - scaled @ inverse @ scaled.T
    lagged = np.eye(size, k=1)
    spread = maker @ lagged @ maker
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    seen = float(residuals[:-1] @ residuals[1:]) / float(residuals @ residuals) if residuals.any() else 0.0
    likely = [_expected(maker, spread, rho**apart) for rho in _GRID]
    rho = float(np.interp(seen, np.maximum.accumulate(likely), _GRID))
    # A quarter of a standard error upwards where there is any: an estimate that is too low costs false alarms.
    rho = min(_GRID[-1], rho + 0.25 / np.sqrt(size)) if rho > 0 else 0.0
    alike = rho**apart
    dispersion = float(residuals @ residuals) / float(np.sum(maker * alike))
    covariance = dispersion * inverse @ (scaled.T @ alike @ scaled) @ inverse
    effective = max(3.0, freedom * (1 - rho) / (1 + rho))
    return Fit(beta, covariance, effective, mean, dispersion, rho)


def _expected(maker: Floats, spread: Floats, alike: Floats) -> float:
    """The first autocorrelation expected of residuals whose errors are so alike (ratio of two expectations)."""
    return float(np.sum(spread * alike)) / float(np.sum(maker * alike))
