"""What the axes are read from and how they are held against each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from tasvir.core.picture.axes.names import Names

Whole = npt.NDArray[np.int64]
Level = Literal["route", "axis"]


@dataclass(frozen=True)
class Journey:
    """One incident: the day as ordinal, keys of the places (empty where not told) and its row."""

    day: int
    origin: str
    transit: tuple[str, ...]
    checkpoint: str
    destination: str
    row: int
    carried: str = ""  # key of the goods

    @property
    def stops(self) -> tuple[str, ...]:
        """The places in order; a checkpoint that is none of those in between stands before the destination."""
        between = self.transit if self.checkpoint in self.transit else (*self.transit, self.checkpoint)
        told = [one for one in (self.origin, *between, self.destination) if one]
        return tuple(one for at, one in enumerate(told) if not at or told[at - 1] != one)

    @property
    def route(self) -> tuple[str, ...]:
        """Origin, places in between, destination; empty where one end is not told or both are the same."""
        if not self.origin or not self.destination or self.origin == self.destination:
            return ()
        between = [one for one in self.transit if one not in (self.origin, self.destination)]
        return (self.origin, *dict.fromkeys(between), self.destination)


@dataclass(frozen=True)
class Journeys:
    """All incidents by day, the names of their places, and what was assumed on reading them."""

    rows: Sequence[Journey]
    names: Names
    start: date
    end: date
    assumed: Mapping[str, object] = field(default_factory=dict)

    def inside(self, window: Window) -> list[Journey]:
        """The incidents of a window."""
        first = bisect_left(self._days, window.start.toordinal())
        return list(self.rows[first : bisect_right(self._days, window.end.toordinal())])

    @cached_property
    def _days(self) -> list[int]:
        return [one.day for one in self.rows]


@dataclass(frozen=True)
class Window:
    """Inclusive days."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.end - self.start).days + 1

    def holds(self, day: int) -> bool:
        """Whether a day (ordinal) lies inside."""
        return self.start.toordinal() <= day <= self.end.toordinal()


@dataclass(frozen=True)
class Surge:
    """More enforcement than before at a place, from one day to another; `ratio` where it was measured."""

    place: str  # a key
    window: Window
    ratio: float | None = None
    detected: bool = False
