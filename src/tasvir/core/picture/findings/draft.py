"""A finding before it is put into words: what to say in any language, what it rests on, how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tasvir.core.picture.wording import SMALL_BASE, Wording

Confidence = Literal["high", "medium", "low"]
Say = Callable[[Wording], str]
_MANY_MISSING = 0.25


@dataclass(frozen=True)
class Draft:
    """One finding; `evidence` points into the picture."""

    kind: str
    say: Say
    evidence: tuple[str, ...]
    confidence: Confidence
    because: Say


def accounted(voice: Wording) -> str:
    """The reason of findings that follow from the account of the files."""
    return voice.word("because.accounted")


def surety(number: Mapping[str, Any], base: Any, reporting: Mapping[str, Any]) -> tuple[Confidence, Say]:
    """How sure a number or its change is, and why: its basis, its size, and how many reports are in."""
    if number["basis"] == "written" and not number.get("confirmed"):
        return "low", lambda voice: voice.word("because.unconfirmed")
    small = any(value is not None and abs(value) < SMALL_BASE for value in (number["value"], base))
    if small and base is not None:
        return "low", lambda voice: voice.word("because.small")
    if number["basis"] in ("reported", "written"):
        return "medium", lambda voice: voice.word("because.reported")
    expected, received = reporting["expected"], reporting["received"]
    if expected is None:
        return "medium", lambda voice: voice.word("because.unknown")
    missing = expected - received
    if not missing:
        return "high", lambda voice: voice.word("because.counted")
    many: Confidence = "low" if missing / expected > _MANY_MISSING else "medium"
    return many, lambda voice: voice.word("because.partial").format(missing=voice.number(missing))
