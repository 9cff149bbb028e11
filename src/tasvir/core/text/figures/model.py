"""A figure of a written report: a value in a unit, what kind it is, and what it is about."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its quote at `start`..`end` of the extracted text.

    `value` is normalised: kg, litres, metres, square metres, ones, whole units of money, percent as written.
    `kind` is amount, change (against another period), share (of a whole) or rate (per day, per unit); `direction`
    is up or down for changes.
    """

    value: int | float
    unit: str
    kind: str
    direction: str | None
    approx: bool
    measure: str | None
    goods: str | None
    period: str | None
    area: str | None
    agency: str | None
    quote: str
    start: int
    end: int
    confidence: float

    def as_json(self) -> dict[str, Any]:
        """The object of `tasvir read --json`."""
        return asdict(self)
