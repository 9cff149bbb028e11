"""What a report says without a number, as one record."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "achievement",
    "limitation",
    "cause",
    "method",
    "weak_point",
    "hotspot_or_axis",
    "proposal",
    "directive",
    "commitment",
    "cooperation",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote with what it states; `repeat_of` is the index of the first statement that says the same."""

    kind: str
    topic: str
    owner: str | None
    due: str | None
    quote: str
    start: int
    end: int
    confidence: float
    repeat_of: int | None = None
