"""Read one cell's day: Jalali or Gregorian, numbers or month names in three languages, ISO moments, sheet serials.

What cannot be told is not guessed: the answer carries the code of a message instead of a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from tasvir.core.calendars import systems
from tasvir.core.calendars.systems import JALALI_YEARS, System
from tasvir.core.calendars.wording import calendar_rows
from tasvir.core.characters.folding import search_key

Order = Literal["ymd", "dmy", "mdy"]
Reason = Literal["date.ambiguous", "date.impossible", "date.out_of_range", "date.unreadable"]

_GREGORIAN_YEARS = range(1900, 2101)
_SERIALS = range(18_000, 75_000)  # 1949 to 2105
_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
_CLOCK = re.compile(r"[t ,،]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:z|[+-]\d{2}:?\d{2})?$")
_NUMBERS = re.compile(r"(\d{1,4})[/\-.\\ ]+(\d{1,2})[/\-.\\ ]+(\d{1,4})")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_WORDED = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day, or the code of the reason why the text tells none."""

    day: date | None
    reason: Reason | None = None


_UNREADABLE = DateReading(None, "date.unreadable")


def parse_date(
    text: str, order: Order | None = None, *, calendar: System | None = None, epoch: int = 1900
) -> DateReading:
    """The day that a cell writes.

    `order` settles which of day and month comes first where numbers leave it open; `calendar` settles two-digit
    years; `epoch` is the workbook's (1900 or 1904). A year of two digits without a calendar is ambiguous.
    """
    plain = _CLOCK.sub("", search_key(text)).strip()
    if found := _PACKED.fullmatch(plain):
        return _on(int(found[1]), int(found[2]), int(found[3]))
    if found := _SERIAL.fullmatch(plain):
        serial = int(found[1])
        return DateReading(_EPOCHS[epoch] + timedelta(days=serial)) if serial in _SERIALS else _UNREADABLE
    if found := _NUMBERS.fullmatch(plain):
        return _from_numbers(found[1], int(found[2]), found[3], order, calendar)
    return _from_words(plain)


def _from_numbers(first: str, second: int, third: str, order: Order | None, calendar: System | None) -> DateReading:
    if len(first) >= 3:
        return _on(int(first), second, int(third))
    if len(third) >= 3:
        return _year_last(int(third), int(first), second, order)
    if calendar == "jalali":
        year_first = order in (None, "ymd") and not int(third) > 31
        year, day = (int(first), int(third)) if year_first else (int(third), int(first))
        return _on(1300 + year if year > 50 else 1400 + year, second, day)
    if order in ("dmy", "mdy") and calendar is not None:
        return _year_last(2000 + int(third), int(first), second, order)
    return DateReading(None, "date.ambiguous")


def _year_last(year: int, first: int, second: int, order: Order | None) -> DateReading:
    if year in JALALI_YEARS or order == "dmy" or first > 12 or first == second:
        return _on(year, second, first)
    if order == "mdy" or second > 12:
        return _on(year, first, second)
    return DateReading(None, "date.ambiguous")


def _on(year: int, month: int, day: int) -> DateReading:
    if year not in JALALI_YEARS and year not in _GREGORIAN_YEARS:
        return DateReading(None, "date.out_of_range" if year > 999 else "date.unreadable")
    try:
        return DateReading(systems.day_in("jalali" if year in JALALI_YEARS else "gregorian", year, month, day))
    except ValueError:
        return DateReading(None, "date.impossible")


def _from_words(plain: str) -> DateReading:
    """A day, a month's name and a year among words; more numbers than these two make it unreadable."""
    words = _WORDED.findall(plain)
    months = [_months()[word] for word in words if word in _months()]
    numbers = [int(word) for word in words if word.isdigit()]
    if not months and len(numbers) == 3 and any(word in _month_words() for word in words):
        day, month, year = numbers
        return _on(year, month, day)
    if len(months) != 1 or len(numbers) != 2:
        return _UNREADABLE
    system, month = months[0]
    day, year = sorted(numbers)
    if (year in JALALI_YEARS) != (system == "jalali"):
        return _UNREADABLE
    return _on(year, month, day)


@cache
def _months() -> Mapping[str, tuple[System, int]]:
    """Month names of one word, in any language."""
    found: dict[str, tuple[System, int]] = {}
    for row in calendar_rows("months"):
        system: System = "jalali" if row["calendar"] == "jalali" else "gregorian"
        for form in (row["fa"], row["en"], *row["synonyms"].split("|")):
            key = search_key(form)
            if key and " " not in key:
                found[key] = found[key + _persian_month_word()] = (system, int(row["number"]))
    return found


@cache
def _month_words() -> frozenset[str]:
    row = next(row for row in calendar_rows("words") if row["role"] == "month")
    return frozenset(search_key(form) for form in row["forms"].split("|"))


@cache
def _persian_month_word() -> str:
    row = next(row for row in calendar_rows("words") if row["role"] == "month")
    return search_key(row["forms"].split("|")[0])
