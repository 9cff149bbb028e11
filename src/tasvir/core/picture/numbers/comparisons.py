"""What a number is compared with: each named comparison as the periods that stand behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasvir.core.calendars.periods import Period
from tasvir.core.calendars.relations import last_four, previous, same_last_year, year_to_date
from tasvir.core.errors import UserError
from tasvir.core.picture.numbers.breakdowns import By
from tasvir.core.picture.numbers.number import Compared, Value

# Measure, cell, unit, first and last day of a total that the office declared for a period gone by.
PastTotals = Mapping[tuple[str, By, str, date, date], int | float]
NAMES = ("same-period-last-year", "previous-period", "year-to-date", "average-of-last-4", "plan")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The base of a comparison is the mean over `bases`; `current` is what is held against it.

    For `year-to-date` both are years so far; for `plan` there is no base, the target stands in its place.
    """

    name: str
    current: Period
    bases: tuple[Period, ...]


def comparisons_for(period: Period, names: Sequence[str]) -> tuple[Comparison, ...]:
    """The comparisons of a period by name; raises UserError("comparison.unknown")."""
    return tuple(_comparison(period, name) for name in names)


def _comparison(period: Period, name: str) -> Comparison:
    if name == "same-period-last-year":
        return Comparison(name, period, (same_last_year(period),))
    if name == "previous-period":
        return Comparison(name, period, (previous(period),))
    if name == "average-of-last-4":
        return Comparison(name, period, last_four(period))
    if name == "year-to-date":
        so_far = year_to_date(period)
        return Comparison(name, so_far, (same_last_year(so_far),))
    if name == "plan":
        return Comparison(name, period, ())
    raise UserError("comparison.unknown", value=name, expected=", ".join(NAMES))


@dataclass(frozen=True)
class Bases:
    """The values behind a comparison: as counted or reported, else as the office declared them."""

    over: Callable[[Period], Value]
    declared: Callable[[Period], Value]

    def compared(self, one: Comparison) -> Compared:
        """The mean over the periods that are known; nothing is put in for the others."""
        told = [self.over(base) for base in one.bases]
        past = [self.declared(base) if value is None else None for base, value in zip(one.bases, told)]
        known = [value for value in (*told, *past) if value is not None]
        return Compared(
            one.name,
            one.bases[0].start,
            one.bases[-1].end,
            exact(sum(known) / len(known)) if len(known) > 1 else (known[0] if known else None),
            one.current.start,
            one.current.end,
            self.over(one.current),
            len(known),
            len(one.bases),
            sum(value is not None for value in past),
        )


def exact(value: int | float) -> int | float:
    """A whole number as int; the noise of adding fractions cut at nine decimals."""
    if isinstance(value, int):
        return value
    rounded = round(value, 9)
    return int(rounded) if rounded.is_integer() else rounded
