"""A text cut into words that know their place, their folded form and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasvir.core.disclosure.lexicon import word_key

_LETTER = r"(?:[^\W\d_][\u0300-\u036f\u064b-\u0655\u0670]*)"
_WORD = re.compile(rf"{_LETTER}+(?:[\u200c'’]{_LETTER}+)*")
_JOINS = re.compile(r"[ \t\u00a0\u200c\u200e\u200f\u0654]*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `joined` tells that only spaces stand between it and the word before."""

    start: int
    end: int
    key: str
    capital: bool
    joined: bool
    gap: str


class Words:
    """The words of a text in order, and their keys beside them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = []
        end = 0
        for match in _WORD.finditer(text):
            gap = text[end : match.start()]
            joined = bool(self.words) and bool(_JOINS.fullmatch(gap) or (_HYPHEN.fullmatch(gap)))
            word = match[0]
            self.words.append(Word(match.start(), match.end(), word_key(word), word[0].isupper(), joined, gap))
            end = match.end()
        self.keys = [word.key for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, place: int) -> Word:
        return self.words[place]

    def joined(self, first: int, last: int) -> bool:
        """Whether nothing but spaces stands between the words from first to last."""
        return last < len(self.words) and all(self.words[place].joined for place in range(first + 1, last + 1))
