"""Fold writing variants to one search key and remember where each character came from.

Only for matching: what was written is kept and shown. The fold is: NFKC, Arabic yeh and kaf to Persian, teh marbuta
and heh-with-yeh to heh, alef variants to alef, the three digit families to ASCII, no tatweel, diacritics, half-space
or direction marks, lower case, one space for any run of white space. Vietnamese accents stay: they carry meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = {
    "ي": "ی", "ى": "ی", "ئ": "ی", "ې": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه",
    "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ۆ": "و",
}  # fmt: skip
_SPACES = frozenset("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {
    chr(code) for code in range(0x2000, 0x200B)
}
_DROPPED = frozenset("\u0640\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\u00ad") | {
    chr(code) for code in range(0x2066, 0x206A)
}
_DIGITS = {chr(base + n): str(n) for base in (0x06F0, 0x0660) for n in range(10)}
_MARK = re.compile(
    r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe2f]"
)
_ASCII_DIGITS = str.maketrans(_DIGITS)


@dataclass(frozen=True, slots=True)
class Folded:
    """A search key and, for each of its characters, where in the original it began (`offsets`) and ended (`ends`)."""

    key: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that the key's half-open span came from."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.offsets[start], self.ends[end - 1]


@lru_cache(maxsize=16384)
def _fold_cluster(cluster: str) -> str:
    """The folded form of one base character with its combining marks; empty where nothing of it counts."""
    base = cluster[0]
    if base in _DROPPED or "\u064b" <= base <= "\u065f" or base == "\u0670":
        return ""
    if base in _SPACES:
        return " "
    marks = "".join(mark for mark in cluster[1:] if not "\u064b" <= mark <= "\u0670")
    composed = unicodedata.normalize("NFKC", _DIGITS.get(base, base) + marks).lower()
    return "".join(_LETTERS.get(c, c) for c in composed)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """The spans of base characters with the combining marks that follow them."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            yield start, index
            start = index


def fold(text: str, *, join_spaces: bool = True) -> Folded:
    """The search key of `text` with offsets; `join_spaces` folds each run of white space to one space."""
    key: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    if _MARK.search(text):
        spans = list(_clusters(text))
        parts = [_fold_cluster(text[start:end]) for start, end in spans]
    else:  # a character is its own cluster
        parts = list(map(_fold_cluster, text))
        plain = "".join(parts)
        if set(map(len, parts)) <= {1} and not (join_spaces and "  " in plain):
            return Folded(plain, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
        spans = list(zip(range(len(text)), range(1, len(text) + 1), strict=True))
    for (start, end), part in zip(spans, parts, strict=True):
        for folded in part:
            if join_spaces and folded == " " and key and key[-1] == " ":
                ends[-1] = end
                continue
            key.append(folded)
            offsets.append(start)
            ends.append(end)
    return Folded("".join(key), tuple(offsets), tuple(ends))


@lru_cache(maxsize=65536)
def search_key(text: str) -> str:
    """The key by which two spellings of the same words are found equal, without outer space."""
    return fold(text).key.strip()


def to_ascii_digits(text: str) -> str:
    """The text with Persian and Arabic-Indic digits as ASCII digits; nothing else changes."""
    return text.translate(_ASCII_DIGITS)
