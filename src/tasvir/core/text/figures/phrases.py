"""Find the longest known phrase at a place in a row of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from tasvir.core.characters.folding import fold
from tasvir.core.text.figures.tokens import tokenise

V = TypeVar("V")
_END = "\0"
_REMEMBERED = 50_000  # words
_LOOSE_ENDINGS = {"fa": ("ها", "های", "هایی")}  # plural endings written apart («کارت های بازرگانی»)


@lru_cache(maxsize=65536)
def inflections(word: str, lang: str) -> tuple[str, ...]:
    """The word and the plainer forms that a list is likely to hold: without plural, ezafe or indefinite endings."""
    endings = {"fa": ("هایی", "های", "ها", "ی"), "en": ("es", "s", "'s", "’s")}.get(lang, ())
    found = [word]
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            found.append(word[: -len(ending)])
    if lang == "en" and word.endswith("ies") and len(word) > 4:
        found.append(word[:-3] + "y")
    return tuple(found)


class Phrases(Generic[V]):
    """A set of phrases, each with a value, found by the words that they are made of."""

    def __init__(self, items: Iterable[tuple[str, V]], lang: str) -> None:
        self.lang = lang
        self._root: dict[str, object] = {}
        self._starts: dict[str, bool] = {}  # whether a phrase can start with a word, of the words asked for so far
        for phrase, value in items:
            words = [token.text for token in tokenise(fold(phrase).key.strip())]
            if not words:
                continue
            node = self._root
            for word in words:
                node = node.setdefault(word, {})  # type: ignore[assignment]
            node.setdefault(_END, value)

    @property
    def known(self) -> bool:
        """Whether there is any phrase at all."""
        return bool(self._root)

    def can_start(self, word: str) -> bool:
        """Whether a phrase can start with a word."""
        known = self._starts.get(word)
        if known is None:
            known = any(form in self._root for form in inflections(word, self.lang))
            if len(self._starts) < _REMEMBERED:
                self._starts[word] = known
        return known

    def at(self, words: Sequence[str], index: int) -> tuple[V, int] | None:
        """The value of the longest phrase that starts at `index` and its number of words, or None."""
        if index >= len(words) or index < 0 or not self.can_start(words[index]):
            return None
        best: tuple[V, int] | None = None
        stack: list[tuple[dict[str, object], int]] = [(self._root, index)]
        while stack:
            node, position = stack.pop()
            if _END in node and position > index and (best is None or position - index > best[1]):
                best = (node[_END], position - index)  # type: ignore[assignment]
            if position >= len(words):
                continue
            if position > index and words[position] in _LOOSE_ENDINGS.get(self.lang, ()):
                stack.append((node, position + 1))
            for form in reversed(inflections(words[position], self.lang)):  # the exact word is looked at first
                child = node.get(form)
                if isinstance(child, dict):
                    stack.append((child, position + 1))
        return best

    def find_all(self, words: Sequence[str]) -> list[tuple[V, int, int]]:
        """Every phrase found from left to right without overlap: value, first word, word after the last."""
        found: list[tuple[V, int, int]] = []
        beyond = 0
        for index, word in enumerate(words):
            if index < beyond or not self.can_start(word):
                continue
            hit = self.at(words, index)
            if hit:
                beyond = index + hit[1]
                found.append((hit[0], index, beyond))
        return found
