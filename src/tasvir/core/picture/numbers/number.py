"""One number of the picture and what it is compared with, as contracts.md has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tasvir.core.picture.numbers.breakdowns import By, cell_key

State = Literal["number", "zero", "not_applicable", "not_reported"]
Basis = Literal["events", "reported", "written"]
Value = int | float | None

EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Compared:
    """The base of one comparison with both date ranges; no change where the base is zero or not reported.

    `periods` says of how many of the `of` periods behind the base a value is known; `declared` of how many the office
    declared it as a past total; `sources` are the reported rows behind the base.
    """

    name: str
    start: date
    end: date
    value: Value
    current_start: date
    current_end: date
    current_value: Value
    periods: int = 1
    of: int = 1
    declared: int = 0
    sources: tuple[str, ...] = ()

    @property
    def change_percent(self) -> float | None:
        """By how much the current value lies above the base, in percent with one decimal."""
        if self.current_value is None or not self.value:
            return None
        return round((self.current_value - self.value) / abs(self.value) * 100, 1)

    def to_json(self) -> dict[str, Any]:
        """The comparison as picture.json holds it."""
        return {
            "name": self.name,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "value": self.value,
            "change_percent": self.change_percent,
            "current_start": self.current_start.isoformat(),
            "current_end": self.current_end.isoformat(),
            "current_value": self.current_value,
            "periods": self.periods,
            "of": self.of,
        }


@dataclass(frozen=True, slots=True)
class Number:
    """A measure in one cell over one period.

    `known_rows` counts the rows that told a value; `led` is the part that an agency leads, where it is credited with
    more; `conflict` holds values that contradict each other: they are shown and never summed.
    """

    measure: str
    cell: By
    value: Value
    unit: str
    state: State
    comparisons: tuple[Compared, ...] = ()
    rows_used: int = 0
    rows_ignored: Mapping[str, int] = field(default_factory=dict)
    basis: Basis = "events"
    confirmed: bool = True  # false: told by letters alone, and nobody has confirmed it
    led: Value = None
    conflict: tuple[int | float, ...] = ()
    sources: tuple[str, ...] = ()  # of a reported number all; of events the examples, once resolved
    ignored_sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of reported rows all, by reason

    @property
    def by(self) -> dict[str, str]:
        """The cell as a mapping."""
        return dict(self.cell)

    @property
    def key(self) -> str:
        """The key into the sources."""
        return cell_key(self.measure, self.cell, self.unit)

    def all_sources(self) -> Iterator[str]:
        """The rows that the number uses, leaves out for a reason or is compared with, as far as it names them."""
        yield from self.sources
        for sources in self.ignored_sources.values():
            yield from sources
        for one in self.comparisons:
            yield from one.sources

    def to_json(self) -> dict[str, Any]:
        """The number as picture.json holds it."""
        ignored: list[dict[str, Any]] = []
        for reason, rows in sorted(self.rows_ignored.items()):
            named = list(self.ignored_sources.get(reason, ())[:EXAMPLES])
            ignored.append({"reason": reason, "rows": rows} | ({"examples": named} if named else {}))
        told: dict[str, Any] = {
            "measure": self.measure,
            "by": self.by,
            "value": self.value,
            "unit": self.unit,
            "state": self.state,
            "comparisons": [one.to_json() for one in self.comparisons],
            "rows_used": self.rows_used,
            "rows_ignored": ignored,
            "sources": {"count": self.rows_used, "examples": list(self.sources[:EXAMPLES]), "key": self.key},
            "basis": self.basis,
        }
        if self.led is not None:
            told["led"] = self.led
        if self.conflict:
            told["conflict"] = list(self.conflict)
        return told
