"""Periods as data: a calendar, a kind, two inclusive days and a canonical label; made here and nowhere else.

Labels: `1404`, `1404-H1`, `1404-Q2`, `1404-06`, `1404-W05`, `1404-06-30` (Jalali for the years 1200 to 1500, else
Gregorian), the same after `vn:` for Vietnamese reporting periods, and `a..b` for a range of two days.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tasvir.core.calendars import systems, wording
from tasvir.core.calendars.systems import JALALI_YEARS, System
from tasvir.core.characters.folding import search_key
from tasvir.core.errors import UserError

Calendar = Literal["jalali", "gregorian", "vn", "range"]
Kind = Literal["year", "half", "quarter", "month", "week", "day", "range"]

EXPECTED = "1404, 1404-H1, 1404-Q2, 1404-06, 2023-Q1, 2023-05, vn:2023-Q1, 2025-12-16..2026-03-15"
_MONTHS_OF: dict[Kind, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_LETTER_OF: dict[Kind, str] = {"half": "H", "quarter": "Q", "week": "W"}
_ONE_DAY = timedelta(days=1)
_NAMED = re.compile(r"(?P<vn>vn:)?(?P<year>\d{4})(?:[-/ ]?(?P<letter>[hqw])(?P<part>\d{1,2})|[-/](?P<month>\d{1,2}))?")
_DAY = re.compile(r"(?P<vn>vn:)?(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of inclusive days, with the calendar that named it and its canonical label."""

    calendar: Calendar
    kind: Kind
    start: date
    end: date
    label: str

    @property
    def system(self) -> System:
        """The calendar whose months, years and day numbers the period follows; a range keeps that of its label."""
        if self.calendar != "range":
            return self.calendar
        return _system_of_year(int(self.label[:4]))

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def label_in(self, lang: str) -> str:
        """The period's name in Persian, Vietnamese or English."""
        if self.kind == "range":
            return wording.range_name(self.start, self.end, lang, self.system)
        if self.kind == "day":
            return wording.day_name(self.start, lang, self.system)
        return wording.period_name(self.system, self.kind, *year_and_number(self), lang=lang)


def named_period(system: System, kind: Kind, year: int, number: int = 1) -> Period:
    """The `number`th half, quarter, month or week of a year, or the year; ValueError where there is none."""
    if kind == "week":
        start, end = systems.week_days(system, year, number)
    else:
        months = _MONTHS_OF[kind]
        if not 1 <= number <= 12 // months or year not in systems.years_of(system):
            raise ValueError(f"{year} has no {kind} {number}")
        start = systems.month_days(system, year, (number - 1) * months + 1)[0]
        end = systems.month_days(system, year, number * months)[1]
    return Period(system, kind, start, end, _label(system, kind, year, number))


def day_period(day: date, system: System) -> Period:
    """One day as a period."""
    prefix = "vn:" if system == "vn" else ""
    return Period(system, "day", day, day, prefix + _written(day, system))


def range_period(start: date, end: date, system: System = "gregorian") -> Period:
    """The days from `start` to `end`, written in the day numbers of a calendar; ValueError if they are reversed."""
    if end < start:
        raise ValueError(f"{end} lies before {start}")
    return Period("range", "range", start, end, f"{_written(start, system)}..{_written(end, system)}")


def parse_period(text: str) -> Period:
    """The period that a label names; raises UserError("period.unreadable") for anything else."""
    key = search_key(text)
    try:
        found = _parse_range(key) if ".." in key else _parse_one(key)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise UserError("period.unreadable", value=text, expected=EXPECTED)
    return found


def period_containing(day: date, calendar: System, kind: Kind) -> Period:
    """The year, half, quarter, month, week or day of a calendar in which a day lies."""
    if kind == "day":
        return day_period(day, calendar)
    if kind == "week":
        return named_period(calendar, kind, *systems.week_holding(calendar, day))
    year, month = systems.month_holding(calendar, day)
    return named_period(calendar, kind, year, (month - 1) // _MONTHS_OF[kind] + 1)


def recognised(period: Period, calendar: System) -> Period:
    """The named period of a calendar that a range of days is exactly, or the range itself."""
    if period.kind != "range":
        return period
    kinds: tuple[Kind, ...] = ("month", "quarter", "half", "year")
    named = (period_containing(period.start, calendar, kind) for kind in kinds)
    return next((one for one in named if (one.start, one.end) == (period.start, period.end)), period)


def month_of(day: date, calendar: System) -> Period:
    """The month (for `vn` the reporting month) in which a day lies."""
    return period_containing(day, calendar, "month")


def months_in(period: Period) -> tuple[Period, ...]:
    """The months that a period touches, in order; a range or week may cover its first and last only in part."""
    months = [month_of(period.start, period.system)]
    while months[-1].end < period.end:
        months.append(month_of(months[-1].end + _ONE_DAY, period.system))
    return tuple(months)


def year_and_number(period: Period) -> tuple[int, int]:
    """Year and number within the year (1 for a year; the month for a day or a range, by its first day)."""
    if period.kind == "week":
        return systems.week_holding(period.system, period.start)
    year, month = systems.month_holding(period.system, period.start)
    return year, (month - 1) // _MONTHS_OF.get(period.kind, 1) + 1


def _parse_one(key: str) -> Period | None:
    if found := _DAY.fullmatch(key):
        system = _system(found)
        return day_period(_day(found), system)
    if not (found := _NAMED.fullmatch(key)):
        return None
    year, system = int(found["year"]), _system(found)
    if found["month"]:
        return named_period(system, "month", year, int(found["month"]))
    if not found["letter"]:
        return named_period(system, "year", year)
    kinds: dict[str, Kind] = {"h": "half", "q": "quarter", "w": "week"}
    return named_period(system, kinds[found["letter"]], year, int(found["part"]))


def _parse_range(key: str) -> Period | None:
    ends = [_DAY.fullmatch(part.strip()) for part in key.split("..")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0]["vn"] or ends[1]["vn"]:
        return None
    return range_period(_day(ends[0]), _day(ends[1]), _system(ends[0]))


def _day(found: re.Match[str]) -> date:
    year = int(found["year"])
    if year not in systems.years_of(_system_of_year(year)):
        raise ValueError(f"the year {year} is not read")
    return systems.day_in(_system_of_year(year), year, int(found["month"]), int(found["day"]))


def _system(found: re.Match[str]) -> System:
    jalali = _system_of_year(int(found["year"])) == "jalali"
    if found["vn"] and jalali:
        raise ValueError("Vietnamese reporting periods have Gregorian years")
    return "vn" if found["vn"] else _system_of_year(int(found["year"]))


def _system_of_year(year: int) -> System:
    return "jalali" if year in JALALI_YEARS else "gregorian"


def _label(system: System, kind: Kind, year: int, number: int) -> str:
    prefix = "vn:" if system == "vn" else ""
    forms: dict[Kind, Callable[[], str]] = {
        "year": lambda: f"{year:04}",
        "month": lambda: f"{year:04}-{number:02}",
        "week": lambda: f"{year:04}-W{number:02}",
    }
    return prefix + forms.get(kind, lambda: f"{year:04}-{_LETTER_OF[kind]}{number}")()


def _written(day: date, system: System) -> str:
    return "{:04}-{:02}-{:02}".format(*systems.numbers_of(day, system))
