"""A paragraph as folded words with their offsets: the one pass over characters that the statement reader makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasvir.core.characters.folding import search_key

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_TOKEN = re.compile(
    rf"[\d\u06f0-\u06f9\u0660-\u0669]+(?:[.,/٫٬][\d\u06f0-\u06f9\u0660-\u0669]+)*%?"
    rf"|[^\W\d_][^\W_{_MARKS}]*(?:[{_MARKS}\u200c\u200d\u00ad'’\u0640][^\W_]*|[^\W_])*"
    r"|\S"
)
_VERB_PARTICLES = frozenset(("می", "نمی"))
_SUFFIXES = frozenset(("ها", "های", "هایی", "هایش", "ای", "تر", "ترین", "اند", "ام"))
_TONE_PLACES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
    "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists: the folded word (or mark of punctuation), where it starts in the text and where it ends."""

    folded: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.folded)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """The key of one word: folded, and in Vietnamese with the tone mark on the older place (hoà is hòa)."""
    key = search_key(word).replace("’", "'")
    modern = _TONE_PLACES.get(key[-2:])
    return key[:-2] + modern if modern else key


def words_of(text: str, offset: int = 0, *, persian: bool = False) -> Words:
    """The words of a paragraph; `offset` is where the paragraph starts in the text."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        word = fold_word(match[0])
        if not word:
            continue
        start, end = match.span()
        if persian and folded and _joins(folded[-1], word):
            folded[-1] += word
            ends[-1] = offset + end
            continue
        folded.append(word)
        starts.append(offset + start)
        ends.append(offset + end)
    return Words(folded, starts, ends)


def _joins(before: str, word: str) -> bool:
    """Whether a space stands where Persian writes a half-space: «می شود», «کانون ها»."""
    if before in _VERB_PARTICLES:
        return word[0].isalpha()
    return word in _SUFFIXES and before[-1].isalpha() and len(before) > 1
