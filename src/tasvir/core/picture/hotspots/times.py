"""The intervals of a study: days, weeks, months or years, as many as it takes from its first day to its last."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from tasvir.core.errors import UserError
from tasvir.core.picture.hotspots.model import Unit

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True)
class Written:
    """A date as a table gives it: the first and the last day that it can mean."""

    first: date
    last: date

    @property
    def middle(self) -> date:
        """Where a population stands that is known for a year or a month only: the 1st of July, the 15th."""
        if self.first == self.last:
            return self.first
        return date(self.first.year, 7, 1) if self.last.month != self.first.month else self.first.replace(day=15)


def read_date(text: object, *, table: str, row: int) -> Written:
    """A year, a month or a day in ISO form; UserError names table, row and value."""
    if isinstance(text, date):
        return Written(text, text)
    found = _DATE.fullmatch(str(text).strip()[:10])
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if month is None:
            return Written(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Written(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Written(date(year, month, day), date(year, month, day))
    except ValueError as error:
        raise UserError("analyse.date", table=table, row=row, value=str(text)[:40]) from error


def interval_starts(first: date, last: date, unit: Unit) -> list[date]:
    """The first day of every interval.

    Weeks are counted back from the last day, so that the newest is whole; what is left over makes the first longer.
    """
    if unit == "day":
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if unit == "week":
        whole = max(((last - first).days + 1) // 7, 1)
        return [first, *(last - timedelta(days=7 * back - 1) for back in range(whole - 1, 0, -1))]
    if unit == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [max(first, date(month // 12, month % 12 + 1, 1)) for month in months]
    return [max(first, date(year, 1, 1)) for year in range(first.year, last.year + 1)]


def interval_of(days: npt.NDArray[np.int64], starts: list[date]) -> npt.NDArray[np.int64]:
    """The number of the interval that holds each day (days as ordinals)."""
    edges = np.array([start.toordinal() for start in starts])
    return np.searchsorted(edges, days, side="right") - 1
