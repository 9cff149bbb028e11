"""From a table of units and dates to a panel; whatever cannot be right is refused by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast, get_args

import numpy as np

from tasvir.core.calendars.periods import parse_period
from tasvir.core.errors import UserError
from tasvir.core.picture.hotspots.times import read_date
from tasvir.core.picture.roots.model import Floats, Panel, Step, Whole

Columns = Mapping[str, Sequence[Any]]
STEPS: tuple[Step, ...] = get_args(Step)
_MISSING = ("", "na", "nan", "null", "none", "-")


def read_panel(table: str, columns: Columns, drivers: Sequence[str], *, step: Step | None = None) -> Panel:
    """The panel of the columns `unit`, `date`, `count`, the drivers, and where given `effort` and `completeness`.

    A step that is not given is read off the smallest distance between two dates. UserError names row and column.
    """
    rows = len(columns["count"])
    if rows == 0:
        raise UserError("analyse.empty", table=table)
    days = _days(columns["date"], table)
    step = step or _step_of(days)
    numbers = np.array([_number_of(day, step) for day in days], np.int64)
    units = sorted({str(one) for one in columns["unit"]})
    at = {unit: number for number, unit in enumerate(units)}
    unit = np.array([at[str(one)] for one in columns["unit"]], np.int64)
    period = numbers - numbers.min()
    _check_shape(table, units, period, unit, days)
    count = _numbers(columns["count"], table, "count", least=0.0, blank=False)
    if not count.any():
        raise UserError("roots.no_incidents", table=table)
    told = {name: _numbers(columns[name], table, name) for name in drivers}
    for name, values in told.items():
        _check_varies(name, values)
    effort, completeness = (
        _numbers(columns[name], table, name, least=0.0) if name in columns else None
        for name in ("effort", "completeness")
    )
    if completeness is not None and np.nanmax(completeness, initial=0.0) > 1:
        row = int(np.flatnonzero(completeness > 1)[0])
        raise UserError("roots.no_share", table=table, row=row + 1, value=str(columns["completeness"][row])[:40])
    labels = _labels(days, period)
    return Panel(tuple(units), labels, step, unit, period, count, told, effort, completeness)


def _days(values: Sequence[Any], table: str) -> list[date]:
    known: dict[Any, date] = {}
    for row, value in enumerate(values, start=1):
        if value not in known:
            known[value] = first_day(value, table=table, row=row)
    return [known[value] for value in values]


def first_day(value: object, *, table: str, row: int) -> date:
    """The first day that a date, or an office's period such as 1404-Q2, can mean."""
    try:
        return read_date(value, table=table, row=row).first
    except UserError:
        try:
            return parse_period(str(value).strip()).start
        except UserError:
            pass
        raise


def _step_of(days: Sequence[date]) -> Step:
    distinct = np.unique([day.toordinal() for day in days])
    nearest = int(np.diff(distinct).min()) if len(distinct) > 1 else 1
    for step, least in (("year", 300), ("quarter", 80), ("month", 28), ("week", 7)):
        if nearest >= least:
            return cast(Step, step)
    return "day"


def _number_of(day: date, step: Step) -> int:
    """A number that grows by one a period; months of other calendars begin once in each of ours."""
    month = day.year * 12 + day.month - 1
    months = {"month": month, "quarter": month // 3, "year": day.year}
    return months[step] if step in months else round(day.toordinal() / (7 if step == "week" else 1))


def _labels(days: Sequence[date], period: Whole) -> tuple[date, ...]:
    """The first day told of each period; a period that no row holds lies between its neighbours."""
    first: dict[int, int] = {}
    for number, day in zip(period.tolist(), days, strict=True):
        first[number] = min(day.toordinal(), first.get(number, day.toordinal()))
    known = sorted(first)
    filled = np.interp(np.arange(known[-1] + 1), known, [first[one] for one in known])
    return tuple(date.fromordinal(int(one)) for one in filled)


def _check_shape(table: str, units: Sequence[str], period: Whole, unit: Whole, days: Sequence[date]) -> None:
    if len(units) < 2:
        raise UserError("roots.one_unit", table=table, unit=units[0])
    if len(np.unique(period)) < 2:
        raise UserError("roots.one_period", table=table, value=str(days[0]))
    keys = unit * (int(period.max()) + 1) + period
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    if counts.max() > 1:
        row = int(first[counts > 1].min())
        more = int((counts > 1).sum())
        raise UserError("roots.twice", table=table, unit=units[unit[row]], value=str(days[row]), count=more)


def _numbers(values: Sequence[Any], table: str, column: str, *, least: float = -np.inf, blank: bool = True) -> Floats:
    """Numbers; a blank is NaN where it may be, and nothing else may be missing."""
    read = np.full(len(values), np.nan)
    for at, value in enumerate(values):
        if blank and (value is None or str(value).strip().lower() in _MISSING):
            continue
        try:
            read[at] = float(value)
        except (TypeError, ValueError):
            read[at] = np.inf
        if not (least <= read[at] < np.inf):
            code = "analyse.count" if least == 0 else "roots.no_number"
            raise UserError(code, table=table, column=column, row=at + 1, value=str(value)[:40])
    return read


def _check_varies(name: str, values: Floats) -> None:
    known = values[np.isfinite(values)]
    if not known.size:
        raise UserError("roots.no_values", driver=name)
    if np.ptp(known) <= 1e-12 * max(1e-300, float(np.abs(known).max())):
        raise UserError("roots.one_value", driver=name, value=f"{known[0]:g}")
