"""Moving holidays as regressors: which share of each period lies before, in and after them.

Question: by how much do counts differ round Tet, Nowruz or Ramadan, which move between months? Each regressor is the
share of a period's days (Bell and Hillmer 1983, JASA 78, 526-534), so a coefficient is the change of a period that lies
wholly in that part. Limits: three years; a holiday that never moves against the months is part of their season.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy import special

from tasvir.core.calendars.occasions import moving_holidays
from tasvir.core.errors import UserError
from tasvir.core.picture.trends.counting import fit_counts, widened
from tasvir.core.picture.trends.model import Estimate, Floats, Series
from tasvir.core.picture.trends.rates import season_columns

PARTS = ("before", "during", "after")
BESIDE_DAYS = 14
_LEAST_YEARS = 3
_FIXED = 0.05  # share of a regressor's variance that the season must leave


@dataclass(frozen=True)
class Effect:
    """The ratio by which counts of a period wholly in this part of a holiday differ from other periods."""

    occasion: str
    part: str
    ratio: Estimate
    p: float


@dataclass(frozen=True)
class Holidays:
    """Effects by holiday and part, the regressors that made them, and those that never move against the periods."""

    effects: tuple[Effect, ...]
    columns: Floats
    fixed: tuple[str, ...]


def shares(series: Series, country: str) -> dict[tuple[str, str], Floats]:
    """The share of every period's days in each part of each moving holiday of a country."""
    first, last = series.periods[0].start, series.periods[-1].end
    found: dict[tuple[str, str], Floats] = {}
    for one in moving_holidays(country, range(first.year - 1, last.year + 2)):
        beside = timedelta(days=BESIDE_DAYS)
        day = timedelta(days=1)
        parts = ((one.start - beside, one.start - day), (one.start, one.end), (one.end + day, one.end + beside))
        for part, (start, end) in zip(PARTS, parts):
            column = found.setdefault((one.code, part), np.zeros(len(series)))
            column += [_overlap(period.start, period.end, start, end) for period in series.periods]
    return found


def _overlap(start: date, end: date, first: date, last: date) -> float:
    days = (min(end, last) - max(start, first)).days + 1
    return max(days, 0) / ((end - start).days + 1)


def holidays(series: Series, country: str, level: float = 0.9) -> Holidays:
    """Effects beside level, trend and season; UserError where the series has fewer than three years."""
    if len(series) < _LEAST_YEARS * series.season:
        raise UserError(
            "trends.holiday_years", series=series.name, count=len(series), least=_LEAST_YEARS * series.season
        )
    known = ~np.isnan(series.counts)
    years = series.years - series.years.mean()
    base = np.column_stack([np.ones(len(series)), years, years**2, season_columns(series)])
    found = shares(series, country)
    fixed = tuple(sorted({code for (code, _), column in found.items() if _never_moves(column[known], base[known])}))
    kept = [key for key in found if key[0] not in fixed]
    columns = np.column_stack([found[key] for key in kept]) if kept else np.zeros((len(series), 0))
    if not kept or not np.nansum(series.counts):
        return Holidays((), columns, fixed)
    fit = fit_counts(series.counts[known], np.column_stack([columns, base])[known], np.zeros(int(known.sum())))
    wide = widened(fit, series.counts[known]) ** 0.5
    return Holidays(
        tuple(
            _effect(fit.coefficients[at], fit.covariance[at, at] ** 0.5 * wide, key, level)
            for at, key in enumerate(kept)
        ),
        columns,
        fixed,
    )


def _never_moves(column: Floats, base: Floats) -> bool:
    """Whether season and trend already tell the regressor."""
    spread = float(np.sum((column - column.mean()) ** 2))
    if spread < 1e-9:
        return True
    left = column - base @ np.linalg.lstsq(base, column, rcond=None)[0]
    return float(left @ left) < _FIXED * spread


def _effect(value: float, error: float, key: tuple[str, str], level: float) -> Effect:
    half = float(special.ndtri((1 + level) / 2)) * error
    ends = [float(np.exp(np.clip(one, -50, 50))) for one in (value, value - half, value + half)]
    return Effect(*key, Estimate(*ends), float(2 * special.ndtr(-abs(value) / error)))
