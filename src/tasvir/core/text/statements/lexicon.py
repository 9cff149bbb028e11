"""The cue lexicons (lists/cues/statements.<lang>.yaml) compiled once, and what of them a paragraph holds.

A phrase is words between spaces: `word` as it is, `word*` a beginning, `a|b` one of several, `<name>` a word of a
named set, `...` up to six words in between. A role is a list of phrases; the words of role `mask` hide shorter cues.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import yaml

from tasvir.core.text.statements.words import Words, fold_word

_GAP = "..."
_GAP_WORDS = 6
_REMEMBERED = 200_000
_STOPS = frozenset(".:;؛!?؟")


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: its role and the half-open span of words."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    role: str
    elements: tuple[int, ...]  # -1 stands for a gap


@dataclass
class Lexicon:
    """The cues of one language."""

    topics: Mapping[str, str]
    sections: Mapping[str, str]
    _elements: dict[str, int] = field(default_factory=dict)
    _exact: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _prefixes: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _by_first: defaultdict[int, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    _sets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _known: dict[str, tuple[frozenset[int], tuple[_Phrase, ...]]] = field(default_factory=dict)
    _lengths: tuple[int, ...] = ()
    _due: re.Pattern[str] | None = None
    _word_sets: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Mapping[str, object]) -> Lexicon:
        """A lexicon from the content of its YAML file."""
        lexicon = cls(_mapping(data.get("topics")), _mapping(data.get("sections")))
        lexicon._sets = {name: list(words) for name, words in _lists(data.get("sets")).items()}
        for role, phrases in _lists(data.get("roles")).items():
            for phrase in phrases:
                lexicon._add(role, phrase)
        for phrase, label in lexicon.topics.items():
            lexicon._add(f"topic:{label}", phrase)
        for phrase, kind in lexicon.sections.items():
            lexicon._add(f"section:{kind}", phrase)
        patterns = _lists(data).get("due_patterns", [])
        lexicon._due = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
        lexicon._word_sets = {name: frozenset(map(fold_word, words)) for name, words in lexicon._sets.items()}
        lexicon._lengths = tuple(sorted({len(prefix) for prefix in lexicon._prefixes}))
        return lexicon

    def _add(self, role: str, phrase: str) -> None:
        elements = tuple(-1 if word == _GAP else self._element(word) for word in phrase.split())
        self._by_first[elements[0]].append(_Phrase(role, elements))

    def _element(self, written: str) -> int:
        number = self._elements.get(written)
        if number is None:
            number = self._elements[written] = len(self._elements)
            for word in self._alternatives(written):
                if word.endswith("*"):
                    self._prefixes[fold_word(word[:-1])].add(number)
                else:
                    self._exact[fold_word(word)].add(number)
        return number

    def _alternatives(self, written: str) -> Iterable[str]:
        for part in written.split("|"):
            if part.startswith("<") and part.endswith(">"):
                yield from self._sets[part[1:-1]]
            else:
                yield part

    def _of_word(self, word: str) -> tuple[frozenset[int], tuple[_Phrase, ...]]:
        """The elements that a word fulfils and the phrases that may begin with it; remembered, for words come back."""
        ids = set(self._exact.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            ids |= self._prefixes.get(word[:length], set())
        entry = frozenset(ids), tuple(phrase for number in sorted(ids) for phrase in self._by_first.get(number, ()))
        if len(self._known) < _REMEMBERED:
            self._known[word] = entry
        return entry

    def words(self, name: str) -> frozenset[str]:
        """The words of a set, for questions about a single word."""
        return self._word_sets.get(name, frozenset())

    def due(self, piece: str) -> str | None:
        """The first deadline or recurrence in a piece of text, as written."""
        match = self._due.search(piece) if self._due else None
        return match[0] if match else None

    def hits(self, words: Words) -> list[Hit]:
        """All cues of a paragraph in the order of their first word, without those behind a mask."""
        known = [self._known.get(word) or self._of_word(word) for word in words.folded]
        elements = [entry[0] for entry in known]
        found: dict[tuple[str, int], int] = {}
        last = len(elements)
        for at, (_, phrases) in enumerate(known):
            for phrase in phrases:
                second = phrase.elements[1] if len(phrase.elements) > 1 else None
                if second is None:
                    end = at + 1
                elif second >= 0 and (at + 1 == last or second not in elements[at + 1]):
                    continue
                else:
                    end = _match(phrase.elements, elements, words.folded, at)
                if end > found.get((phrase.role, at), 0):
                    found[phrase.role, at] = end
        return _unmasked(found, len(words))


def _unmasked(found: Mapping[tuple[str, int], int], length: int) -> list[Hit]:
    """The cues in the order of their first word, without those that lie inside a mask."""
    hidden = [0] * length  # for each word, where the mask that covers it ends
    for (role, at), end in found.items():
        if role == "mask":
            hidden[at:end] = [max(end, before) for before in hidden[at:end]]
    hits = [Hit(role, at, end) for (role, at), end in found.items() if end > hidden[at]]
    return sorted(hits, key=lambda hit: (hit.start, -hit.end))


def _match(wanted: tuple[int, ...], elements: Sequence[frozenset[int]], folded: Sequence[str], at: int) -> int:
    """The word after the phrase where it begins at a word, or 0."""
    place = at
    for index, number in enumerate(wanted):
        if number == -1:
            return _after_gap(wanted[index + 1 :], elements, folded, place)
        if place >= len(elements) or number not in elements[place]:
            return 0
        place += 1
    return place


def _after_gap(rest: tuple[int, ...], elements: Sequence[frozenset[int]], folded: Sequence[str], place: int) -> int:
    for skipped in range(_GAP_WORDS + 1):
        here = place + skipped
        if here >= len(elements):
            return 0
        end = _match(rest, elements, folded, here)
        if end:
            return end
        if folded[here] in _STOPS:
            return 0
    return 0


def _lists(data: object) -> dict[str, list[str]]:
    if not isinstance(data, dict):
        return {}
    return {str(name): [str(word) for word in words] for name, words in data.items() if isinstance(words, list)}


def _mapping(data: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}


@lru_cache(maxsize=3)
def load_lexicon(lang: str) -> Lexicon:
    """The lexicon of a language as it ships with the product."""
    text = (resources.files("tasvir") / "lists" / "cues" / f"statements.{lang}.yaml").read_text("utf-8")
    return Lexicon.of(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
