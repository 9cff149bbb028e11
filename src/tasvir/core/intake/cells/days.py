"""Days and hours as a column writes them: what one cell leaves open, the column's other cells may settle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from tasvir.core.calendars.dates import Order, parse_date
from tasvir.core.calendars.systems import JALALI_YEARS, day_in
from tasvir.core.characters.folding import search_key

Calendar = Literal["jalali", "gregorian"]
_CLOCK = re.compile(r"(?:[t ,،]\s*|^)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?\b\s*(?:z|\+\d\d:?\d\d)?")
_PARTS = re.compile(r"(\d{1,4})[/\-.\\ ]+(\d{1,2})[/\-.\\ ]+(\d{1,4})")
_BRIEF = re.compile(r"\d{1,2}[/\-.\\ ]+\d{1,2}[/\-.\\ ]+\d{1,2}")
_SERIAL_WITH_TIME = re.compile(r"\d{5}\.(\d+)")
_TWO_DIGITS = r"\d{1,2}"
_WIDTHS = {"Y": r"\d{4}", "S": r"\d{1,2}(?:\.\d+)?"}


@dataclass(frozen=True, slots=True)
class Day:
    """What one cell says: a day and perhaps an hour, or the code of what is wrong with it."""

    day: date | None = None
    hour: int | None = None
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    """How the days of one column are written, as far as its cells, the sheet or the office tell."""

    calendar: Calendar | None = None
    order: Order | None = None
    form: str | None = None  # strptime
    epoch: int = 1900
    short: Order = "ymd"  # Jalali days with years of two digits: 04/05/06 is 1404, unless the column proves otherwise


def read_days(texts: Sequence[str], convention: Convention) -> list[Day]:
    """The days of a column's distinct texts."""
    plain = [search_key(text) for text in texts]
    if convention.form:
        return [_by_form(text, convention.form) for text in plain]
    settled = _settle(plain, convention)
    return [_read(text, settled) for text in plain]


def _settle(texts: Sequence[str], convention: Convention) -> Convention:
    """Complete a convention from all cells: which of day and month comes first, which calendar short years mean."""
    found = [match.groups() for text in texts if (match := _PARTS.fullmatch(_without_clock(text)[0]))]
    years = [int(part) for parts in found for part in (parts[0], parts[2]) if len(part) == 4]
    calendar = convention.calendar
    if years:
        calendar = "jalali" if sum(year in JALALI_YEARS for year in years) * 2 > len(years) else "gregorian"
    last = [(int(first), int(second)) for first, second, third in found if len(third) == 4]
    brief = [(int(first), int(third)) for first, _, third in found if len(first) <= 2 and len(third) <= 2]
    short: Order = "dmy" if any(third > 31 for _, third in brief) else "ymd"
    return replace(convention, calendar=calendar, order=_proved_order(last) or convention.order, short=short)


def _proved_order(pairs: Sequence[tuple[int, int]]) -> Order | None:
    """Day or month first, where the year stands last: a number above 12 in one place proves it."""
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    if day_first == month_first:
        return None
    return "dmy" if day_first else "mdy"


def _read(text: str, convention: Convention) -> Day:
    rest, hour = _without_clock(text)
    if hour is not None and not 0 <= hour <= 23:
        return Day(wrong="hour.unreadable")
    order = convention.short if convention.calendar == "jalali" and _BRIEF.fullmatch(rest) else convention.order
    reading = parse_date(rest, order, calendar=convention.calendar, epoch=convention.epoch)
    if reading.day is None:
        return Day(wrong=reading.reason)
    timed = _SERIAL_WITH_TIME.fullmatch(rest)
    if timed:
        hour = int(float(f"0.{timed[1]}") * 24 + 1e-6)
    return Day(reading.day, hour)


def _without_clock(text: str) -> tuple[str, int | None]:
    clock = _CLOCK.search(text)
    if not clock:
        return text.strip(), None
    rest = f"{text[: clock.start()]} {text[clock.end() :]}".strip()
    # A spreadsheet shows a bare day as midnight: that is no statement about the hour.
    bare = clock[0].strip(" t,،") == "00:00:00"
    return rest, None if bare else _clock_hour(clock)


def _clock_hour(clock: re.Match[str]) -> int:
    """The hour of a clock time; 99 where its minutes are none."""
    hour = int(clock[1])
    if int(clock[2]) > 59:
        return 99
    return hour % 12 + (12 if clock[3] == "pm" else 0) if clock[3] else hour


def _by_form(text: str, form: str) -> Day:
    """A day by the form that a mapping gives; a year from 1200 to 1500 is Jalali."""
    plain = _plain_pattern(form)
    if plain:
        found = plain.fullmatch(text)
        if not found:
            return Day(wrong="date.form")
        hour = int(found["H"]) if "H" in plain.groupindex else None
        return _on(int(found["Y"]), int(found["m"]), int(found["d"]), hour)
    try:
        moment = datetime.strptime(text, form)  # noqa: DTZ007 (a sheet's own clock)
    except ValueError:
        return Day(wrong="date.form")
    hour = moment.hour if any(mark in form for mark in ("%H", "%I", "%c", "%X")) else None
    return _on(moment.year, moment.month, moment.day, hour)


def _on(year: int, month: int, day: int, hour: int | None) -> Day:
    try:
        return Day(day_in("jalali" if year in JALALI_YEARS else "gregorian", year, month, day), hour)
    except ValueError:
        return Day(wrong="date.impossible")


@lru_cache(maxsize=16)
def _plain_pattern(form: str) -> re.Pattern[str] | None:
    """A pattern for forms of numbers only: strptime itself refuses the 31st of Ordibehesht."""
    if sorted(re.findall("%(.)", re.sub("%[HMS]", "", form))) != ["Y", "d", "m"]:
        return None
    made = ""
    for place, part in enumerate(re.split("%(.)", form)):
        made += re.escape(part) if place % 2 == 0 else f"(?P<{part}>{_WIDTHS.get(part, _TWO_DIGITS)})"
    return re.compile(made, re.IGNORECASE)


def read_hour(text: str) -> int | None:
    """The hour that a cell tells: 13, 13:45, 1:45 pm, 13h45, or a time cell; None where it tells none from 0 to 23."""
    plain = search_key(text)
    whole = re.fullmatch(r"(\d{1,2})(?:[.]0+)?(?:h\d{0,2})?", plain)
    clock = _CLOCK.search(plain)
    hour = int(whole[1]) if whole else _clock_hour(clock) if clock else None
    return hour if hour is not None and 0 <= hour <= 23 else None
