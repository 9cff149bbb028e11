"""How rows and names are folded for search, what a row's search key holds, and how a page is marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from tasvir.core.characters.folding import search_key

# The columns that a search looks through; codes are found by their filters.
SEARCHED: Final = (
    "ref", "place", "axis", "origin", "destination", "tracking_no", "platform", "description", "brand", "case_ref",
    "offence", "outcome", "narrative", "new_method", "submission_number",
)  # fmt: skip
_SHORTEST = 2
_MARKS = re.compile("[\u0300-\u036f]")
_BETWEEN = re.compile(r"[\s\-_./\\،,·:()]+")


@lru_cache(maxsize=65_536)
def without_accents(key: str) -> str:
    """A folded key without the accents of Latin letters: what a person types who has no Vietnamese keyboard."""
    if key.isascii():
        return key
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", key))).replace("đ", "d")


def row_key(texts: Iterable[str | None]) -> str:
    """The search key of a row: its texts folded, and once more without accents where that differs.

    Folded word by word, since the same words come again in every row.
    """
    words = [search_key(word) for text in texts if text for word in text.split()]
    key = " ".join(words)
    plain = key if key.isascii() else " ".join(map(without_accents, words))
    return key if plain == key else f"{key}\n{plain}"


def query_words(query: str) -> list[str]:
    """The folded words of a query: each has to stand somewhere in a row. With accents only what has them is found."""
    return [
        word for word in search_key(query).split() if len(word) >= _SHORTEST or not word.isascii() or word.isdigit()
    ]


def party_key(text: str) -> str:
    """The key of a name, plate or number in its own script: letters and digits folded, nothing transliterated."""
    return _BETWEEN.sub("", search_key(text))
