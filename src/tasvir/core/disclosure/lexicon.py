"""The lists of names and of the words around them, by language, folded for comparison."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from tasvir.core.characters.folding import search_key
from tasvir.core.vocabulary.lists import load_lists

LANGUAGES = ("fa", "vi", "en")
_FOLDER = resources.files("tasvir") / "lists" / "names"
_SIGNS = (
    *("titles", "sure_titles", "weak_titles", "son_of", "speakers", "verbs", "part_of_title", "prefixes"),
    *("place_cues", "honoured", "never", "protected", "place_words_after"),
)

Phrase = tuple[str, ...]


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """A word as it is compared: folded, without half-spaces and full stops."""
    return search_key(word).replace("\u200c", "").strip(".")


@dataclass(frozen=True)
class Phrases:
    """Phrases of one or more words, found at a place in a list of word keys."""

    by_first: Mapping[str, tuple[Phrase, ...]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Phrases:
        found: dict[str, list[Phrase]] = {}
        for text in texts:
            phrase = tuple(word_key(word) for word in text.split())
            found.setdefault(phrase[0], []).append(phrase)
        return cls({first: tuple(sorted(some, key=len, reverse=True)) for first, some in found.items()})

    def at(self, keys: list[str], place: int) -> int:
        """How many words of the longest phrase stand at a place; 0 where none does."""
        if not 0 <= place < len(keys):
            return 0
        for phrase in self.by_first.get(keys[place], ()):
            if tuple(keys[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def ending_at(self, keys: list[str], place: int, longest: int = 4) -> int:
        """How many words of a phrase end just before a place."""
        for length in range(min(longest, place), 0, -1):
            if self.at(keys, place - length) == length:
                return length
        return 0


@dataclass(frozen=True)
class Lexicon:
    """What is known of names in one language."""

    lang: str
    given: frozenset[str]
    ambiguous: frozenset[str]
    family: frozenset[str]
    middle: frozenset[str]
    sure_family: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    not_initials: frozenset[str]
    signs: Mapping[str, Phrases]

    def is_given(self, key: str) -> bool:
        """Whether a word is a given name, alone or as the latter part of a compound one."""
        if key in self.given:
            return True
        return any(key.startswith(first) and key[len(first) :] in self.given for first in self.beginnings)


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_FOLDER / f"{name}.csv").read_text("utf-8").splitlines()))


def _names(name: str, lang: str, column: str | None = None) -> frozenset[str]:
    return frozenset(
        word_key(row["name"]) for row in _rows(name) if row["lang"] == lang and (not column or row[column])
    )


def _areas(lang: str) -> list[str]:
    """Places of more than one word that could be taken for a person."""
    labels = (entry.label(lang) for entry in load_lists().rows("areas"))
    return [re.sub(r"\s*\(.*\)", "", label) for label in labels if " " in label]


def read_signs(name: str) -> dict[str, Any]:
    """A file of words, every scalar as text."""
    loaded = yaml.load((_FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return dict(loaded)


@lru_cache(maxsize=3)
def lexicon(lang: str) -> Lexicon:
    """The lexicon of fa, vi or en."""
    words = read_signs(lang)
    return Lexicon(
        lang=lang,
        given=_names("given", lang),
        ambiguous=_names("given", lang, "ambiguous"),
        family=_names("family", lang),
        middle=_names("middle", lang),
        sure_family=frozenset(word_key(name) for name in words.get("sure_family", ())),
        beginnings=tuple(word_key(beginning) for beginning in words.get("given_beginnings", ())),
        endings=tuple(word_key(ending) for ending in words["surname_endings"]),
        not_initials=frozenset(word_key(text) for text in words["not_initials"]),
        signs={
            sign: Phrases.of([*words.get(sign, ()), *(_areas(lang) if sign == "protected" else ())]) for sign in _SIGNS
        },
    )
