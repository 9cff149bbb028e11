"""Fold writing variants to one search key and remember where each character came from.

Only for matching: what was written is kept and shown. The fold is: NFKC, Arabic yeh and kaf to Persian, teh marbuta
and heh-with-yeh to heh, alef variants to alef, the three digit families to ASCII, no tatweel, diacritics, half-space
or direction marks, lower case, one space for any run of white space. Vietnamese accents stay: they carry meaning.
"""

from __future__ import annotations

import unicodedata
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
_ASCII_DIGITS = str.maketrans(_DIGITS)


@dataclass(frozen=True, slots=True)
class Folded:
    """A search key and, for each of its characters, the offset in the text it was folded from.

    `offsets` holds one entry more than `key`: the length of the original.
    """

    key: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that the key's half-open span came from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=16384)
def _fold_character(character: str) -> str:
    if character in _DROPPED:
        return ""
    if character in _SPACES or character == " ":
        return " "
    if character in _DIGITS:
        return _DIGITS[character]
    folded = "".join(_LETTERS.get(c, c) for c in unicodedata.normalize("NFKC", character).lower())
    if unicodedata.combining(character) and "\u064b" <= character <= "\u0670":
        return ""
    return folded


def fold(text: str, *, join_spaces: bool = True) -> Folded:
    """The search key of `text` with offsets; `join_spaces` folds each run of white space to one space."""
    key: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for folded in _fold_character(character):
            if join_spaces and folded == " " and key and key[-1] == " ":
                continue
            key.append(folded)
            offsets.append(index)
    offsets.append(len(text))
    return Folded("".join(key), tuple(offsets))


def search_key(text: str) -> str:
    """The key by which two spellings of the same words are found equal, composed and without outer space."""
    return fold(unicodedata.normalize("NFC", text)).key.strip()


def to_ascii_digits(text: str) -> str:
    """The text with Persian and Arabic-Indic digits as ASCII digits; nothing else changes."""
    return text.translate(_ASCII_DIGITS)
