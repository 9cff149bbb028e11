"""From a table of series, dates, counts and effort to series without holes; whatever cannot be right is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.alerts.model import Series, Step
from tasvir.core.picture.alerts.steps import place_of, shared_step, step_dates

Columns = Mapping[str, Sequence[Any]]
TABLE = "series"
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?")
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")


class _Row(NamedTuple):
    day: date
    written: str
    cases: float
    effort: float


def read_series(columns: Columns, *, fill_zero: bool = False) -> list[Series]:
    """Series in the order of the table, weekly or monthly, every period from first to last.

    `columns`: date, count and, if there, series and effort. A period without a row or a count is unknown (NaN), or a
    zero with `fill_zero`; so is one without effort where the series has effort. UserError names series, date, value.
    """
    rows = _rows(columns)
    for name, told in rows.items():
        told.sort(key=lambda row: row.day)
        _refuse_twice(name, told)
    months_only = {
        name: all(len(row.written) <= 7 and "W" not in row.written for row in told) for name, told in rows.items()
    }
    step = shared_step({name: ([row.day for row in told], months_only[name]) for name, told in rows.items()})
    return [_series(name, told, step, fill_zero) for name, told in rows.items()]


def _rows(columns: Columns) -> dict[str, list[_Row]]:
    size = len(columns["date"])
    if not size:
        raise UserError("analyse.empty", table=TABLE)
    names = columns.get("series") or [TABLE] * size
    effort = columns.get("effort") or [None] * size
    days: dict[Any, tuple[date, str]] = {}
    rows: dict[str, list[_Row]] = {}
    for at, value in enumerate(columns["date"]):
        if value not in days:
            days[value] = _day(value, at + 1)
        if names[at] is None or not str(names[at]).strip():
            raise UserError("alerts.no_name", row=at + 1)
        count = _amount(columns["count"][at], "count", at + 1)
        if count != math.floor(count) if math.isfinite(count) else False:
            raise UserError("alerts.whole", row=at + 1, value=count)
        row = _Row(*days[value], count, _amount(effort[at], "effort", at + 1))
        rows.setdefault(str(names[at]).strip(), []).append(row)
    return rows


def _day(value: object, row: int) -> tuple[date, str]:
    """The first day of a date, a month or an ISO week, and how it is written."""
    text = value.isoformat()[:10] if isinstance(value, date) else str(value).strip()
    week, day = _WEEK.fullmatch(text), _DAY.match(text)
    try:
        if week:
            return date.fromisocalendar(int(week[1]), int(week[2]), 1), text
        if day and (day.end() == len(text) or (day[3] and text[day.end()] in " T")):
            return date(int(day[1]), int(day[2]), int(day[3] or 1)), day[0]
    except ValueError:
        pass
    raise UserError("alerts.date", row=row, value=text[:40])


def _amount(value: object, column: str, row: int) -> float:
    """A number from 0 up; NaN where the cell is empty."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return math.nan
    try:
        amount = float(str(value))
    except ValueError:
        amount = -1.0
    if not (amount >= 0 and math.isfinite(amount)):
        raise UserError("analyse.count", table=TABLE, column=column, row=row, value=str(value)[:40])
    return amount


def _refuse_twice(name: str, rows: Sequence[_Row]) -> None:
    for one, other in zip(rows, rows[1:]):
        if one.day == other.day:
            raise UserError("alerts.twice", series=name, date=other.written)


def _series(name: str, rows: Sequence[_Row], step: Step, fill_zero: bool) -> Series:
    first = rows[0].day
    places = [place_of(row.day, first, step) for row in rows]
    for at, (one, other) in enumerate(zip(places, places[1:]), start=1):
        if one == other:
            raise UserError("alerts.twice", series=name, date=rows[at].written)
    size = places[-1] + 1
    counts, effort = np.full(size, 0.0 if fill_zero else np.nan), np.full(size, np.nan)
    dates = step_dates(first, size, step)
    by_month = step == "month" and all(len(row.written) <= 7 for row in rows)
    written = [day.isoformat()[:7] if by_month else day.isoformat() for day in dates]
    for place, row in zip(places, rows):
        dates[place], written[place] = row.day, row.written
        counts[place] = 0.0 if fill_zero and math.isnan(row.cases) else row.cases
        effort[place] = row.effort
        if row.effort == 0 and row.cases > 0:
            raise UserError("alerts.effort_zero", series=name, date=row.written, count=f"{row.cases:g}")
    return Series(name, step, dates, counts, None if np.isnan(effort).all() else effort, written)
