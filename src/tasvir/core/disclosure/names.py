"""Take persons out of what is shown: their names, plates, telephones, identity numbers, e-mail addresses, accounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tasvir.core.disclosure.identifiers import find_identifiers
from tasvir.core.disclosure.latin_names import find_latin_names
from tasvir.core.disclosure.persian_names import find_persian_names
from tasvir.core.disclosure.spans import Kind, Span, replace_spans, without_overlaps
from tasvir.core.disclosure.words import Words
from tasvir.core.text.language import detect_language
from tasvir.core.vocabulary.messages import message

_PERSIAN = re.compile(r"[\u0620-\u06d3]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u1ef9]")
# What leads back to a source, names a code or counts: to change it would cut a number from its evidence.
_KEPT_KEYS = frozenset(
    {"file", "files", "source", "sources", "examples", "members", "sheet", "row", "column", "evidence"}
    | {"key", "code", "codes", "measure", "unit", "state", "currency", "calendar", "kind", "severity", "method"}
    | {"start", "end", "by", "decided_by", "format", "lang", "name", "period_label"}
)


def find_personal(text: str) -> list[Span]:
    """The stretches of a text that point at a person, in order, without overlaps."""
    spans = list(find_identifiers(text)) if any(letter.isdigit() or letter == "@" for letter in text) else []
    words = Words(text)
    if _PERSIAN.search(text):
        spans += find_persian_names(words)
    if _LATIN.search(text):
        spans += find_latin_names(words)
    return without_overlaps(spans)


@lru_cache(maxsize=8192)
def redact(text: str, lang: str | None = None) -> str:
    """The text with a placeholder for each person, plate, telephone, identity number, address and account in it.

    The placeholders are in the language of the text unless `lang` names one. What it cannot know is listed in
    docs/methods/disclosure.md: it errs, in both directions, and a person reads what leaves the house.
    """
    spans = find_personal(text)
    if not spans:
        return text
    told = lang or detect_language(text) or "en"
    return replace_spans(text, spans, lambda kind: _placeholder(kind, told))


def _placeholder(kind: Kind, lang: str) -> str:
    return message(f"redacted.{kind}", lang, {})


def redact_picture(picture: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the picture whose every sentence is redacted; codes, sources and numbers stay as they are.

    A number that its own sentence shows to be a telephone or an identity number was never a figure: it is left out.
    """
    return {key: value if key in _KEPT_KEYS else _redacted(value) for key, value in picture.items()}


def _is_personal_number(entry: Any) -> bool:
    """Whether the quote of a figure lies inside what is taken out of its sentence."""
    if not isinstance(entry, Mapping):
        return False
    quotes, sentences = entry.get("quotes"), entry.get("sentences")
    if not isinstance(quotes, list) or not isinstance(sentences, list) or "value" not in entry:
        return False
    pairs = [(quote, sentence) for quote in quotes for sentence in sentences if quote and quote in sentence]
    return any(_hides(sentence, quote) for quote, sentence in pairs)


def _hides(sentence: str, quote: str) -> bool:
    start = sentence.index(quote)
    return any(span.start <= start and start + len(quote) <= span.end for span in find_personal(sentence))


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return redact_picture(value)
    if isinstance(value, (list, tuple)):
        return [_redacted(item) for item in value if not _is_personal_number(item)]
    return value
