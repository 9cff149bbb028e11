"""Poisson and negative-binomial regression with absorbed effects, by maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from tasvir.core.errors import UserError
from tasvir.core.picture.roots.absorbing import Absorbed
from tasvir.core.picture.roots.model import Family, Floats

_STEPS, _ROUNDS = 100, 50
_SETTLED = 1e-8  # the largest move of a log mean
_LEAST, _MOST = 1e-6, 1e3  # bounds of the dispersion; at the lower one the model is Poisson's


@dataclass(frozen=True)
class Fit:
    """Coefficients, means and dispersion (variance = mean + dispersion * mean squared).

    `residual` holds the columns without the absorbed effects, in the weights of the last step.
    """

    coefficients: Floats
    mean: Floats
    dispersion: float
    log_likelihood: float
    residual: Floats
    weights: Floats
    scores: Floats  # of each row with respect to each coefficient
    parameters: int

    def bread(self) -> Floats:
        """The inverse of the expected information on the coefficients."""
        return np.asarray(np.linalg.pinv(self.residual.T @ (self.residual * self.weights[:, None]), hermitian=True))


def fit_counts(
    count: Floats, columns: Floats, offset: Floats, absorbed: Absorbed, family: Family, dispersion: float | None = None
) -> Fit:
    """The fit of log mean = offset + effects + columns * coefficients.

    Question: which multiplicative model makes the counts most likely? `columns` (rows, k) without a constant. NB2 with
    its dispersion by maximum likelihood unless given (Cameron and Trivedi 2013, Regression Analysis of Count Data,
    ch. 3); effects by weighted projection within iteratively reweighted least squares (Correia, Guimaraes, Zylkin
    2020, Stata Journal 20). UserError where it does not settle, such as for a driver that separates the noughts.
    """
    alpha = 0.0 if family == "poisson" else (0.0 if dispersion is None else dispersion)
    log_mean = np.log((count + count.mean()) / 2)
    beta, log_mean = _solve(count, columns, offset, absorbed, alpha, log_mean)
    if family == "nb" and dispersion is None:
        for _ in range(_ROUNDS):
            known, alpha = alpha, _dispersion(count, np.exp(log_mean))
            beta, log_mean = _solve(count, columns, offset, absorbed, alpha, log_mean)
            if abs(alpha - known) <= 1e-9 + 1e-8 * alpha:
                break
    mean = np.exp(log_mean)
    weights = mean / (1 + alpha * mean)
    residual = absorbed.residual(columns, weights) if columns.shape[1] else columns
    scores = residual * ((count - mean) / (1 + alpha * mean))[:, None]
    told = _log_likelihood(count, mean, alpha)
    return Fit(beta, mean, alpha, told, residual, weights, scores, columns.shape[1] + absorbed.parameters)


def _solve(
    count: Floats, columns: Floats, offset: Floats, absorbed: Absorbed, alpha: float, log_mean: Floats
) -> tuple[Floats, Floats]:
    """Iteratively reweighted least squares with the dispersion held; steps are halved where they go downhill."""
    known = -np.inf  # the start lies outside the model
    for number in range(_STEPS):
        mean = np.exp(log_mean)
        weights = mean / (1 + alpha * mean)
        target = log_mean - offset + (count - mean) / mean
        left = absorbed.residual(np.column_stack([columns, target]), weights)
        root: Floats = np.sqrt(weights)
        beta = np.asarray(np.linalg.lstsq(left[:, :-1] * root[:, None], left[:, -1] * root, rcond=1e-12)[0])
        after = np.asarray(offset + target - (left[:, -1] - left[:, :-1] @ beta))
        if number:
            after = _uphill(count, log_mean, after, alpha, known)
        known = _log_likelihood(count, np.exp(after), alpha)
        moved, log_mean = np.abs(after - log_mean).max(), after
        if moved <= _SETTLED:
            return beta, log_mean
    raise UserError("roots.unsettled")


def _uphill(count: Floats, before: Floats, after: Floats, alpha: float, known: float) -> Floats:
    for _ in range(20):
        if np.abs(after).max() < 500 and _log_likelihood(count, np.exp(after), alpha) >= known - 1e-9 * abs(known):
            return after
        after = (before + after) / 2
    return after


def _dispersion(count: Floats, mean: Floats) -> float:
    """The dispersion that makes the counts most likely for these means."""

    def unlikely(log_alpha: float) -> float:
        return -_log_likelihood(count, mean, float(np.exp(log_alpha)))

    bounds = (np.log(_LEAST), np.log(_MOST))
    found = optimize.minimize_scalar(unlikely, bounds=bounds, method="bounded", options={"xatol": 1e-9})
    alpha = float(np.exp(found.x))
    return 0.0 if alpha < 2 * _LEAST or -found.fun <= _log_likelihood(count, mean, 0.0) else alpha


def _log_likelihood(count: Floats, mean: Floats, alpha: float) -> float:
    safe = np.maximum(mean, 1e-300)
    if alpha <= 0:
        return float(np.sum(count * np.log(safe) - mean - special.gammaln(count + 1)))
    size = 1 / alpha
    shapes = special.gammaln(count + size) - special.gammaln(size) - special.gammaln(count + 1)
    return float(
        np.sum(shapes - size * np.log1p(alpha * mean) + count * (np.log(safe * alpha) - np.log1p(alpha * mean)))
    )
