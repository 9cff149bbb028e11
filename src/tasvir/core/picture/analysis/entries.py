"""What an analysis answers: entries, each a sentence with its evidence, and what it withholds and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tasvir.core.errors import UserError
from tasvir.core.picture.findings.draft import Confidence, Say
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.messages import message

MOST_EXAMPLES = 20


@dataclass(frozen=True)
class Entry:
    """One finding of a method.

    `numbers` are the keys that the method's own command answers too; `subject` says by codes what it is about
    (dimension -> code), and with `start` and `end` when, so that two methods that see the same are told once.
    `weight` from 0 to 1 ranks it among all findings: how much it matters times how sure it is. `counts_on_reports`
    is set where late reports of the period could undo it. `chart` is data for the document: a series, bars or a map.
    """

    numbers: Mapping[str, Any]
    subject: Mapping[str, str]
    say: Say
    weight: float
    confidence: Confidence
    because: Say
    sources: Sequence[str] = ()
    start: date | None = None
    end: date | None = None
    chart: Mapping[str, Any] | None = None
    counts_on_reports: bool = False


@dataclass(frozen=True)
class Withheld:
    """A finding that is not told, because a check failed; `code` names the check, `say` gives the reason."""

    code: str
    subject: Mapping[str, str]
    say: Say


@dataclass(frozen=True)
class Analysed:
    """The entries of a method, best first, and what it withholds."""

    entries: Sequence[Entry] = ()
    withheld: Sequence[Withheld] = ()


Analyse = Callable[..., Analysed]


@dataclass(frozen=True)
class Analyses:
    """The answers of all methods by the name under which picture.json tells them."""

    by_kind: Mapping[str, Analysed] = field(default_factory=dict)


def refusal(error: UserError, voice: Wording) -> str:
    """The sentence of a refusal with its numbers as the language writes them."""
    told = {
        name: voice.number(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
        for name, value in error.values.items()
    }
    return message(error.code, voice.lang, told)


def entry_json(entry: Entry, voices: Sequence[Wording]) -> dict[str, Any]:
    """An entry as picture.json has it."""
    return {
        **entry.numbers,
        "subject": dict(entry.subject),
        "text": {voice.lang: entry.say(voice) for voice in voices},
        "confidence": entry.confidence,
        "confidence_label": {voice.lang: voice.word(f"confidence.{entry.confidence}") for voice in voices},
        "confidence_reason": {voice.lang: entry.because(voice) for voice in voices},
        "weight": round(entry.weight, 4),
        "sources": {"count": len(entry.sources), "examples": list(entry.sources[:MOST_EXAMPLES])},
        "chart": dict(entry.chart) if entry.chart else None,
    }


def withheld_json(kind: str, one: Withheld, voices: Sequence[Wording]) -> dict[str, Any]:
    """What is withheld, with the reason in every language."""
    return {
        "analysis": kind,
        "code": one.code,
        "subject": dict(one.subject),
        "text": {voice.lang: one.say(voice) for voice in voices},
    }
