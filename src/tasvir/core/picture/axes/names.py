"""Names of places and roads by which two spellings are found the same; what was merged can be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tasvir.core.characters.folding import search_key
from tasvir.core.vocabulary.lists import load_lists

_DASHES = re.compile(r"\s*[‐‑‒–—−ـ]\s*|\s+-\s*|\s*-\s+|(?<=[^\W\d_])-(?=[^\W\d_])")
_BARE = re.compile(r"[^\w–]+")
_STOPS = re.compile(r"\s*(?:[;؛,،|>→]|\s[-–—]\s)\s*")
_DROPPED = ("road", "unknown")


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """What precedes the name of a road and says nothing more, and words that have a shorter form."""
    entries = load_lists()["roads"].entries

    def spelt(code: str) -> str:
        told = {search_key(text) for text in list(entries[code].spellings())[1:] if text}
        return "|".join(re.escape(text) for text in sorted(told, key=len, reverse=True))

    short = tuple(
        (re.compile(rf"(?<!\w)(?:{spelt(code)})(?=\W|\d|$)\s*"), f" {code} ")
        for code in entries
        if code not in _DROPPED
    )
    return re.compile(rf"^(?:(?:{spelt('road')})\s+)+(?=\S)"), short


@lru_cache(maxsize=65536)
def place_key(text: str) -> str:
    """The key of a place or road: letters folded, words for "road" at its head left out, its two ends in one order."""
    leading, short = _words()
    key = search_key(text.replace(" ـ ", " – ")).replace("آ", "ا")
    if load_lists().find("roads", text) == "unknown":
        return ""
    plain = leading.sub("", key)
    for words, code in short:
        plain = words.sub(code, plain)
    ends = sorted(_BARE.sub("", part) for part in _DASHES.split(plain))
    return "–".join(end for end in ends if end) or _BARE.sub("", key).strip("–")


def stops(value: object) -> list[str]:
    """The places that one cell names, in order: a list, or names between commas, arrows or spaced dashes."""
    if isinstance(value, list | tuple):
        return [str(one).strip() for one in value if one is not None and place_key(str(one))]
    return [one for one in _STOPS.split(str(value or "")) if place_key(one)]


@dataclass
class Names:
    """What each key is called: the spelling that most rows use, the first in the alphabet where two are as frequent."""

    spellings: dict[str, Counter[str]] = field(default_factory=dict)

    def key(self, text: object) -> str:
        """The key of a name, remembered with its spelling; empty where there is no name."""
        written = "" if text is None else str(text).strip()
        key = place_key(written)
        if key:
            self.spellings.setdefault(key, Counter())[written] += 1
        return key

    def label(self, key: str) -> str:
        """The name to show."""
        told = self.spellings.get(key)
        return min(told, key=lambda text: (-told[text], text)) if told else key

    def labels(self, keys: Iterable[str]) -> list[str]:
        """The names to show."""
        return [self.label(key) for key in keys]

    def merged(self) -> list[Mapping[str, object]]:
        """Every name that stood in several spellings, with how many rows wrote each."""
        return [
            {"name": self.label(key), "spellings": dict(sorted(told.items(), key=lambda one: (-one[1], one[0])))}
            for key, told in sorted(self.spellings.items())
            if len(told) > 1
        ]
