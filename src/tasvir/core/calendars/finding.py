"""Find the periods that a text names in words: «سه‌ماهه دوم سال ۱۴۰۴», "6 tháng đầu năm 2024", "first half of 2023"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tasvir.core.calendars.naming import Word, calendar_words
from tasvir.core.calendars.periods import Kind, Period, day_period, named_period, parse_period, range_period
from tasvir.core.calendars.systems import JALALI_YEARS, System, day_in
from tasvir.core.characters.folding import fold
from tasvir.core.errors import UserError


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period and the span of the text that names it."""

    period: Period
    start: int
    end: int


_Words = Sequence[Word]
_Reader = Callable[[_Words, System, int], Period | None]


def find_period(text: str, calendar: System | None = None, today: date | None = None) -> Period | None:
    """The first period that a text names, a whole year only where nothing narrower is named, never a bare day.

    Gregorian years are read as Vietnamese reporting periods where `calendar` is `vn`; "this year" needs `today`.
    """
    try:
        return parse_period(text)
    except UserError:
        found = [named.period for named in find_periods(text, calendar, today)]
    longer = [period for period in found if period.kind != "day"]
    narrower = [period for period in longer if period.kind != "year"]
    return next(iter(narrower or longer), None)


def find_periods(text: str, calendar: System | None = None, today: date | None = None) -> list[NamedPeriod]:
    """All periods that a text names, in order, with their places; of overlapping readings the most telling one."""
    folded = fold(text)
    named = find_periods_in_key(folded.key, calendar, today)
    return [NamedPeriod(one.period, *folded.span(one.start, one.end)) for one in named]


def find_periods_in_key(key: str, calendar: System | None = None, today: date | None = None) -> list[NamedPeriod]:
    """As `find_periods`, of a text that is folded already; the places are in the key."""
    words = calendar_words(key, today)
    letters = "".join(word.letter for word in words)
    taken: list[tuple[int, int, Period]] = []
    for pattern, reader in _READERS:
        for found in pattern.finditer(letters):
            start, end = found.span()
            if any(start < other_end and other_start < end for other_start, other_end, _ in taken):
                continue
            period = _read(reader, words[start:end], calendar)
            if period:
                taken.append((start, end, period))
    return [
        NamedPeriod(period, words[start].start, words[end - 1].end) for start, end, period in sorted(taken, key=_place)
    ]


def _place(found: tuple[int, int, Period]) -> int:
    return found[0]


def _read(reader: _Reader, words: _Words, calendar: System | None) -> Period | None:
    year = next((word.value for word in words if word.letter == "Y"), 0)
    system: System = "jalali" if year in JALALI_YEARS else "vn" if calendar == "vn" else "gregorian"
    named = {word.system for word in words if word.letter == "M"}
    if named and named != {"jalali" if system == "jalali" else "gregorian"}:
        return None
    try:
        return reader(words, system, year)
    except ValueError:
        return None


def _part(kind: Kind) -> _Reader:
    """A quarter or half by its number, or the last of the year."""
    count = {"quarter": 4, "half": 2}[kind]

    def read(words: _Words, system: System, year: int) -> Period | None:
        number = next((word.value for word in words if word.letter in "ONRqhS"), 1)
        return named_period(system, kind, year, count if any(word.letter == "L" for word in words) else number)

    return read


def _month(words: _Words, system: System, year: int) -> Period | None:
    return named_period(system, "month", year, next(word.value for word in words if word.letter in "MN"))


def _day(words: _Words, _: System, __: int) -> Period | None:
    return day_period(words[0].day, words[0].system or "gregorian") if words[0].day else None


def _worded_day(words: _Words, system: System, year: int) -> Period | None:
    day = next(word.value for word in words if word.letter in "NnO")
    month = next(word.value for word in reversed(words) if word.letter in "MN")
    system = "gregorian" if system == "vn" else system
    return day_period(day_in(system, year, month, day), system)


def _year(_: _Words, system: System, year: int) -> Period | None:
    return named_period(system, "year", year)


def _several_months(words: _Words, system: System, year: int) -> Period | None:
    """The first or last so many months of a year."""
    count = next(word.value for word in words if word.letter == "N")
    ordinal = next((word.value for word in words if word.letter == "O"), 1)
    last = any(word.letter == "L" for word in words)
    if ordinal != 1:
        return named_period(system, _WHOLE[count], year, ordinal) if count in (3, 6) else None
    return _months(system, year, 13 - count if last else 1, 12 if last else count)


def _from_month_to_month(words: _Words, system: System, year: int) -> Period | None:
    first, last = (word.value for word in words if word.letter in "MN")
    return _months(system, year, first, last)


def _year_up_to_month(words: _Words, system: System, year: int) -> Period | None:
    return _months(system, year, 1, words[-1].value)


def _months(system: System, year: int, first: int, last: int) -> Period:
    count = last - first + 1
    if count in _WHOLE and (first - 1) % count == 0:
        return named_period(system, _WHOLE[count], year, (first - 1) // count + 1)
    start, end = named_period(system, "month", year, first).start, named_period(system, "month", year, last).end
    return range_period(start, end, "gregorian" if system == "vn" else system)


def _from_day_to_day(words: _Words, _: System, __: int) -> Period | None:
    start, end = words[0].day, words[-1].day
    return range_period(start, end, words[0].system or "gregorian") if start and end else None


_WHOLE: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
# Letters as in naming.py; the first reading that fits a stretch of words holds it.
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"D[T-]D", _from_day_to_day),
        (r"q[/-]?y?Y|Y[/-]?q", _part("quarter")),
        (r"h[/-]?y?Y|Y[/-]?h", _part("half")),
        (r"Q[ONRL][/-]?y?Y|[OL]Qy?Y|Q?Sy?Y", _part("quarter")),
        (r"H[OL]y?Y|[OL]Hy?Y|Hy?Y", _part("half")),
        (r"Nm[OL]y?Y|[OL]Nmy?Y|Nmy?Y", _several_months),
        (r"Mm?[T-]Mm?y?Y|(?<!N)mN[T-]m?Ny?[/-]?Y", _from_month_to_month),
        (r"yY[T-]M", _year_up_to_month),
        (r"D", _day),
        (r"(?<!H)[NnO]Mm?,?y?Y|[Nn]mNy?Y|M[Nn],?Y", _worded_day),
        (r"(?<![NnO])Mm?,?y?Y|(?<![Nn])mN[/-]?y?Y|Y,?M(?![Nn])", _month),
        (r"Y,?Q[ON]", _part("quarter")),
        (r"Y,?H[ON]", _part("half")),
        (r"(?<![NnO])yY(?![T-])", _year),
    )
)
