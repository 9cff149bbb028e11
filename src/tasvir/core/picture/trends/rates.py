"""The raw trend of counts beside the trend of counts per effort, by negative-binomial regression.

Question: did activity change, or only how much was looked? The raw model has none; the adjusted one takes effort times
completeness as an offset (elasticity one: a rate per unit of effort), which is the headline; a third estimates the
elasticity of counts to effort. The headline is the offset because noise in the record of effort draws an estimated
elasticity towards zero, and with it the adjusted trend back to the raw one; the estimated one stands beside it and a
difference is said. Limits: effort must be recorded evenly; an elasticity below one makes the offset adjust too much.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import special

from tasvir.core.errors import UserError
from tasvir.core.picture.trends.counting import Fit, fit_counts, widened
from tasvir.core.picture.trends.model import Block, Estimate, Flags, Floats, Rate, Series

TELLING = 0.3  # largest standard error of an elasticity that is told
_DUMMIES_FROM = 3  # years of months
_LEAST_KNOWN = 0.5


@dataclass(frozen=True)
class Rates:
    """The three trends on the same periods: raw, per effort, and with the elasticity estimated (None: not told)."""

    raw: Rate
    adjusted: Rate | None
    estimated: Rate | None
    left_out: int = 0  # periods with a count that effort or completeness (zero or unknown) keeps out of the comparison


def rates(series: Series, level: float = 0.9, more: Floats | None = None) -> Rates:
    """Raw and adjusted trends; `more`: further columns (moving holidays). UserError where the series is too short.

    All three rest on the periods whose count, effort and completeness are known and above zero.
    """
    exposure = _exposure(series)
    counted = ~np.isnan(series.counts)
    used = counted if exposure is None else counted & np.isfinite(exposure)
    _check(series, used)
    plain = _rate(series, used, np.zeros(len(series)), None, level, more)
    assert plain is not None  # only an elasticity is left untold
    left_out = int(counted.sum() - used.sum())
    if exposure is None:
        return Rates(plain, None, None)
    adjusted = _rate(series, used, exposure, None, level, more)
    if series.effort is None:
        return Rates(plain, adjusted, None, left_out)
    effort = np.log(np.where(used, series.effort, 1.0))
    rest = exposure - effort
    varied = float(np.std(effort[used])) > 1e-3
    estimated = _rate(series, used, rest, effort, level, more) if varied else None
    return Rates(plain, adjusted, estimated, left_out)


def _exposure(series: Series) -> Floats | None:
    """The log of effort times completeness; NaN where either is zero or unknown."""
    if series.effort is None and series.completeness is None:
        return None
    total: Floats = np.zeros(len(series))
    for one in (series.effort, series.completeness):
        if one is not None:
            total = np.asarray(total + np.log(np.where(one > 0, one, np.nan)), np.float64)
    return total


def _check(series: Series, used: Flags) -> None:
    blocks = len(series) // series.season
    if blocks < 2:
        raise UserError("trends.two_years", series=series.name, count=len(series), least=2 * series.season)
    for block in range(blocks):
        inside = _block_of(series) == block
        if used[inside].mean() < _LEAST_KNOWN:
            raise UserError("trends.year_unknown", series=series.name, start=_ends(series, block)[0])
        if not np.nansum(series.counts[inside & used]):
            raise UserError("trends.year_empty", series=series.name, start=_ends(series, block)[0])


def _block_of(series: Series) -> Floats:
    """The number of the whole year of every period, counted so that the newest is whole; negative before the first."""
    back = np.arange(len(series))[::-1] // series.season
    numbered: Floats = (len(series) // series.season - 1 - back).astype(np.float64)
    return numbered


def _ends(series: Series, block: int) -> tuple[date, date]:
    inside = np.flatnonzero(_block_of(series) == block)
    return series.periods[inside[0]].start, series.periods[inside[-1]].end


def season_columns(series: Series) -> Floats:
    """Months as eleven columns from three years on, else two waves a year; each sums to zero over a year."""
    if series.step == "month" and len(series) >= _DUMMIES_FROM * series.season:
        dummies = (series.places[:, None] == np.arange(1, series.season)).astype(float)
        return np.asarray(dummies - 1 / series.season)
    angle = 2 * np.pi * series.years
    return np.column_stack([wave(order * angle) for order in (1, 2) for wave in (np.sin, np.cos)])


def _rate(
    series: Series,
    used: Flags,
    offset: Floats,
    effort: Floats | None,
    level: float,
    more: Floats | None,
) -> Rate | None:
    beside = [season_columns(series)] + ([more] if more is not None else [])
    if effort is not None:
        beside.insert(0, (effort - effort[used].mean())[:, None])
    counts, blocks = series.counts[used], len(series) // series.season
    line = np.column_stack([np.ones(len(series)), series.years - series.years.mean(), *beside])[used]
    trend = fit_counts(counts, line, offset[used])
    wide = widened(trend, counts) ** 0.5
    whole = used & (_block_of(series) >= 0)
    years = (_block_of(series)[:, None] == np.arange(blocks)).astype(float)
    told = np.column_stack([years, *beside])[whole]
    index = fit_counts(series.counts[whole], told, offset[whole])
    elasticity = None
    if effort is not None:  # within years, where no trend of activity can be taken for it
        elasticity = _interval(*index.combination(_unit(told.shape[1], blocks)), level, wide)
        if elasticity.high - elasticity.low > 2 * TELLING * _z(level):
            return None
    change = _ratio(*trend.combination(_unit(line.shape[1], 1)), level, wide)
    return Rate(change, _index(series, index, blocks, level, wide), elasticity, trend.dispersion, int(used.sum()))


def _index(series: Series, fit: Fit, blocks: int, level: float, wide: float) -> tuple[Block, ...]:
    size = len(fit.coefficients)
    found = []
    for block in range(blocks):
        start, end = _ends(series, block)
        weights = _unit(size, block) - _unit(size, 0)
        found.append(Block(start, end, _ratio(*fit.combination(weights), level, wide)))
    return tuple(found)


def _unit(size: int, at: int) -> Floats:
    weights = np.zeros(size)
    weights[at] = 1.0
    return weights


def _z(level: float) -> float:
    return float(special.ndtri((1 + level) / 2))


def _interval(value: float, error: float, level: float, wide: float) -> Estimate:
    half = _z(level) * error * wide
    return Estimate(value, value - half, value + half)


def _ratio(value: float, error: float, level: float, wide: float) -> Estimate:
    told = _interval(value, error, level, wide)
    return Estimate(*(float(np.exp(one)) for one in (told.value, told.low, told.high)))
