"""Stretches of a text that are about a person, and putting something else in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "plate", "telephone", "identity", "email", "account"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text and what it is."""

    start: int
    end: int
    kind: Kind


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """The spans in order; of two that overlap the one that begins first stays, stretched over the other."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if kept and span.start < kept[-1].end:
            if span.end > kept[-1].end:
                kept[-1] = Span(kept[-1].start, span.end, kept[-1].kind)
        else:
            kept.append(span)
    return kept


def replace_spans(text: str, spans: Sequence[Span], placeholder: Callable[[Kind], str]) -> str:
    """The text with a placeholder for each span; the spans are in order and do not overlap."""
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], placeholder(span.kind)]
        at = span.end
    return "".join([*parts, text[at:]])
