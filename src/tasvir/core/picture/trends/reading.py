"""From a table of series, dates, counts, effort and completeness to series without holes; refusals name the row."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple, cast

import numpy as np

from tasvir.core.calendars import systems
from tasvir.core.calendars.periods import Period, month_of, parse_period, range_period
from tasvir.core.calendars.systems import System
from tasvir.core.errors import UserError
from tasvir.core.picture.trends.model import Floats, Series, Step

Columns = Mapping[str, Sequence[Any]]
Calendar = Literal["auto", "gregorian", "jalali", "vn"]
TABLE = "series"
MOST_PERIODS = 5_000
_TIME = re.compile(r"[T ]\d{2}:.*$")
_FIRST, _CUT_OFF = 1, 15


class _Row(NamedTuple):
    told: Period
    written: str
    values: tuple[float, float, float]  # count, effort, completeness


def read_series(columns: Columns, *, calendar: Calendar = "auto") -> list[Series]:
    """Series in the order of the table, weekly or monthly, every period from first to last.

    `columns`: date, count and, if there, series, effort, completeness (0 to 1). A period without a row or a count is
    unknown (NaN), never zero. Months are those of the labels (`1403-02`, `vn:2024-02`), else of the calendar whose
    months begin at every date, else Gregorian. UserError names series, date and value.
    """
    rows = _rows(columns)
    step = _step(rows)
    system = _system([row.told for told in rows.values() for row in told], calendar) if step == "month" else "gregorian"
    return [_series(name, told, step, system) for name, told in rows.items()]


def _rows(columns: Columns) -> dict[str, list[_Row]]:
    size = len(columns["date"])
    if not size:
        raise UserError("analyse.empty", table=TABLE)
    empty = [None] * size
    names = columns.get("series") or [TABLE] * size
    effort, complete = columns.get("effort") or empty, columns.get("completeness") or empty
    known: dict[Any, Period] = {}
    rows: dict[str, list[_Row]] = {}
    for at, value in enumerate(columns["date"]):
        if value not in known:
            known[value] = _told(value, at + 1)
        name = "" if names[at] is None else str(names[at]).strip()
        if not name:
            raise UserError("trends.no_name", row=at + 1)
        share = _amount(complete[at], "completeness", at + 1)
        if share > 1:
            raise UserError("trends.completeness", row=at + 1, value=complete[at])
        values = (_amount(columns["count"][at], "count", at + 1), _amount(effort[at], "effort", at + 1), share)
        rows.setdefault(name, []).append(_Row(known[value], str(value), values))
    for told in rows.values():
        told.sort(key=lambda row: row.told.start)
    return rows


def _told(value: object, row: int) -> Period:
    """The day, week or month that a cell names."""
    text = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    try:
        told = parse_period(_TIME.sub("", text))
    except UserError:
        told = None
    if told is None or told.kind not in ("day", "week", "month"):
        raise UserError("trends.date", row=row, value=text[:40])
    return told


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


def _step(rows: Mapping[str, Sequence[_Row]]) -> Step:
    """Weekly or monthly, by what most dates keep between them; UserError for anything else."""
    kinds = {row.told.kind for told in rows.values() for row in told}
    if kinds in ({"month"}, {"week"}):
        return cast(Step, kinds.pop())
    if len(kinds) > 1:
        raise UserError("trends.mixed", kinds=", ".join(sorted(kinds)))
    apart = [(other.told.start - one.told.start).days for told in rows.values() for one, other in zip(told, told[1:])]
    apart = [days for days in apart if days]
    if not apart:
        name, told = next(iter(rows.items()))
        raise UserError("trends.one_date", series=name, date=told[0].written)
    usual = float(np.median(apart))
    if usual == 7 or all(days % 7 == 0 for days in apart):
        return "week"
    if usual >= 28:
        return "month"
    raise UserError("trends.step", days=f"{usual:g}")


def _system(told: Sequence[Period], calendar: Calendar) -> System:
    """Whose months these are: as told, as labelled, or that in which every date is the same day of the month."""
    if told[0].kind == "month":
        labelled = {one.system for one in told}
        wrong = len(labelled) > 1 or (calendar != "auto" and calendar not in labelled)
        if wrong:
            raise UserError("trends.calendars", found=", ".join(sorted({*labelled, calendar} - {"auto"})))
        return told[0].system
    if calendar != "auto":
        return calendar
    days = {one.start for one in told}
    if {day.day for day in days} == {_CUT_OFF}:
        return "vn"
    jalali = {systems.numbers_of(day, "jalali")[2] for day in days}
    return "jalali" if jalali == {_FIRST} and {day.day for day in days} != {_FIRST} else "gregorian"


def _series(name: str, rows: Sequence[_Row], step: Step, system: System) -> Series:
    periods = _every(name, rows, step, system)
    number = {one.start: at for at, one in enumerate(periods)}
    values = np.full((3, len(periods)), np.nan)
    taken: set[int] = set()
    for row in rows:
        start = row.told.start if step == "week" else month_of(row.told.start, system).start
        at = number.get(start)
        if at is None:
            raise UserError("trends.irregular", series=name, date=row.written)
        if at in taken:
            raise UserError("trends.twice", series=name, date=row.written)
        taken.add(at)
        values[:, at] = row.values
    return Series(name, step, system, periods, values[0], _if_any(values[1]), _if_any(values[2]))


def _if_any(values: Floats) -> Floats | None:
    return None if np.isnan(values).all() else values


def _every(name: str, rows: Sequence[_Row], step: Step, system: System) -> list[Period]:
    """Every period from the first row's to the last row's."""
    first, last = rows[0].told.start, rows[-1].told.start
    if (last - first).days > MOST_PERIODS * 7:
        raise UserError("trends.span", series=name, first=first, last=last)
    if step == "week":
        starts = [first + timedelta(days=7 * at) for at in range((last - first).days // 7 + 1)]
        return [range_period(start, start + timedelta(days=6)) for start in starts]
    found = [month_of(first, system)]
    while found[-1].end < last:
        found.append(month_of(found[-1].end + timedelta(days=1), system))
    return found
