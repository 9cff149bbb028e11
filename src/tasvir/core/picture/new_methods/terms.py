"""The words of a narrative that may name a method: those near a cue of hiding, sending, selling or evading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from tasvir.core.characters.folding import search_key
from tasvir.core.vocabulary.lists import Lists

_SENTENCE = re.compile(r"[.!?؟؛;\n\r]+|<[^>]{0,200}>")
_WORD = re.compile(r"[^\W\d_]+(?:[\u200c'’][^\W\d_]+)*")
_BRACKETS = re.compile(r"[\[(«][^\])»]{0,40}[\])»]")
_PERSIAN = re.compile(r"[\u0600-\u06ff]")
_SUFFIXES = ("هایی", "های", "هایش", "ها", "یی", "ای")
_REACH = 7  # words on each side of a cue
_INSIDE = 4  # words after a cue of hiding, where goods may be the container
_LONGEST = 20_000  # characters of a narrative that are read


@dataclass(frozen=True)
class MethodWords:
    """The lexicon by search keys: cues of hiding and of other ways, stop words, words before a name of a place."""

    hide: frozenset[str]
    way: frozenset[str]
    stop: frozenset[str]
    before_place: frozenset[str]


@lru_cache(maxsize=1)
def method_words() -> MethodWords:
    """The domain lexicon of `lists/cues/methods.yaml`, the three languages together."""
    told = yaml.load(
        (resources.files("tasvir") / "lists" / "cues" / "methods.yaml").read_text("utf-8"), yaml.BaseLoader
    )
    kinds = {kind: {stem(search_key(word)) for lang in told.values() for word in lang[kind]} for kind in told["fa"]}
    return MethodWords(**{kind: frozenset(words) for kind, words in kinds.items()})


def known_words(lists: Lists) -> tuple[frozenset[str], frozenset[str]]:
    """Words of places and agencies, which never name a method, and words of goods, which may as containers."""
    names: set[str] = set()
    for name in ("areas", "agencies", "countries", "working_groups", "units", "currencies"):
        names |= set(_words_of_list(lists, name))
    return frozenset(names), frozenset(_words_of_list(lists, "goods"))


def words_of(text: str) -> frozenset[str]:
    """The stems of a text: those of the goods that a row names are no method of its narrative."""
    return frozenset(stem(search_key(word)) for word in _WORD.findall(text))


def _words_of_list(lists: Lists, name: str) -> Iterator[str]:
    for entry in lists.rows(name):
        for column in ("fa", "vi", "en", "synonyms"):
            for word in _WORD.findall(entry.columns.get(column) or ""):
                yield stem(search_key(word))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without the endings that mark plural or ezafe; one rule for all, so that variants meet."""
    if _PERSIAN.search(word):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                word = word[: -len(suffix)]
                break
        return word[:-1] if word.endswith("ی") and len(word) > 4 else word
    if word.isascii():
        if word.endswith("ies") and len(word) > 5:
            return word[:-3] + "y"
        if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
            return word[:-2] if word.endswith(("xes", "ches", "shes")) else word[:-1]
    return word


def terms_of(text: str, names: Collection[str], goods: Collection[str]) -> frozenset[str]:
    """The terms of a redacted narrative: words and pairs of them near a cue, as stems; never places or numbers."""
    plain = _BRACKETS.sub(" ", text[:_LONGEST])
    found: set[str] = set()
    for sentence in _SENTENCE.split(plain):
        found |= _terms_of_sentence(sentence, names, goods)
    return frozenset(found)


def as_written(texts: Iterable[str], terms: Collection[str]) -> dict[str, str]:
    """How each term is written most often in some narratives; pairs with what stands between their words."""
    found: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for text in texts:
        for sentence in _SENTENCE.split(_BRACKETS.sub(" ", text[:_LONGEST])):
            raw = _WORD.findall(sentence)
            stems = [stem(search_key(word)) for word in raw]
            for at, word in enumerate(stems):
                for key, told in (
                    (word, raw[at]),
                    (word + "".join(stems[at + 1 : at + 2]), " ".join(raw[at : at + 2])),
                ):
                    if key in found:
                        found[key][told] += 1
    return {term: told.most_common(1)[0][0] if told else term for term, told in found.items()}


def _terms_of_sentence(sentence: str, names: Collection[str], goods: Collection[str]) -> set[str]:
    lexicon = method_words()
    raw = _WORD.findall(sentence)
    words = [stem(search_key(word)) for word in raw]
    near, inside = _reach(words, lexicon)
    if not near:
        return set()
    usable = [
        at in near and _may_name(raw, words, at, names, lexicon) and (words[at] not in goods or at in inside)
        for at in range(len(words))
    ]
    found = {words[at] for at in range(len(words)) if usable[at] and len(words[at]) > 2}
    # A compound is written apart or together; joined without a space both are one term.
    pairs = {words[at] + words[at + 1] for at in range(len(words) - 1) if usable[at] and usable[at + 1]}
    return found | {pair for pair in pairs if len(pair) > 4}


def _reach(words: list[str], lexicon: MethodWords) -> tuple[set[int], set[int]]:
    """The places near any cue, and those where a container of a hiding cue may stand."""
    near: set[int] = set()
    inside: set[int] = set()
    for at, word in enumerate(words):
        if word in lexicon.hide or word in lexicon.way:
            near.update(range(max(0, at - _REACH), at + _REACH + 1))
        if word in lexicon.hide:
            inside.update(range(max(0, at - _INSIDE), at + _INSIDE + 1))
    return near, inside


def _may_name(raw: list[str], words: list[str], at: int, names: Collection[str], lexicon: MethodWords) -> bool:
    word = words[at]
    if (
        not word
        or word in lexicon.stop
        or word in lexicon.hide
        or word in lexicon.way
        or word in names
        or word in lexicon.before_place
    ):
        return False
    if at and raw[at][0].isupper():  # within a sentence, capitals begin names of places and persons
        return False
    return not any(words[back] in lexicon.before_place for back in range(max(0, at - 2), at))


def shown(terms: Mapping[str, int]) -> list[str]:
    """Terms for reading, the most frequent first, without those that lie within a longer one of the same documents."""
    ranked = sorted(terms, key=lambda term: (-terms[term], -len(term), term))
    kept: list[str] = []
    for term in ranked:
        if not any(term in other and terms[other] >= 0.8 * terms[term] for other in terms if other != term):
            kept.append(term)
    return kept[:6]
