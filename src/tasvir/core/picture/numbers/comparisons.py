"""What a number is compared with: each named comparison as the periods that stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasvir.core.calendars.periods import Period
from tasvir.core.calendars.relations import last_four, previous, same_last_year, year_to_date
from tasvir.core.errors import UserError

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
