"""Time cut at every bound of every period asked for, so that one pass over the events serves them all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals as nw

from tasvir.core.calendars.periods import Period

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Segments:
    """Stretches of days between neighbouring cuts; segment i runs from cuts[i] to the day before cuts[i + 1]."""

    cuts: tuple[date, ...]

    @classmethod
    def of(cls, periods: Iterable[Period]) -> Segments:
        """The segments that the bounds of some periods make."""
        bounds = {day for period in periods for day in (period.start, period.end + _ONE_DAY)}
        return cls(tuple(sorted(bounds)))

    def within(self, period: Period) -> range:
        """The numbers of the segments that make up a period; its bounds must be cuts."""
        return range(bisect_right(self.cuts, period.start) - 1, bisect_right(self.cuts, period.end))

    def expression(self, day: nw.Expr) -> nw.Expr:
        """The number of the segment in which a day lies, found by halving."""
        return _halved(day, self.cuts[1:-1], 0)

    def covers(self, day: nw.Expr) -> nw.Expr:
        """Whether a day lies in any segment."""
        return (day >= self.cuts[0]) & (day < self.cuts[-1])


def _halved(day: nw.Expr, cuts: Sequence[date], first: int) -> nw.Expr:
    if not cuts:
        return nw.lit(first)
    middle = len(cuts) // 2
    return (
        nw.when(day < cuts[middle])
        .then(_halved(day, cuts[:middle], first))
        .otherwise(_halved(day, cuts[middle + 1 :], first + middle + 1))
    )
