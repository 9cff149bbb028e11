"""The three calendars that commissions report by, as months of a year; every longer period is made of months.

The Vietnamese reporting month m runs from the 15th of month m-1 to the 14th of month m (Decree 09/2019/ND-CP art. 12),
so its year runs from 15 December to 14 December.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, get_args

from persiantools.jdatetime import JalaliDate

System = Literal["jalali", "gregorian", "vn"]
SYSTEMS: tuple[System, ...] = get_args(System)

JALALI_YEARS = range(1200, 1501)
GREGORIAN_YEARS = range(1800, 2201)
_ONE_DAY = timedelta(days=1)
_CUT_OFF = 15


def years_of(system: System) -> range:
    """The years that a calendar is read for."""
    return JALALI_YEARS if system == "jalali" else GREGORIAN_YEARS


def day_in(system: System, year: int, month: int, day: int) -> date:
    """The day that a calendar's own numbers name; ValueError where there is no such day."""
    if system == "jalali":
        return _jalali(year, month, day)
    return date(year, month, day)


def numbers_of(day: date, system: System) -> tuple[int, int, int]:
    """Year, month and day of the month as the calendar writes them; for `vn` these are the Gregorian ones."""
    if system == "jalali":
        jalali = JalaliDate(day)
        return jalali.year, jalali.month, jalali.day
    return day.year, day.month, day.day


def month_days(system: System, year: int, month: int) -> tuple[date, date]:
    """First and last day of a month of the calendar, or of a Vietnamese reporting month."""
    if system == "vn":
        return date(*_shift(year, month, -1), _CUT_OFF), date(year, month, _CUT_OFF - 1)
    return day_in(system, year, month, 1), day_in(system, *_shift(year, month, 1), 1) - _ONE_DAY


def month_holding(system: System, day: date) -> tuple[int, int]:
    """Year and month (for `vn` the reporting month) in which a day lies."""
    year, month, day_of_month = numbers_of(day, system)
    if system == "vn" and day_of_month >= _CUT_OFF:
        return _shift(year, month, 1)
    return year, month


def week_days(system: System, year: int, week: int) -> tuple[date, date]:
    """Seven days of a numbered week, which belongs to the year that holds its fourth day.

    Jalali weeks begin on Saturday, the others on Monday (ISO 8601). ValueError where the year has no such week.
    """
    fourth_of_first = day_in(system, year, 1, 4)
    start = fourth_of_first - timedelta(days=_day_of_week(system, fourth_of_first)) + timedelta(weeks=week - 1)
    if week < 1 or week_holding(system, start) != (year, week):
        raise ValueError(f"{year} has no week {week}")
    return start, start + timedelta(days=6)


def week_holding(system: System, day: date) -> tuple[int, int]:
    """Year and number of the week in which a day lies."""
    middle = day + timedelta(days=3 - _day_of_week(system, day))
    year = numbers_of(middle, system)[0]
    return year, (middle - day_in(system, year, 1, 1)).days // 7 + 1


def _day_of_week(system: System, day: date) -> int:
    return (day.weekday() + 2) % 7 if system == "jalali" else day.weekday()


def _shift(year: int, month: int, months: int) -> tuple[int, int]:
    years, place = divmod(month - 1 + months, 12)
    return year + years, place + 1


def _jalali(year: int, month: int, day: int) -> date:
    found: date = JalaliDate(year, month, day).to_gregorian()
    return found
