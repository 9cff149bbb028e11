"""Which language a paragraph is in: fa by its script, vi by its letters, en otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import yaml

LANGUAGES = ("fa", "vi", "en")
_SAMPLE = 2000  # characters that are enough to tell
_SHORT = 3  # words below which a line without a sign of its own follows its neighbours
_ARABIC = re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")
_VIETNAMESE = re.compile(
    r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]"
)
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u0323][^\W\d_]*)*")


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    text = (resources.files("tasvir") / "lists" / "cues" / "languages.yaml").read_text("utf-8")
    return {lang: frozenset(words) for lang, words in yaml.safe_load(text).items()}


def detect_language(text: str) -> str | None:
    """The language of a paragraph, or None where nothing in it tells."""
    sample = text[:_SAMPLE]
    arabic, latin = len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
    if not arabic and not latin:
        return None
    if arabic * 2 >= latin:  # Persian letters carry names and codes in Latin, seldom the other way round
        return "fa"
    return _latin_language(sample)


def _latin_language(sample: str) -> str | None:
    words = _WORD.findall(sample)
    marked = sum(1 for word in words if _VIETNAMESE.search(word))
    if marked * 4 >= len(words):
        return "vi"
    lowered = Counter(word.lower() for word in words)
    hits = {lang: sum(lowered[word] for word in known) for lang, known in _function_words().items()}
    if hits["en"] == hits["vi"]:
        return "en" if len(words) > _SHORT else None
    return "en" if hits["en"] > hits["vi"] else "vi"


def languages_of(paragraphs: Sequence[str]) -> list[str]:
    """The language of each paragraph; one that does not tell follows the one before it, else the one after."""
    own = [detect_language(paragraph) for paragraph in paragraphs]
    following: str | None = None
    after: list[str | None] = []
    for lang in reversed(own):
        after.append(following)
        following = lang or following
    after.reverse()
    answer: list[str] = []
    for lang, later in zip(own, after):
        answer.append(lang or (answer[-1] if answer else later or "en"))
    return answer


def main_language(paragraphs: Sequence[str], languages: Sequence[str]) -> str:
    """The language that most characters are in."""
    weight: Counter[str] = Counter()
    for paragraph, lang in zip(paragraphs, languages):
        weight[lang] += len(paragraph)
    return max(LANGUAGES, key=lambda lang: weight[lang]) if weight else "en"
