"""Stretches of days that move smuggling and enforcement: moving holidays and the offices' campaign windows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from hijridate import Hijri

from tasvir.core.calendars import systems
from tasvir.core.calendars.periods import Period, range_period
from tasvir.core.calendars.systems import System
from tasvir.core.calendars.wording import calendar_rows
from tasvir.core.errors import UserError

_NOWRUZ_DAYS = 13
_TET = "Lunar New Year"
_HIJRI_YEARS = range(1343, 1501)
_RAMADAN = 9


@dataclass(frozen=True, slots=True)
class Occasion:
    """A named stretch of inclusive days that falls differently each year."""

    code: str
    start: date
    end: date


Overrides = Mapping[tuple[str, int], tuple[date, date]]


def moving_holidays(country: str, years: Iterable[int], overrides: Overrides | None = None) -> tuple[Occasion, ...]:
    """Nowruz and Ramadan (IR) or Tet (VN) that begin in the given Gregorian years, in order.

    Ramadan follows the Umm al-Qura calendar and may be a day off where the moon is sighted; an office's own days,
    keyed by code and Gregorian year of their start, replace the computed ones.
    """
    wanted = sorted(set(years))
    found = [occasion for year in wanted for occasion in _of_year(country, year)]
    return tuple(
        sorted((_overridden(occasion, overrides or {}) for occasion in found), key=lambda one: (one.start, one.code))
    )


def campaign_window(code: str, year: int) -> Period:
    """The days of a campaign that begins in a year of its own calendar."""
    row = _campaigns().get(code)
    if row is None:
        raise UserError("campaign.unknown", value=code, expected=", ".join(_campaigns()))
    system: System = "jalali" if row["calendar"] == "jalali" else "gregorian"
    next_year = row["end"] < row["start"]
    return range_period(_day(system, year, row["start"]), _day(system, year + next_year, row["end"]), system)


def campaigns_of(country: str) -> tuple[str, ...]:
    """The codes of a country's campaigns."""
    return tuple(code for code, row in _campaigns().items() if row["country"] == country)


def _of_year(country: str, year: int) -> list[Occasion]:
    if country == "IR":
        return [_nowruz(year), *_ramadans(year)]
    return _tet(year) if country == "VN" else []


def _nowruz(year: int) -> Occasion:
    start = systems.day_in("jalali", year - 621, 1, 1)
    return Occasion("nowruz", start, start + timedelta(days=_NOWRUZ_DAYS - 1))


def _tet(year: int) -> list[Occasion]:
    """The days that the state gives off round the first of the lunar year, the eve included."""
    named = holidays.country_holidays("VN", years=year, language="en_US")
    days = sorted(day for day, name in named.items() if _TET in name and "observed" not in name)
    return [Occasion("tet", days[0], days[-1])] if days else []


def _ramadans(year: int) -> list[Occasion]:
    found = []
    for hijri_year in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        if hijri_year in _HIJRI_YEARS:
            first = Hijri(hijri_year, _RAMADAN, 1)
            start = date(*first.to_gregorian().datetuple())
            if start.year == year:
                found.append(Occasion("ramadan", start, start + timedelta(days=first.month_length() - 1)))
    return found


def _overridden(occasion: Occasion, overrides: Overrides) -> Occasion:
    days = overrides.get((occasion.code, occasion.start.year))
    return Occasion(occasion.code, *days) if days else occasion


@cache
def _campaigns() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in calendar_rows("campaigns")}


def _day(system: System, year: int, month_day: str) -> date:
    month, day = month_day.split("-")
    return systems.day_in(system, year, int(month), int(day))
