"""The cells of public editions: what is counted, for what part, over which days, and on how many incidents it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Why = Literal["few", "unsupported", "partner", "revision", "differencing"]
Number = int | float

CASES = "cases_detected"
_COUNTED = frozenset({"case", "vehicle", "inspection", "item", "unit"})
_PERSON = "person"


@dataclass(frozen=True, order=True, slots=True)
class Cell:
    """One cell: a measure in its unit, one part of one breakdown ("" for the whole), inclusive days."""

    measure: str
    unit: str
    dimension: str
    code: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell holds; `support` is the number of incidents behind it, None where nobody knows."""

    cell: Cell
    value: Number
    support: int | None = None
    hidden: bool = False

    def to_json(self) -> list[Any]:
        """The cell as a room keeps it beside a public edition, never inside it."""
        one = self.cell
        named = [one.measure, one.unit, one.dimension, one.code, one.start.isoformat(), one.end.isoformat()]
        return [*named, self.value, self.support, self.hidden]

    @classmethod
    def from_json(cls, told: Sequence[Any]) -> CellValue:
        """The reverse of `to_json`."""
        measure, unit, dimension, code, start, end, value, support, hidden = told
        cell = Cell(measure, unit, dimension, code, date.fromisoformat(start), date.fromisoformat(end))
        return cls(cell, value, support, hidden)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fewer than these are few; `share` of its value is how closely a protected cell must not be known."""

    cases: int = 5
    persons: int = 10
    share: float = 0.2

    def margin(self, value: Number) -> float:
        """How far from its value the bounds of a protected cell must lie."""
        return max(float(self.cases), self.share * abs(value))


@dataclass(frozen=True, slots=True)
class Measures:
    """What the list of measures says: which count (and what), which stand on no incident at all."""

    unit_of: Mapping[str, str]
    honest: frozenset[str] = frozenset()

    def is_count(self, measure: str) -> bool:
        """Whether the value is itself a number of cases, persons or things."""
        unit = self.unit_of.get(measure, "")
        return unit in _COUNTED or unit == _PERSON

    def is_cases(self, measure: str) -> bool:
        """Whether the value is a number of cases, on which other values rest."""
        return self.unit_of.get(measure) == "case"

    def few(self, measure: str, thresholds: Thresholds) -> int:
        """Below how many a count of this measure is few."""
        return thresholds.persons if self.unit_of.get(measure) == _PERSON else thresholds.cases


def why_small(one: CellValue, measures: Measures, thresholds: Thresholds) -> Why | None:
    """Why a cell must not be published for its own sake, or None; nought may always be published."""
    measure = one.cell.measure
    if not one.value:
        return None
    if measures.is_count(measure):
        return "few" if abs(one.value) < measures.few(measure, thresholds) else None
    if one.support is None:
        return None if measure in measures.honest else "unsupported"
    return "few" if one.support < thresholds.cases else None
