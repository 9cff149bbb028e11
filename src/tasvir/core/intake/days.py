"""Days and hours as people type them: Jalali or Gregorian, in any order, or as a spreadsheet's serial number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from persiantools.jdatetime import JalaliDate

from tasvir.core.characters.folding import search_key

Order = Literal["ymd", "dmy", "mdy"]
Calendar = Literal["jalali", "gregorian"]
_CLOCK = re.compile(r"(?:[T ,،]\s*|^)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?\b\s*(?:z|\+\d\d:?\d\d)?", re.IGNORECASE)
_PARTS = re.compile(r"(\d{1,4})\s*[/\-.\\ ]\s*(\d{1,2})\s*[/\-.\\ ]\s*(\d{1,4})")
_TWO_DIGITS = r"\d{1,2}"
_WIDTHS = {"Y": r"\d{4}", "S": r"\d{1,2}(?:\.\d+)?"}
_PACKED = re.compile(r"(1[2-4]\d\d|19\d\d|20\d\d)(\d\d)(\d\d)")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_JALALI_YEARS = range(1200, 1501)
_GREGORIAN_YEARS = range(1900, 2101)
_SERIALS = range(18_000, 75_000)  # 1949 to 2105


@dataclass(frozen=True, slots=True)
class Day:
    """What one cell says: a day and perhaps an hour, or the code of what is wrong with it."""

    day: date | None = None
    hour: int | None = None
    wrong: str | None = None
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    """How the days of one column are written, as far as its cells, the sheet or the office tell."""

    calendar: Calendar | None = None
    order: Order | None = None
    form: str | None = None  # strptime
    epoch_1904: bool = False


@dataclass(frozen=True, slots=True)
class _Parts:
    first: int
    second: int
    third: int
    year_at: Literal[0, 2] | None


def read_days(texts: Sequence[str], convention: Convention) -> list[Day]:
    """The days of a column's distinct texts; what one cell leaves open, the others may settle."""
    plain = [search_key(text) for text in texts]
    if convention.form:
        return [_by_form(text, convention.form) for text in plain]
    settled = _settle(plain, convention)
    return [_read(text, settled) for text in plain]


def _settle(texts: Sequence[str], convention: Convention) -> Convention:
    """Complete a convention from all cells: which of day and month comes first, which calendar short years mean."""
    parts = [found for text in texts if (found := _parts(_without_clock(text)[0]))]
    calendar = convention.calendar
    long_years = [part.first if part.year_at == 0 else part.third for part in parts if part.year_at is not None]
    if long_years:
        calendar = "jalali" if sum(year in _JALALI_YEARS for year in long_years) * 2 > len(long_years) else "gregorian"
    return replace(convention, calendar=calendar, order=_order(parts) or convention.order)


def _order(parts: Sequence[_Parts]) -> Order | None:
    """Day or month first, where the year stands last: a number above 12 in one place proves it."""
    last = [part for part in parts if part.year_at != 0]
    day_first = any(part.first > 12 for part in last)
    month_first = any(12 < part.second <= 31 for part in last)
    if day_first == month_first:
        return None
    return "dmy" if day_first else "mdy"


def _read(text: str, convention: Convention) -> Day:
    rest, hour = _without_clock(text)
    if hour is not None and not 0 <= hour <= 23:
        return Day(wrong="date.hour")
    packed = _PACKED.fullmatch(rest)
    if packed:
        return _on(int(packed[1]), int(packed[2]), int(packed[3]), hour)
    if _SERIAL.fullmatch(rest):
        return _from_serial(float(rest), convention.epoch_1904)
    parts = _parts(rest)
    return _from_parts(parts, hour, convention) if parts else Day(wrong="date.unreadable")


def _from_parts(parts: _Parts, hour: int | None, convention: Convention) -> Day:
    if parts.year_at == 0:
        return _on(parts.first, parts.second, parts.third, hour)
    if parts.year_at is None and convention.calendar == "jalali":
        if convention.order in ("dmy", "mdy") and parts.first <= 31 and parts.third >= 32:
            return _on(_century(parts.third), parts.second, parts.first, hour)
        return _on(_century(parts.first), parts.second, parts.third, hour)
    year = parts.third if parts.year_at == 2 else 2000 + parts.third
    if parts.first == parts.second or convention.order == "dmy" or parts.first > 12:
        return _on(year, parts.second, parts.first, hour)
    if convention.order == "mdy":
        return _on(year, parts.first, parts.second, hour)
    return Day(wrong="date.ambiguous")


def _century(year: int) -> int:
    """A Jalali year of two digits: 62 is 1362, 04 is 1404."""
    return 1300 + year if year > 50 else 1400 + year


def _on(year: int, month: int, day: int, hour: int | None) -> Day:
    try:
        if year in _JALALI_YEARS:
            return Day(JalaliDate(year, month, day).to_gregorian(), hour, calendar="jalali")
        if year in _GREGORIAN_YEARS:
            return Day(date(year, month, day), hour, calendar="gregorian")
    except ValueError:
        return Day(wrong="date.impossible")
    return Day(wrong="date.unreadable")


def _from_serial(serial: float, epoch_1904: bool) -> Day:
    if int(serial) not in _SERIALS:
        return Day(wrong="date.unreadable")
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 (a sheet's own clock)
    moment = start + timedelta(days=serial)
    return Day(moment.date(), moment.hour if serial % 1 else None, calendar="gregorian")


def _by_form(text: str, form: str) -> Day:
    plain = _plain_pattern(form)
    if plain:
        found = plain.fullmatch(text)
        if not found:
            return Day(wrong="date.form")
        return _on(int(found["Y"]), int(found["m"]), int(found["d"]), int(found["H"]) if "H" in plain.groupindex else None)
    try:
        moment = datetime.strptime(text, form)  # noqa: DTZ007 (a sheet's own clock)
    except ValueError:
        return Day(wrong="date.form")
    timed = any(mark in form for mark in ("%H", "%I", "%c", "%X"))
    if moment.year in _JALALI_YEARS:
        return _on(moment.year, moment.month, moment.day, moment.hour if timed else None)
    return Day(moment.date(), moment.hour if timed else None, calendar="gregorian")


@lru_cache(maxsize=16)
def _plain_pattern(form: str) -> re.Pattern[str] | None:
    """A pattern for forms of numbers only: strptime itself refuses the 31st of Ordibehesht."""
    if sorted(re.findall("%(.)", form.replace("%H", "").replace("%M", "").replace("%S", ""))) != ["Y", "d", "m"]:
        return None
    made = ""
    for place, part in enumerate(re.split("%(.)", form)):
        made += re.escape(part) if place % 2 == 0 else f"(?P<{part}>{_WIDTHS.get(part, _TWO_DIGITS)})"
    return re.compile(made, re.IGNORECASE)


def _without_clock(text: str) -> tuple[str, int | None]:
    clock = _CLOCK.search(text)
    if not clock:
        return text.strip(), None
    hour = int(clock[1]) if int(clock[2]) < 60 else 99
    if clock[3]:
        hour = hour % 12 + (12 if clock[3].lower() == "pm" else 0)
    rest = f"{text[: clock.start()]} {text[clock.end() :]}".strip()
    # A spreadsheet shows a bare day as midnight: that is no statement about the hour.
    bare = clock[0].strip().lstrip("t").strip() == "00:00:00"
    return rest, None if bare else hour


def _parts(text: str) -> _Parts | None:
    found = _PARTS.fullmatch(text)
    if not found:
        return None
    lengths = [len(part) for part in found.groups()]
    first, second, third = (int(part) for part in found.groups())
    if lengths[0] == 4 and lengths[2] <= 2:
        return _Parts(first, second, third, 0)
    if lengths[2] == 4 and lengths[0] <= 2:
        return _Parts(first, second, third, 2)
    return _Parts(first, second, third, None) if max(lengths) <= 2 else None


def read_hour(text: str) -> int | None:
    """The hour that a cell tells: 13, 13:45, 1:45 pm, or a time cell; None where it tells none from 0 to 23."""
    plain = search_key(text)
    whole = re.fullmatch(r"(\d{1,2})(?:[.]0+)?(?:h\d{0,2})?", plain)
    clock = _CLOCK.search(plain)
    hour = int(whole[1]) if whole else None
    if clock:
        hour = int(clock[1])
        if clock[3]:
            hour = hour % 12 + (12 if clock[3].lower() == "pm" else 0)
    return hour if hour is not None and 0 <= hour <= 23 else None
