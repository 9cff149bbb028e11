"""Persons in Persian text: after titles, before and after «فرزند», and where a given name meets a family name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasvir.core.disclosure.lexicon import Lexicon, lexicon
from tasvir.core.disclosure.spans import Span
from tasvir.core.disclosure.words import Words

_CUE_GAP = re.compile(r"[\s«\"'“(:،\u200c\u200e\u200f\u0654-]*")
_INITIAL_GAP = re.compile(r"[\s.\u200c‌_-]{1,3}")
_LETTER_NAMES = ("الف",)
_LONGEST = 4


class _Reader:
    """One text under one lexicon."""

    def __init__(self, words: Words, known: Lexicon) -> None:
        self.words, self.known, self.keys = words, known, words.keys

    def find(self) -> Iterator[Span]:
        place = 0
        while place < len(self.words):
            found = self._titled(place) or self._child(place) or self._bare(place)
            if found:
                first, last = found
                yield Span(self.words[first].start, self.words[last].end, "person")
            place = max(place + 1, found[1] + 1 if found else 0)

    def _is(self, sign: str, place: int) -> int:
        return self.known.signs[sign].at(self.keys, place)

    def _ends(self, sign: str, place: int) -> int:
        return self.known.signs[sign].ending_at(self.keys, place)

    def _guarded(self, place: int) -> bool:
        """Whether a street, a hospital, a martyr or a saint lends the name."""
        return bool(self._ends("place_cues", place) or self._ends("honoured", place))

    def _nameable(self, place: int) -> bool:
        return place < len(self.words) and len(self.keys[place]) > 1 and not self._is("never", place)

    def _surname(self, place: int, *, listed: bool = False) -> bool:
        """Whether a word looks like a family name; `listed` asks for more than an ending in «ی»."""
        key = self.keys[place]
        if not self._nameable(place) or self._is("place_cues", place):
            return False
        if key in self.known.family or self._ends_like_a_family(key):
            return True
        return not listed and len(key) > 3 and key.endswith("ی") and not key.endswith(("ای", "های", "ترین"))

    def _ends_like_a_family(self, key: str) -> bool:
        return any(key.endswith(ending) and len(key) - len(ending) >= 3 for ending in self.known.endings)

    # After a title

    def _titled(self, place: int) -> tuple[int, int] | None:
        strong = self._is("titles", place)
        length = strong or self._is("weak_titles", place)
        if not length or (strong and self._guarded(place)):
            return None
        sure = bool(self._is("sure_titles", place))
        first = place + length
        while step := self._is("titles", first) or self._is("part_of_title", first):
            sure, strong = sure or bool(self._is("sure_titles", first)), 1
            first += step
        if first >= len(self.words) or not _CUE_GAP.fullmatch(self.words[first].gap):
            return None
        if initials := self._initials(first):
            return first, initials
        count = self._name_length(first, sure=sure, strong=bool(strong))
        return (first, first + count - 1) if count else None

    def _initials(self, first: int) -> int | None:
        """The last word of initials such as «ع.ر» or «الف. ب»."""
        last = first
        while last < len(self.words) and (len(self.keys[last]) == 1 or self.keys[last] in _LETTER_NAMES):
            if last > first and not _INITIAL_GAP.fullmatch(self.words[last].gap):
                break
            last += 1
        if last - first < 2 or self.keys[first] == "و":
            return None
        return min(last, first + 3) - 1

    def _name_length(self, first: int, *, sure: bool, strong: bool) -> int:
        """How many words from `first` are a name."""
        start = first
        while self._is("prefixes", first) and self.words.joined(first, first + 1):
            first += 1
        if not self._nameable(first) or self._is("place_cues", first):
            return 0
        given = self.known.is_given(self.keys[first])
        if not given and not strong and not self._two_like_a_name(first):
            return 0
        evident = given or self._surname(first, listed=True)
        if not (sure or evident or self._evidence(first)):
            return 0
        last = self._last_of_name(first, given=given, may_guess=sure or given)
        return last - start + 1

    def _two_like_a_name(self, first: int) -> bool:
        """An unknown word before one that looks like a family name."""
        return self.words.joined(first, first + 1) and self._surname(first + 1)

    def _evidence(self, first: int) -> bool:
        """An unknown word after «دکتر» or «خانم» is a name where it or the next looks like a family name."""
        follows = self.words.joined(first, first + 1)
        return self._surname(first) or (follows and self._surname(first + 1, listed=True))

    def _last_of_name(self, first: int, *, given: bool, may_guess: bool) -> int:
        last = first
        while last + 1 - first < _LONGEST and self.words.joined(last, last + 1) and self._nameable(last + 1):
            following = last + 1
            complete = last > first or not given
            if self.known.is_given(self.keys[last]) and self.known.is_given(self.keys[following]) and not complete:
                last = following
                continue
            if complete and self._complete(first, last):
                if not self._surname(following, listed=True):
                    break
            elif not (self._surname(following) or may_guess):
                break
            last = following
        return last

    def _complete(self, first: int, last: int) -> bool:
        """Whether the words so far end in something that is not a given name."""
        return last > first and not self.known.is_given(self.keys[last]) or self._surname(last, listed=True)

    # «… فرزند …»

    def _child(self, place: int) -> tuple[int, int] | None:
        """The name before «فرزند»; at that word itself, the father's name behind it."""
        first, middle = place, place
        if not (self.known.is_given(self.keys[place]) or self._is("son_of", place) or self._two_like_a_name(place)):
            return None
        while middle < place + 3 and self._nameable(middle) and not self._is("son_of", middle):
            middle += 1
        if not self._is("son_of", middle) or middle == place and not self._is("son_of", place):
            return None
        father = middle + 1
        if not self.words.joined(first, father) or not self.known.is_given(self.keys[father]):
            return None
        if middle > first:
            return first, middle - 1
        surname = self.words.joined(father, father + 1) and self._surname(father + 1, listed=True)
        return father, father + 1 if surname else father

    # Without any cue

    def _bare(self, place: int) -> tuple[int, int] | None:
        key = self.keys[place]
        if self._guarded(place) or not self.words.joined(place, place + 1):
            return None
        if key in self.known.family and self._nameable(place) and self._is("verbs", place + 1):
            return place, place
        if not self.known.is_given(key):
            return self._introduced(place)
        following, doubtful = place + 1, key in self.known.ambiguous
        two_given = self.known.is_given(self.keys[following]) and self.words.joined(following, following + 1)
        if two_given and self._surname(following + 1, listed=doubtful):
            return place, following + 1
        if self._surname(following, listed=doubtful) and not self._protected(place):
            last = following
            if self.words.joined(last, last + 1) and self._surname(last + 1, listed=True):
                last += 1
            return place, last
        return None

    def _introduced(self, place: int) -> tuple[int, int] | None:
        """An unknown word, a listed family name, and then what the person is or says."""
        listed = self.keys[place + 1] in self.known.family
        if listed and self._nameable(place) and self._nameable(place + 1) and self._is("speakers", place + 2):
            return place, place + 1
        return None

    def _protected(self, place: int) -> bool:
        return bool(self._is("protected", place))


def find_persian_names(words: Words) -> Iterator[Span]:
    """Every stretch that names a person in Persian."""
    return _Reader(words, lexicon("fa")).find()
