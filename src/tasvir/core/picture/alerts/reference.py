"""Which past observations a period is held against, and in which seasonal group each stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.alerts.model import Farrington, Series, Step, Whole

_WEEK = 7


def reference_lags(series: Series, at: int, settings: Farrington) -> tuple[int, ...]:
    """How many periods back the same time of the year lies, one year back, two years back, …"""
    years = range(1, settings.years_back + 1)
    if not settings.by_date or series.step == "month":
        season = 12 if settings.by_date else settings.season
        return tuple(season * year for year in years)
    return tuple(_weeks_back(series.dates[at], year) for year in years)


def _weeks_back(day: date, years: int) -> int:
    """Weeks to the same weekday nearest to the same date of an earlier year; 29 February stands for 1 March."""
    try:
        then = day.replace(year=day.year - years)
    except ValueError:
        then = date(day.year - years, 3, 1)
    after = (day.weekday() - then.weekday()) % _WEEK
    nearest = then + timedelta(days=after if 2 * after < _WEEK else after - _WEEK)
    return (day - nearest).days // _WEEK


def seasonal_groups(lags: Sequence[int], settings: Farrington) -> Whole:
    """The group of each lag from 0 (0: left out), as Noufaily et al. 2013 cut the year.

    The windows round the reference points are the last group; what lies between two windows is cut into as many
    equal blocks as remain, the first ones a period longer. Where there are more blocks than periods an empty block
    takes the place it would begin at and the one before, which is how R's function does it.
    """
    width, parts = settings.half_window, settings.periods
    groups = np.zeros(lags[-1] + width + 1, np.int64)
    groups[: width + 1] = parts
    for newer, lag in zip((0, *lags), lags):
        groups[max(lag - width, 0) : lag + width + 1] = parts
        if parts > 1:
            _cut(groups, lag, lag - newer - 2 * width - 1, width, parts)
    groups[: settings.left_out + 1] = 0
    return groups


def _cut(groups: Whole, lag: int, between: int, width: int, parts: int) -> None:
    """Number the blocks between the window at `lag` and the next newer one."""
    length, longer = divmod(between, parts - 1)
    begin = lag - width - 1
    for part in range(1, parts):
        size = length + (1 if part <= longer else 0)
        if size:
            groups[begin - size + 1 : begin + 1] = part
        else:
            groups[max(begin, 0) : begin + 2] = part
        begin -= size


def check_shape(step: Step, settings: Farrington) -> None:
    """Refuse windows and blocks that do not fit into a season."""
    season = 12 if settings.by_date and step == "month" else settings.season
    width, parts = 2 * settings.half_window + 1, settings.periods
    if parts > 1 and (parts > season or width > season):
        raise UserError("alerts.season_too_short", season=season, window=width, parts=parts)
