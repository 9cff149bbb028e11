"""A paragraph's sentences, and the span of words that one statement can be read from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tasvir.core.text.statements.lexicon import Hit
from tasvir.core.text.statements.words import Words

SENTENCE_ENDS = frozenset(".!?؟…")
SEMICOLONS = frozenset(";؛")
PUNCTUATION = frozenset(".!?؟…;؛:،,\"'«»“”‘’()[]/-–—•*+●▪|")
OPENERS = frozenset("\"'«“‘([-–—•*+●▪،,.:;؛)]»”’/")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr no art st tp ths ts pgs gs u e i inc ltd co v vs fig approx ref q p".split()  # noqa: SIM905
)
_LONGEST = 300  # words; a text without full stops is cut, so that the work stays linear

SegmentKind = Literal["clause", "stress", "mention"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of words with its cues; `part` counts the segments of one sentence."""

    words: Words
    start: int
    end: int
    hits: Sequence[Hit]
    kind: SegmentKind = "clause"
    part: int = 0
    frame: Sequence[Hit] = ()

    def of(self, role: str) -> list[Hit]:
        """The cues of a role."""
        return [hit for hit in self.hits if hit.role == role]

    def has(self, *roles: str) -> bool:
        """Whether any cue has one of the roles."""
        return any(hit.role in roles for hit in self.hits)

    def first(self, role: str) -> Hit | None:
        """The first cue of a role."""
        return next((hit for hit in self.hits if hit.role == role), None)

    def framed(self, role: str) -> bool:
        """Whether the frame in front of the segment has a role."""
        return any(hit.role == role for hit in self.frame)

    def part_of(self, start: int, end: int, kind: SegmentKind = "clause", part: int = 0) -> Segment:
        """The same cues within a narrower span."""
        inside = within(self.hits, start, end)
        return Segment(self.words, start, end, inside, kind, part, self.frame)


def within(hits: Sequence[Hit], start: int, end: int) -> list[Hit]:
    """The cues that lie wholly in a span of words; `hits` are in order."""
    first = bisect_left(hits, start, key=lambda hit: hit.start)
    found = []
    for hit in hits[first:]:
        if hit.start >= end:
            break
        if hit.end <= end:
            found.append(hit)
    return found


def sentences(words: Words, text: str) -> Iterator[tuple[int, int]]:
    """The spans of words between full stops; a stop after an abbreviation or inside a number is none."""
    start = 0
    for at, word in enumerate(words.folded):
        if word in SENTENCE_ENDS and _is_end(words, at, text):
            if at > start:
                yield start, at
            start = at + 1
        elif at - start >= _LONGEST and (word in ",،;؛" or at - start >= 2 * _LONGEST):
            yield start, at
            start = at
    if start < len(words):
        yield start, len(words)


def _is_end(words: Words, at: int, text: str) -> bool:
    if words.folded[at] != ".":
        return True
    before = words.folded[at - 1] if at else ""
    if at + 1 >= len(words):
        return True
    touching = words.ends[at] == words.starts[at + 1]
    following = text[words.starts[at + 1]]
    if touching:
        return (
            following in "/\"'»”’)" or not following.isascii() and following.isalpha() and before not in _ABBREVIATIONS
        )
    return before not in _ABBREVIATIONS and not (following.isascii() and following.islower())


_MARK = re.compile(
    r"\W*?(?:(?P<roman>[IVX]{1,4})\s*[.)/-]|\(?(?P<digit>[\d۰-۹]{1,3})(?:\.\d{1,2})*\s*[.)/-]|"
    r"(?P<letter>[A-Za-zđĐ])\s*[.)]|(?P<bullet>[-•*+–●▪]))\s*"
)


def item_mark(text: str) -> tuple[str, int]:
    """How a line is numbered (roman, digit, letter, bullet or not at all) and how many characters that takes."""
    match = _MARK.match(text)
    return (match.lastgroup or "", match.end()) if match else ("", 0)
