"""How two reports are laid side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasvir.rooms.incidents.queries import Fact

_SURE, _LIKELY = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact of both reports, and whether they differ; where one is silent they do not."""

    label: str
    left: str
    right: str
    differs: bool


def compare(left: Sequence[Fact], right: Sequence[Fact]) -> list[Compared]:
    """The facts that at least one of two reports tells, side by side."""
    pairs = zip(left, right, strict=True)
    return [
        Compared(one.label, one.text, other.text, bool(one.text and other.text and one.text != other.text))
        for one, other in pairs
        if one.text or other.text
    ]


def likelihood(probability: float) -> str:
    """A probability in words: the code of a text."""
    if probability >= _SURE:
        return "matching.likely.very"
    return "matching.likely.quite" if probability >= _LIKELY else "matching.likely.even"
