"""The kernels of the alerts: quasi-Poisson regressions on seasonal groups and a trend, thousands in a row.

The design is an intercept for each group and one slope, so that a weighted least squares step needs no matrix: the
slope is the regression within groups, an intercept follows from the means of its group, and leverages and standard
errors are sums. What decides the last digits is kept as R's glm() has it: start at count + 0.1, stop when the deviance
moves less than 1e-8 of itself or after 25 steps, weights of the last step with the residuals after it.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

FITTED, TOO_FEW, DIVERGED = 0, 1, 2
STEPS, CLOSE, TINY = 25, 1e-8, 2.220446049250313e-16
CERTAIN = 10 * TINY  # a leverage this close to one: the observation decides its own group
ETA, ERROR, PHI, T_VALUE, DEGREES, SLOPE = range(6)


@njit(cache=True, error_model="numpy", nogil=True)
def _deviance(y, log_y, eta, mu, prior):  # type: ignore[no-untyped-def]
    total = 0.0
    for i in range(y.shape[0]):
        part = mu[i]
        if y[i] > 0:
            part = y[i] * (log_y[i] - eta[i]) - (y[i] - mu[i])
        total += prior[i] * part
    return 2 * total


@njit(cache=True, error_model="numpy", nogil=True)
def _step(y, time, group, offset, prior, eta, mu, weight, sums, with_trend):  # type: ignore[no-untyped-def]
    """One weighted least squares step: fills `weight`, `eta` and `sums` (weight, mean time, level; a group a row)."""
    sums[:] = 0
    for i in range(y.shape[0]):
        weight[i] = prior[i] * mu[i]
        row = group[i]
        sums[row, 0] += weight[i]
        sums[row, 1] += weight[i] * time[i]
        sums[row, 2] += weight[i] * (eta[i] - offset[i] + (y[i] - mu[i]) / mu[i])
    for row in range(sums.shape[0]):
        if sums[row, 0] > 0:
            sums[row, 1] /= sums[row, 0]
            sums[row, 2] /= sums[row, 0]
    spread, slope = 0.0, 0.0
    if with_trend:
        for i in range(y.shape[0]):
            row = group[i]
            away = time[i] - sums[row, 1]
            spread += weight[i] * away * away
            slope += weight[i] * away * (eta[i] - offset[i] + (y[i] - mu[i]) / mu[i] - sums[row, 2])
        slope = slope / spread if spread > 0 else 0.0
    for i in range(y.shape[0]):
        row = group[i]
        eta[i] = offset[i] + sums[row, 2] + slope * (time[i] - sums[row, 1])
    return slope, spread


@njit(cache=True, error_model="numpy", nogil=True)
def _fit(y, log_y, time, group, offset, prior, eta, mu, weight, sums, with_trend):  # type: ignore[no-untyped-def]
    """Iterate to convergence; (state, slope, spread of time within groups)."""
    size = y.shape[0]
    before = np.empty(size)
    for i in range(size):
        eta[i] = math.log(y[i] + 0.1)
        mu[i] = y[i] + 0.1
    deviance = _deviance(y, log_y, eta, mu, prior)
    slope, spread = 0.0, 0.0
    for number in range(STEPS):
        before[:] = eta
        slope, spread = _step(y, time, group, offset, prior, eta, mu, weight, sums, with_trend)
        now, halved = np.nan, 0
        while True:
            for i in range(size):
                mu[i] = max(math.exp(eta[i]), TINY)
            now = _deviance(y, log_y, eta, mu, prior)
            if math.isfinite(now):
                break
            if number == 0 or halved == STEPS:
                return DIVERGED, slope, spread
            halved += 1
            for i in range(size):
                eta[i] = (eta[i] + before[i]) / 2
        if abs(now - deviance) / (abs(now) + 0.1) < CLOSE:
            return FITTED, slope, spread
        deviance = now
    return DIVERGED, slope, spread


@njit(cache=True, error_model="numpy", nogil=True)
def _dispersion(y, mu, weight, degrees):  # type: ignore[no-untyped-def]
    total = 0.0
    for i in range(y.shape[0]):
        residual = (y[i] - mu[i]) / mu[i]
        total += weight[i] * residual * residual
    return total / degrees


@njit(cache=True, error_model="numpy", nogil=True)
def _weigh(y, time, group, mu, weight, sums, spread, phi, limit, prior):  # type: ignore[no-untyped-def]
    """Down-weight past outbreaks: squared Anscombe residuals above the limit divide the weight; the sum stays."""
    size = y.shape[0]
    total = 0.0
    for i in range(size):
        row = group[i]
        leverage = weight[i] / sums[row, 0]
        if spread > 0:
            leverage += weight[i] * (time[i] - sums[row, 1]) ** 2 / spread
        prior[i] = 1.0
        if 1 - leverage >= CERTAIN:
            residual = 1.5 * (y[i] ** (2 / 3) * mu[i] ** (-1 / 6) - math.sqrt(mu[i]))
            residual /= math.sqrt(phi * (1 - leverage))
            if residual > limit:
                prior[i] = residual**-2
        total += prior[i]
    for i in range(size):
        prior[i] *= size / total


@njit(cache=True, error_model="numpy", nogil=True)
def _model(y, log_y, time, group, offset, groups, with_trend, limit, now, out):  # type: ignore[no-untyped-def]
    """Fit, reweight, fit again and predict at time 0 in the group `now`; `out` as the constants above name it."""
    size = y.shape[0]
    prior, weight = np.ones(size), np.empty(size)
    eta, mu, sums = np.empty(size), np.empty(size), np.zeros((groups, 3))
    trend = with_trend
    state, slope, spread = _fit(y, log_y, time, group, offset, prior, eta, mu, weight, sums, trend)
    if state != FITTED and trend:
        trend = False
        state, slope, spread = _fit(y, log_y, time, group, offset, prior, eta, mu, weight, sums, trend)
    if state != FITTED:
        return state
    degrees = size - groups - (1 if trend else 0)
    if degrees <= 0 or (trend and spread <= 0):
        return TOO_FEW
    phi = max(_dispersion(y, mu, weight, degrees), 1.0)
    scale = _dispersion(y, mu, weight, degrees)
    if limit > 0:
        _weigh(y, time, group, mu, weight, sums, spread, phi, limit, prior)
        _, slope, spread = _fit(y, log_y, time, group, offset, prior, eta, mu, weight, sums, trend)
        phi = max(_dispersion(y, mu, weight, degrees), 1.0)
        scale = _dispersion(
            y, mu, prior, degrees
        )  # R scales standard errors by the weights given, not the working ones
    ahead = -sums[now, 1]
    variance = 1 / sums[now, 0] + (ahead * ahead / spread if trend else 0.0)
    out[ETA] = sums[now, 2] + slope * ahead
    out[ERROR] = math.sqrt(scale * variance)
    out[PHI] = phi
    out[DEGREES] = degrees
    out[SLOPE] = slope
    out[T_VALUE] = slope / math.sqrt(scale / spread) if trend else np.nan
    return FITTED if math.isfinite(out[ETA]) and math.isfinite(out[ERROR]) else DIVERGED


@njit(cache=True, error_model="numpy", nogil=True)
def regressions(counts, offsets, times, first, last, shapes, shape_of, with_trend, limit, out, largest):  # type: ignore[no-untyped-def]
    """Every monitored period's regression on its own past.

    `counts`, `offsets` (log effort) and `times`: all series end to end, NaN where unknown; problem i monitors the
    place `last[i]` of a series that begins at `first[i]`. `shapes[shape_of[i], lag]` is the group (from 1; 0: not
    used) of the observation `lag` periods back; the monitored period is of the last group. `limit` 0: no reweighting.
    Fills `out` (problems, 6) and `largest` (the largest count used); returns the states.
    """
    problems, reach = last.shape[0], shapes.shape[1]
    states = np.full(problems, TOO_FEW)
    y, log_y, time = np.empty(reach), np.empty(reach), np.empty(reach)
    offset, group = np.empty(reach), np.empty(reach, np.int64)
    number = np.empty(shapes.max() + 1, np.int64)
    for i in range(problems):
        shape = shapes[shape_of[i]]
        top = shape[reach - 1]  # the number of groups stands in the last column
        size, groups = 0, 0
        number[:] = -1
        largest[i] = 0.0
        for lag in range(min(reach - 2, last[i] - first[i]), -1, -1):
            place = last[i] - lag
            if shape[lag] == 0 or not (math.isfinite(counts[place]) and math.isfinite(offsets[place])):
                continue
            if number[shape[lag]] < 0:
                number[shape[lag]] = groups
                groups += 1
            y[size], offset[size] = counts[place], offsets[place]
            log_y[size] = math.log(y[size]) if y[size] > 0 else 0.0
            time[size], group[size] = times[place] - times[last[i]], number[shape[lag]]
            largest[i] = max(largest[i], y[size])
            size += 1
        if size == 0 or number[top] < 0:
            continue
        states[i] = _model(
            y[:size],
            log_y[:size],
            time[:size],
            group[:size],
            offset[:size],
            groups,
            with_trend,
            limit,
            number[top],
            out[i],
        )
        out[i, ETA] += offsets[last[i]]
    return states
