"""Read running text as a line of calendar words: months, quarters, halves, years, ordinals, each with its place.

Each word gets one letter (Y a year, M a month's name, Q "quarter", …), so that what names a period can be told by a
pattern over letters whatever the language. The words are lists/calendars/{words,months}.csv.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tasvir.core.calendars import systems
from tasvir.core.calendars.systems import JALALI_YEARS, System
from tasvir.core.calendars.wording import calendar_rows
from tasvir.core.characters.folding import fold, search_key

_LETTERS = {
    "quarter": "Q", "half": "H", "month": "m", "year": "y", "ordinal": "O", "last": "L", "number": "N",
    "roman": "R", "season": "S", "to": "T", "skipped": "", "jalali_year": "J", "gregorian_year": "G",
}  # fmt: skip
_WORD = re.compile(
    r"(?P<date>\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{4})(?!\d)|(?P<code>[qh]\d)(?!\w)|\d+(?:st|nd|rd|th)?|[^\W\d_]+|[^\w\s]"
)

_DASHES = "-–—"
_GREGORIAN_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Word:
    """One calendar word: its letter, its value (a number, a month of a calendar, a day) and its span in the text."""

    letter: str
    value: int
    start: int
    end: int
    system: System | None = None
    day: date | None = None


@cache
def _lexicon() -> Mapping[tuple[str, ...], tuple[str, int, System | None]]:
    """Folded words, alone or in a row, and what they are."""
    found: dict[tuple[str, ...], tuple[str, int, System | None]] = {}
    for row in calendar_rows("words"):
        for form in row["forms"].split("|"):
            found[_split(form)] = (_LETTERS[row["role"]], int(row["value"] or 0), None)
    month_word = next(row["forms"].split("|")[0] for row in calendar_rows("words") if row["role"] == "month")
    for row in calendar_rows("months"):
        system: System = "jalali" if row["calendar"] == "jalali" else "gregorian"
        for form in (row["fa"], row["vi"], row["en"], *row["synonyms"].split("|")):
            words = _split(form)
            if words and not any(word.isdigit() for word in words):
                found[words] = found[(words[0] + month_word, *words[1:])] = ("M", int(row["number"]), system)
    return found


@cache
def _longest() -> int:
    return max(len(words) for words in _lexicon())


def _split(form: str) -> tuple[str, ...]:
    return tuple(piece.group() for piece in _WORD.finditer(search_key(form)))


def calendar_words(text: str, today: date | None = None) -> list[Word]:
    """The calendar words of a text in order; any other word is one with the letter x; "this year" needs `today`."""
    folded = fold(text)
    pieces = list(_WORD.finditer(folded.key))
    words: list[Word] = []
    at = 0
    while at < len(pieces):
        taken, letter, value, system, day = _read(pieces, at)
        if letter in ("J", "G"):
            letter, value, system = _relative_year(letter, value, today)
        if letter:
            start, end = folded.span(pieces[at].start(), pieces[at + taken - 1].end())
            words.append(Word(letter, value, start, end, system, day))
        at += taken
    return words


def _read(pieces: list[re.Match[str]], at: int) -> tuple[int, str, int, System | None, date | None]:
    """How many pieces make the next word, and what it is."""
    for taken in range(min(_longest(), len(pieces) - at), 0, -1):
        known = _lexicon().get(tuple(piece.group() for piece in pieces[at : at + taken]))
        if known:
            return taken, *known, None
    return 1, *_unlisted(pieces[at])


def _unlisted(piece: re.Match[str]) -> tuple[str, int, System | None, date | None]:
    text = piece.group()
    if piece["date"]:
        system, day = _day(text)
        return ("D" if day else "x"), 0, system, day
    if piece["code"]:
        return text[0], int(text[1]), None, None
    if text.isdigit():
        return *_number(text), None, None
    if text in _DASHES:
        return "-", 0, None, None
    return (text if text in "/," else "x"), 0, None, None


def _number(text: str) -> tuple[str, int]:
    value = int(text)
    if len(text) == 4 and (value in JALALI_YEARS or value in _GREGORIAN_YEARS):
        return "Y", value
    return ("N", value) if value <= 12 else ("n", value)


def _day(text: str) -> tuple[System, date | None]:
    parts = [int(part) for part in re.split("[/-]", text)]
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    system: System = "jalali" if year in JALALI_YEARS else "gregorian"
    try:
        return system, systems.day_in(system, year, month, day)
    except ValueError:
        return system, None


def _relative_year(letter: str, offset: int, today: date | None) -> tuple[str, int, System | None]:
    if today is None:
        return "x", 0, None
    system: System = "jalali" if letter == "J" else "gregorian"
    return "Y", systems.numbers_of(today, system)[0] + offset, None
