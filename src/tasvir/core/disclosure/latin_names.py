"""Persons in Vietnamese and English text: capitalised words after a title, or that begin with a known name."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator

from tasvir.core.disclosure.lexicon import Lexicon, lexicon
from tasvir.core.disclosure.spans import Span
from tasvir.core.disclosure.words import Words

_CUE_GAP = re.compile(r"[ \t\u00a0:.,\"“'‘(]{0,4}")
_INITIAL_GAP = re.compile(r"\.? ?")


class _Reader(ABC):
    """One text under one lexicon."""

    longest = 4

    def __init__(self, words: Words, known: Lexicon) -> None:
        self.words, self.known, self.keys = words, known, words.keys

    def find(self) -> Iterator[Span]:
        place = 0
        while place < len(self.words):
            found = self._titled(place) or self._bare(place)
            if found:
                first, last = found
                yield Span(self.words[first].start, self.words[last].end, "person")
            place = max(place + 1, found[1] + 1 if found else 0)

    def _is(self, sign: str, place: int) -> int:
        return self.known.signs[sign].at(self.keys, place)

    def _ends(self, sign: str, place: int) -> int:
        return self.known.signs[sign].ending_at(self.keys, place)

    def _capitals(self, first: int) -> int:
        """How many capitalised words from `first` can belong to one name; initials may carry a full stop."""
        count = 0
        while first + count < len(self.words) and count < self.longest:
            word = self.words[first + count]
            if not word.capital or self._is("never", first + count) or self._is("protected", first + count):
                break
            if count and not (word.joined or self._after_initial(first + count)):
                break
            count += 1
        return count

    def _after_initial(self, place: int) -> bool:
        return len(self.keys[place - 1]) == 1 and bool(_INITIAL_GAP.fullmatch(self.words[place].gap))

    def _titled(self, place: int) -> tuple[int, int] | None:
        strong = self._is("titles", place)
        length = strong or self._is("weak_titles", place) or self._is("son_of", place)
        if not length or not self._is_title(place, bool(strong)):
            return None
        first = place + length
        while step := self._is("titles", first):
            first, strong = first + step, 1
        if first >= len(self.words) or not _CUE_GAP.fullmatch(self.words[first].gap):
            return None
        gap = self.words[first].gap
        if not strong and ("." in gap or "," in gap and self._capitals(first) != 2):
            return None
        count = self._capitals(first)
        if count and (strong or self._believable(first, count)):
            return first, first + count - 1
        return None

    @abstractmethod
    def _is_title(self, place: int, strong: bool) -> bool:
        """Whether the word is a title here and not a word of something else."""

    @abstractmethod
    def _believable(self, first: int, count: int) -> bool:
        """Whether capitals after a weak cue are a name."""

    @abstractmethod
    def _bare(self, place: int) -> tuple[int, int] | None:
        """A name without any cue: its first and last word."""

    def _starts_run(self, place: int) -> bool:
        """Whether no capitalised word stands right before, as in the name of an office."""
        if place == 0 or not (self.words[place].joined and self.words[place - 1].capital):
            return True
        return bool(self._ends("never", place) or self._ends("titles", place))


class _Vietnamese(_Reader):
    """Family name first, then a middle name, then the given name."""

    def _is_title(self, place: int, strong: bool) -> bool:
        del strong  # a Vietnamese title may be small or capital
        return not self._is("protected", place)

    def _believable(self, first: int, count: int) -> bool:
        if len(self.keys[first]) == 1:  # initials: N.V.T.
            return self.words.text[self.words[first].end : self.words[first].end + 1] == "."
        return count >= 2 and self.keys[first] in self.known.family

    def _bare(self, place: int) -> tuple[int, int] | None:
        if self.keys[place] not in self.known.family or not self.words[place].capital or not self._starts_run(place):
            return None
        if self._ends("place_cues", place) or self._is("protected", place):
            return None
        count = self._capitals(place)
        surely = self.keys[place] in self.known.sure_family
        second = self.keys[place + 1] if count > 1 else ""
        if count >= 3 and (second in self.known.middle or second in self.known.family or surely):
            return place, place + count - 1
        return (place, place + 1) if count == 2 and surely else None


class _English(_Reader):
    """Given name first; what follows a place word or is followed by one is a place."""

    longest = 3

    def _is_title(self, place: int, strong: bool) -> bool:
        return self.words[place].capital or not strong

    def _believable(self, first: int, count: int) -> bool:
        if self._is("place_words_after", first + count - 1) or self._is("place_words_after", first + count):
            return False
        return count >= 2 or self.keys[first] in self.known.given

    def _bare(self, place: int) -> tuple[int, int] | None:
        key = self.keys[place]
        if not self.words[place].capital or self._ends("place_cues", place):
            return None
        count = self._capitals(place)
        last = place + count - 1
        if count < 2 or not self._believable(place, count):
            return None
        if key not in self.known.given:
            known = self._starts_run(place) and count == 2 and self.keys[last] in self.known.family
            return (place, last) if known else None
        if key in self.known.ambiguous and self.keys[last] not in self.known.family:
            return None
        return place, last


def find_latin_names(words: Words) -> Iterator[Span]:
    """Every stretch that names a person in Vietnamese or English."""
    yield from _Vietnamese(words, lexicon("vi")).find()
    yield from _English(words, lexicon("en")).find()
