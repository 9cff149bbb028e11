"""The additive store behind the numbers: per measure, cell and unit what each segment of time holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tasvir.core.picture.breakdowns import By

Key = tuple[str, By, str]  # measure, cell, unit


@dataclass(slots=True)
class Tally:
    """What one segment holds for one key; `known` counts the rows that tell a value."""

    value: int | float = 0
    rows: int = 0
    known: int = 0
    led: int | float = 0
    ignored: dict[str, int] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Take another tally into this one."""
        self.value += other.value
        self.rows += other.rows
        self.known += other.known
        self.led += other.led
        for reason, rows in other.ignored.items():
            self.ignored[reason] = self.ignored.get(reason, 0) + rows


class Cube:
    """Tallies by key and segment, and which reporters told anything in which segment."""

    def __init__(self) -> None:
        self.tallies: dict[Key, dict[int, Tally]] = defaultdict(dict)
        self.told: dict[str, set[int]] = defaultdict(set)  # agency ("" for anybody) -> segments with used rows

    def at(self, key: Key, segment: int) -> Tally:
        """The tally of a key in a segment, made on first use."""
        segments = self.tallies[key]
        tally = segments.get(segment)
        if tally is None:
            tally = segments[segment] = Tally()
        return tally

    def over(self, key: Key, segments: Iterable[int]) -> Tally:
        """One tally for several segments."""
        found = self.tallies.get(key, {})
        total = Tally()
        for segment in segments:
            if segment in found:
                total.add(found[segment])
        return total

    def was_told(self, agency: str, segments: Iterable[int]) -> bool:
        """Whether an agency ("" for anybody) has a used row in any of the segments."""
        return not self.told[agency].isdisjoint(segments)
