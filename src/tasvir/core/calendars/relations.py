"""Which period another is compared with: the one before, the same a year ago, the year so far, the last four."""

from __future__ import annotations

from datetime import date, timedelta

from tasvir.core.calendars import systems
from tasvir.core.calendars.periods import (
    Period,
    day_period,
    named_period,
    period_containing,
    range_period,
    year_and_number,
)
from tasvir.core.calendars.systems import System

_ONE_DAY = timedelta(days=1)


def previous(period: Period) -> Period:
    """The period of the same kind just before; for a range, as many days just before it."""
    last = period.start - _ONE_DAY
    if period.kind == "range":
        return range_period(last - timedelta(days=period.days - 1), last, period.system)
    return period_containing(last, period.system, period.kind)


def same_last_year(period: Period) -> Period:
    """The same period one year earlier.

    Days that the earlier year lacks (29 February, 30 Esfand, week 53) fall back to its last one; a range that ends
    with a month ends with that month a year ago too.
    """
    if period.kind == "range":
        start, end = _year_earlier(period.start, period.system), _last_year_end(period.end, period.system)
        return range_period(start, end, period.system)
    if period.kind == "day":
        return day_period(_year_earlier(period.start, period.system), period.system)
    year, number = year_and_number(period)
    if period.kind == "week":
        number = min(number, _weeks_in(period.system, year - 1))
    return named_period(period.system, period.kind, year - 1, number)


def year_to_date(period: Period) -> Period:
    """From the first day of the year in which the period ends to its end."""
    year = period_containing(period.end, period.system, "year")
    return range_period(year.start, period.end, period.system)


def last_four(period: Period) -> tuple[Period, Period, Period, Period]:
    """The four periods of the same kind before this one, the oldest first."""
    fourth = previous(period)
    third = previous(fourth)
    second = previous(third)
    return previous(second), second, third, fourth


def _year_earlier(day: date, system: System) -> date:
    year, month, number = systems.numbers_of(day, system)
    try:
        return systems.day_in(system, year - 1, month, number)
    except ValueError:
        return systems.day_in(system, year - 1, month, number - 1)


def _last_year_end(day: date, system: System) -> date:
    whole = "gregorian" if system == "vn" else system
    month = period_containing(day, whole, "month")
    if day != month.end:
        return _year_earlier(day, system)
    year, number = year_and_number(month)
    return named_period(whole, "month", year - 1, number).end


def _weeks_in(system: System, year: int) -> int:
    last = systems.month_days("gregorian" if system == "vn" else system, year, 12)[1] - timedelta(days=3)
    return systems.week_holding(system, last)[1]
