"""Negative-binomial regression by Fisher scoring, with the dispersion by maximum likelihood.

Question: how do expected counts depend on columns? Variance mu + alpha mu^2 (NB2, Cameron and Trivedi). Equal to
statsmodels' NegativeBinomial. The intervals are widened where residuals follow each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from tasvir.core.picture.trends.model import Floats

_ROUNDS, _STEPS, _CLOSE = 25, 60, 1e-9
_LEAST_ALPHA, _MOST_ALPHA = 1e-6, 50.0


@dataclass(frozen=True)
class Fit:
    """Coefficients, their covariance, the dispersion and the expected counts."""

    coefficients: Floats
    covariance: Floats
    dispersion: float
    expected: Floats

    def combination(self, weights: Floats) -> tuple[float, float]:
        """A weighted sum of coefficients and its standard error."""
        variance = float(weights @ self.covariance @ weights)
        return float(weights @ self.coefficients), max(variance, 0.0) ** 0.5


Predict = Callable[[Floats], tuple[Floats, Floats]]  # coefficients -> log of the expected counts, its derivatives


def fit_counts(counts: Floats, columns: Floats, offset: Floats) -> Fit:
    """A log-linear model."""
    nothing = np.zeros(columns.shape[1])
    start = np.asarray(np.linalg.lstsq(columns, np.log(counts + 0.5) - offset, rcond=None)[0], np.float64)
    return fit_predicted(counts, lambda one: (offset + columns @ one, columns), start, (nothing, nothing))


def fit_predicted(counts: Floats, predict: Predict, start: Floats, prior: tuple[Floats, Floats]) -> Fit:
    """Any smooth predictor, penalised by the means and precisions of `prior` (precision 0: free)."""
    coefficients, alpha = start, 0.1
    for _ in range(_ROUNDS):
        coefficients, information = _scored(counts, predict, coefficients, alpha, prior)
        expected = np.exp(predict(coefficients)[0])
        before, alpha = alpha, dispersion_of(counts, expected)
        if abs(alpha - before) <= _CLOSE + 1e-6 * alpha:
            break
    return Fit(coefficients, np.asarray(np.linalg.pinv(information), float), alpha, expected)


def _scored(
    counts: Floats, predict: Predict, start: Floats, alpha: float, prior: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Fisher scoring at a fixed dispersion, halving steps that make the likelihood worse."""
    means, precisions = prior

    def value(one: Floats) -> float:
        eta = np.clip(predict(one)[0], -30, 30)
        fitted = np.sum(counts * eta - (counts + 1 / alpha) * np.log1p(alpha * np.exp(eta)))
        return float(fitted - 0.5 * np.sum(precisions * (one - means) ** 2))

    now, best = start, value(start)
    for _ in range(_STEPS):
        eta, slopes = predict(now)
        expected = np.exp(np.clip(eta, -30, 30))
        weight = expected / (1 + alpha * expected)
        information = (slopes * weight[:, None]).T @ slopes + np.diag(precisions + 1e-9)
        score = slopes.T @ ((counts - expected) / (1 + alpha * expected)) - precisions * (now - means)
        step = np.linalg.solve(information, score)
        share = 1.0
        while share > 1e-6 and value(now + share * step) < best - 1e-12:
            share /= 2
        now = now + share * step
        gained, best = value(now) - best, value(now)
        if gained < _CLOSE:
            break
    return now, information


def dispersion_of(counts: Floats, expected: Floats) -> float:
    """The most likely alpha for given expected counts."""

    def cost(log_alpha: float) -> float:
        size = float(np.exp(-log_alpha))
        parts = special.gammaln(counts + size) - special.gammaln(size)
        parts += size * np.log(size / (size + expected)) + counts * np.log(expected / (size + expected))
        return -float(np.sum(parts))

    ends = (float(np.log(_LEAST_ALPHA)), float(np.log(_MOST_ALPHA)))
    found = optimize.minimize_scalar(cost, bounds=ends, method="bounded", options={"xatol": 1e-6})
    return float(np.exp(float(found.x)))


def widened(fit: Fit, counts: Floats) -> float:
    """By how much the covariance grows: for coefficients fitted to few counts, and for residuals that run together.

    The first is Pearson's chi-square over the degrees of freedom, at least 1 (the likeliest dispersion is too small in
    small samples); the second (1+r)/(1-r), r the correlation of neighbours, where r is clearly positive.
    """
    residuals = (counts - fit.expected) / np.sqrt(fit.expected + fit.dispersion * fit.expected**2)
    spread = float(residuals @ residuals)
    follow = float(residuals[1:] @ residuals[:-1]) / spread if spread > 0 else 0.0
    few = max(1.0, spread / max(len(counts) - len(fit.coefficients), 1))
    if follow <= 2 / np.sqrt(len(counts)):
        return few
    return few * (1 + min(follow, 0.9)) / (1 - min(follow, 0.9))
