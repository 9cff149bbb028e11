"""The additive store behind the numbers: per measure, cell and unit what each segment of time holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tasvir.core.picture.numbers.breakdowns import By

Key = tuple[str, By, str]  # measure, cell, unit
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Portion:
    """Groups of rows to add: where they belong in time, why they are ignored (code -1: used), what they hold."""

    segment: Array
    why: Array
    reasons: Sequence[str]
    value: Array
    rows: Array
    led: bool = True

    def of(self, chosen: Array) -> Portion:
        """The same for some of the groups."""
        return Portion(
            self.segment[chosen], self.why[chosen], self.reasons, self.value[chosen], self.rows[chosen], self.led
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """What a store holds over one period, by row of the store."""

    value: list[Any]
    led: list[Any]
    rows: list[int]
    ignored: dict[str, list[int]]

    def ignored_at(self, place: int) -> dict[str, int]:
        """The ignored rows of one key by reason."""
        return {reason: rows[place] for reason, rows in self.ignored.items() if rows[place]}


class Store:
    """Tallies of one kind of value, a row per key and a column per segment."""

    def __init__(self, kind: type, segments: int) -> None:
        self.index: dict[Key, int] = {}
        self._segments = segments
        self._value: Array = np.zeros((0, segments), kind)
        self._led: Array = np.zeros((0, segments), kind)
        self._rows: Array = np.zeros((0, segments), np.int64)
        self._ignored: dict[str, Array] = {}

    def add(self, keys: Sequence[Key], place: Array, portion: Portion) -> None:
        """Add groups to their keys; `place` says for each group which of `keys` it belongs to."""
        row = self._places(keys)[place]
        used = portion.why < 0
        at = (row[used], portion.segment[used])
        np.add.at(self._value, at, portion.value[used])
        np.add.at(self._rows, at, portion.rows[used])
        if portion.led:
            np.add.at(self._led, at, portion.value[used])
        for code, reason in enumerate(portion.reasons):
            hit = portion.why == code
            if hit.any():
                np.add.at(self._reason(reason), (row[hit], portion.segment[hit]), portion.rows[hit])

    def over(self, span: range) -> Sums:
        """The sums of all keys over neighbouring segments."""
        part = slice(span.start, span.stop)
        return Sums(
            value=self._value[:, part].sum(axis=1).tolist(),
            led=self._led[:, part].sum(axis=1).tolist(),
            rows=self._rows[:, part].sum(axis=1).tolist(),
            ignored={reason: rows[:, part].sum(axis=1).tolist() for reason, rows in self._ignored.items()},
        )

    def _places(self, keys: Sequence[Key]) -> Array:
        for key in keys:
            self.index.setdefault(key, len(self.index))
        missing = len(self.index) - len(self._rows)
        if missing > 0:
            grown = max(missing, len(self._rows))
            self._value, self._led, self._rows = (
                np.vstack([array, np.zeros((grown, self._segments), array.dtype)])
                for array in (self._value, self._led, self._rows)
            )
            for reason, rows in self._ignored.items():
                self._ignored[reason] = np.vstack([rows, np.zeros((grown, self._segments), np.int64)])
        return np.array([self.index[key] for key in keys], np.int64)

    def _reason(self, reason: str) -> Array:
        if reason not in self._ignored:
            self._ignored[reason] = np.zeros_like(self._rows)
        return self._ignored[reason]


class Cube:
    """All tallies, and which reporters told anything in which segment."""

    def __init__(self, segments: int) -> None:
        # Money may outgrow 64 bits, so its sums are Python's own whole numbers.
        self.money, self.counts = Store(object, segments), Store(np.int64, segments)
        self.quantities = Store(np.float64, segments)
        self.told: dict[str, set[int]] = defaultdict(set)  # agency ("" for anybody) -> segments with its rows

    def stores(self) -> tuple[Store, Store, Store]:
        """The stores of the cube."""
        return self.counts, self.money, self.quantities

    def was_told(self, agency: str, segments: Iterable[int]) -> bool:
        """Whether an agency ("" for anybody) has a row in any of the segments."""
        return not self.told[agency].isdisjoint(segments)
