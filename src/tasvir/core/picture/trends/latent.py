"""A latent model of what is caught: rate x reporting x activity, fitted by penalised maximum likelihood.

Question: how does activity behind all series move, once effort and reporting are counted? Count = NB(phi theta lambda);
logit phi = b z, logit theta = g w without intercepts, z and w standardised logs of effort and completeness; log lambda
= level and slope of each series + a common polynomial of time + season. Source: Underwood, Burn and Milliken 2013 (PLoS
ONE 8, e76539), there by MCMC. Levels of phi and theta are not identified: only the relative trend of lambda is. Ours: z
and w are centred within each series; b = 2 sd(log effort) e with e ~ N(1, 0.25), so that effort counts in proportion
where the data cannot tell; slopes shrink to the common one by empirical Bayes; intervals by Laplace and delta method.
Limits: phi saturates, so effort that grows more than tenfold is adjusted too little at its top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from tasvir.core.errors import UserError
from tasvir.core.picture.trends.counting import Fit, fit_predicted, widened
from tasvir.core.picture.trends.model import Block, Estimate, Flags, Floats, Series, Whole
from tasvir.core.picture.trends.rates import season_columns

PRIOR = 0.25
_ORDER, _ROUNDS, _SLOPE, _STIFF = 4, 4, 0.2, 0.1


@dataclass(frozen=True)
class Latent:
    """The relative index of activity by year over all series together, and the elasticities behind it."""

    index: tuple[Block, ...]
    effort: Estimate
    completeness: Estimate | None
    slope_spread: float
    series: int
    periods: int


@dataclass(frozen=True)
class _Panel:
    """All periods of all series one below the other; `kept` marks those that the fit reads."""

    of: Whole
    time: Whole  # number of the period from the first of all
    counts: Floats
    covariates: list[Floats]  # centred logs of effort and completeness
    kept: Flags
    columns: Floats  # of log lambda: levels, slopes' deviations, polynomial, season


def latent(several: Sequence[Series], level: float = 0.9) -> Latent:
    """The index of series with effort that cover the same years; UserError where there are not two whole years."""
    season, size = several[0].season, min(len(one) for one in several)
    if size < 2 * season:
        raise UserError("trends.two_years", series=several[0].name, count=size, least=2 * season)
    cut = [_newest(one, size) for one in several]
    panel = _panel(cut)
    fit, spread = _fitted(panel, len(cut))
    fit = replace(fit, covariance=fit.covariance * widened(fit, panel.counts[panel.kept]))
    told = [_told(fit, at, level) for at in range(len(panel.covariates))]
    index = _index(panel, fit, cut[0], level)
    return Latent(index, told[0], told[1] if len(told) > 1 else None, spread, len(cut), int(panel.kept.sum()))


def _newest(series: Series, size: int) -> Series:
    def cut(values: Floats | None) -> Floats | None:
        return None if values is None else values[-size:]

    counts = series.counts[-size:]
    return Series(
        series.name,
        series.step,
        series.calendar,
        series.periods[-size:],
        counts,
        cut(series.effort),
        cut(series.completeness),
    )


def _panel(cut: Sequence[Series]) -> _Panel:
    size, several = len(cut[0]), len(cut)
    of, time = np.repeat(np.arange(several), size), np.tile(np.arange(size), several)
    counts = np.concatenate([one.counts for one in cut])
    both = [[one.effort for one in cut], [one.completeness for one in cut]]
    told = [values for values in both if all(value is not None for value in values)]
    logs = [
        np.concatenate([np.log(np.where(one > 0, one, np.nan)) for one in values if one is not None]) for values in told
    ]
    kept = ~np.isnan(counts)
    for one in logs:
        kept &= ~np.isnan(one)
    centred = [_centred(one, of, kept) for one in logs]
    years = np.arange(size) / cut[0].season
    order = min(_ORDER, size // cut[0].season)
    polynomial = np.linalg.qr(np.vander(years - years.mean(), order + 1, increasing=True))[0][:, 1:] * np.sqrt(size)
    levels = (of[:, None] == np.arange(several)).astype(float)
    deviations = levels * (years - years.mean())[time][:, None]
    columns = np.column_stack([levels, deviations, polynomial[time], season_columns(cut[0])[time]])
    return _Panel(of, time, counts, centred, kept, columns)


def _centred(logs: Floats, of: Whole, kept: Flags) -> Floats:
    number = np.maximum(np.bincount(of[kept], minlength=of.max() + 1), 1)
    mean = np.bincount(of[kept], weights=logs[kept], minlength=of.max() + 1) / number
    return np.where(kept, logs - mean[of], 0.0)


def _fitted(panel: _Panel, several: int) -> tuple[Fit, float]:
    """The fit, and the spread of slopes between series that it implies."""
    counts, columns = panel.counts[panel.kept], panel.columns[panel.kept]
    logs = [one[panel.kept] for one in panel.covariates]
    known = len(logs)

    def predict(one: Floats) -> tuple[Floats, Floats]:
        caught = [special.expit(2 * one[at] * logs[at]) for at in range(known)]
        eta = columns @ one[known:] + sum(np.log(share) for share in caught)
        return eta, np.column_stack([*(2 * log * (1 - share) for log, share in zip(logs, caught)), columns])

    size = known + columns.shape[1]
    means, precisions = np.zeros(size), np.zeros(size)
    means[:known], precisions[:known] = 1.0, 1 / PRIOR**2
    slopes = slice(known + several, known + 2 * several)
    start, spread = means.copy(), _SLOPE
    start[known : known + several] = np.log(np.maximum(np.bincount(panel.of[panel.kept], counts, several), 0.5))
    start[known : known + several] -= np.log(np.maximum(np.bincount(panel.of[panel.kept], minlength=several), 1) / 2)
    for _ in range(_ROUNDS):
        precisions[slopes] = 1 / spread**2 if several > 1 else 1e8
        fit = fit_predicted(counts, predict, start, (means, precisions))
        start = fit.coefficients
        if several == 1:
            return fit, 0.0
        spread = float(np.sqrt(np.mean(start[slopes] ** 2 + np.diag(fit.covariance)[slopes]))) + 1e-3
    return fit, spread


def _told(fit: Fit, at: int, level: float) -> Estimate:
    value, half = fit.coefficients[at], special.ndtri((1 + level) / 2) * np.sqrt(fit.covariance[at, at])
    return Estimate(float(value), float(value - half), float(value + half))


def _index(panel: _Panel, fit: Fit, first: Series, level: float) -> tuple[Block, ...]:
    """Activity of each whole year against the first, all series together, season taken off."""
    known, season, size = len(panel.covariates), first.season, len(first)
    bare = panel.columns.copy()
    bare[:, -season_columns(first).shape[1] :] = 0.0
    activity = np.exp(bare @ fit.coefficients[known:])
    blocks = size // season
    block = panel.time - (size - blocks * season)
    weight = [np.where((block >= one * season) & (block < (one + 1) * season), activity, 0.0) for one in range(blocks)]
    slopes = [one @ bare / one.sum() for one in weight]
    found = []
    for one in range(blocks):
        value = np.log(weight[one].sum() / weight[0].sum())
        gradient = np.concatenate([np.zeros(known), slopes[one] - slopes[0]])
        half = special.ndtri((1 + level) / 2) * np.sqrt(max(gradient @ fit.covariance @ gradient, 0.0))
        ends = [float(np.exp(part)) for part in (value, value - half, value + half)]
        at = size - (blocks - one) * season
        found.append(Block(first.periods[at].start, first.periods[at + season - 1].end, Estimate(*ends)))
    return tuple(found)
