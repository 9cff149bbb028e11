"""Read a folded text as a line of calendar words: months, quarters, halves, years, ordinals, each with its place.

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
from tasvir.core.characters.folding import search_key

_LETTERS = {
    "quarter": "Q", "half": "H", "month": "m", "year": "y", "ordinal": "O", "last": "L", "number": "N",
    "roman": "R", "season": "S", "to": "T", "skipped": "", "jalali_year": "J", "gregorian_year": "G",
}  # fmt: skip
_DATE = r"(?P<date>\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{4})(?!\d)"
_WORD = re.compile(_DATE + r"|(?P<code>[qh]\d)(?!\w)|\d+(?:st|nd|rd|th)?|[^\W\d_]+|[^\w\s]")
_YEAR = re.compile(r"(?<!\d)(?:1[2-5]|19|20|21)\d\d(?!\d)")
_REACH_BEFORE, _REACH_AFTER = 80, 60  # characters in which a period can be said round its year
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
def _longest_from() -> Mapping[str, int]:
    """For each word that begins an entry of the lexicon, how many words its longest entry has."""
    found: dict[str, int] = {}
    for words in _lexicon():
        found[words[0]] = max(len(words), found.get(words[0], 0))
    return found


def _split(form: str) -> tuple[str, ...]:
    return tuple(piece.group() for piece in _WORD.finditer(search_key(form)))


def calendar_words(key: str, today: date | None = None) -> list[Word]:
    """The calendar words of a search key in order, with their places in it, wherever a year is near.

    Any other word is one with the letter x; "this year" is a year only with `today`.
    """
    words: list[Word] = []
    for start, end in [(0, len(key))] if today else _near_years(key):
        words.append(Word("x", 0, start, start))
        words += _words_between(key, start, end, today)
    return words


def _near_years(key: str) -> list[tuple[int, int]]:
    """The stretches of a key, cut between words, that are close enough to a year to name a period of it."""
    found: list[tuple[int, int]] = []
    for year in _YEAR.finditer(key):
        start = key.rfind(" ", 0, max(0, year.start() - _REACH_BEFORE)) + 1
        end = key.find(" ", min(len(key), year.end() + _REACH_AFTER))
        end = len(key) if end < 0 else end
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _words_between(key: str, start: int, end: int, today: date | None) -> list[Word]:
    pieces = list(_WORD.finditer(key, start, end))
    texts = [piece.group() for piece in pieces]
    words: list[Word] = []
    at = 0
    while at < len(pieces):
        taken, known = _listed(texts, at)
        letter, value, system = known or ("", 0, None)
        day = None
        if not known:
            letter, value, system, day = _unlisted(pieces[at])
        if letter in ("J", "G"):
            letter, value, system = _relative_year(letter, value, today)
        if letter:
            words.append(Word(letter, value, pieces[at].start(), pieces[at + taken - 1].end(), system, day))
        at += taken
    return words


def _listed(texts: list[str], at: int) -> tuple[int, tuple[str, int, System | None] | None]:
    """How many words make the longest entry of the lexicon at a place, and what it is."""
    for taken in range(min(_longest_from().get(texts[at], 0), len(texts) - at), 0, -1):
        if known := _lexicon().get(tuple(texts[at : at + taken])):
            return taken, known
    return 1, None


def _unlisted(piece: re.Match[str]) -> tuple[str, int, System | None, date | None]:
    text = piece.group()
    if piece["date"]:
        system, day = _day(text)
        return ("D" if day else "x"), 0, system, day
    if piece["code"]:
        return text[0], int(text[1]), None, None
    if text[0].isdigit():
        return *_number(text.rstrip("stndrh")), None, None
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
