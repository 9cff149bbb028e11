"""The table of effort that `tasvir analyse axes --effort` finds surges in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasvir.core.picture.axes.surges import Effort

_OUR = {
    "place": ("place", "axis", "checkpoint", "area"),
    "period": ("period", "date", "month"),
    "amount": ("inspections", "patrol_hours", "checks", "parcels_screened", "effort"),
}


def read_effort(args: argparse.Namespace) -> list[Effort]:
    """The rows of the table; an empty amount is left out, anything else that is no number is refused."""
    from tasvir.cli.tables import read_columns
    from tasvir.core.errors import UserError
    from tasvir.core.picture.axes.model import Window
    from tasvir.core.picture.axes.names import place_key
    from tasvir.core.picture.axes.surges import Effort

    named = {"place": args.effort_place_column, "period": args.effort_period_column, "amount": args.effort_column}
    every = {name: name for names in _OUR.values() for name in names}
    told = {column: theirs for column, theirs in named.items() if theirs}
    table = read_columns(args.effort, {**every, **told}, lang=args.lang, optional=list(every.keys() - told.keys()))
    columns: dict[str, list[Any]] = {}
    for column, names in _OUR.items():
        own = column if named[column] else next((name for name in names if name in table), None)
        if own is None:
            raise UserError("analyse.no_column", file=args.effort, column=names[0], expected=", ".join(names))
        columns[column] = table[own]
    found: list[Effort] = []
    for row, (place, period, amount) in enumerate(zip(*columns.values(), strict=True), start=1):
        if amount is None or not str(amount).strip():
            continue
        start, end = _days(period, args.effort, row)
        found.append(Effort(place_key(str(place or "")), Window(start, end), _amount(amount, args.effort, row)))
    return found


def _days(value: Any, table: str, row: int) -> tuple[Any, Any]:
    from tasvir.core.calendars.periods import parse_period
    from tasvir.core.errors import UserError
    from tasvir.core.picture.axes.reading import read_dates

    try:
        period = parse_period(str(value).strip())
    except UserError:
        try:
            (day,) = read_dates([value], table)
        except UserError as error:
            raise UserError("analyse.date", table=table, row=row, value=str(value)[:40]) from error
        return day, day
    return period.start, period.end


def _amount(value: Any, table: str, row: int) -> float:
    from math import isfinite

    from tasvir.core.errors import UserError

    try:
        amount = float(value)
    except ValueError:
        amount = -1.0
    if not (isfinite(amount) and amount >= 0):
        raise UserError("analyse.count", table=table, row=row, column="effort", value=str(value)[:40])
    return amount
