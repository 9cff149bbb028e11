"""What a scan reads and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Model = Literal["poisson", "permutation", "bernoulli"]
Unit = Literal["day", "week", "month", "year"]
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """Where counts were made: ids and coordinates, in degrees, or on a plane in any one unit of length."""

    ids: tuple[str, ...]
    first: Floats  # latitude, or x
    second: Floats  # longitude, or y
    plane: bool = False

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Study:
    """Counts by place and interval, and what they are held against.

    `cases` and `baseline` have the shape (places, intervals). The baseline holds the expected cases (Poisson: they
    add up to the cases), cases and controls together (Bernoulli), or is absent (permutation: the margins say it).
    `population` gives the size of each place for the upper limit of a window.
    """

    places: Places
    starts: tuple[date, ...]  # first day of each interval
    end: date  # last day of the last one
    cases: Whole
    baseline: Floats | None
    population: Floats

    @property
    def total(self) -> int:
        """All cases."""
        return int(self.cases.sum())


@dataclass(frozen=True)
class Settings:
    """How to scan. `max_duration` is a number of intervals, or a share of the study where below one."""

    model: Model
    max_population: float = 0.5
    max_duration: float = 0.5
    prospective: bool = False
    spatial: bool = False
    replications: int = 999
    seed: int = 1
    least_cases: int = 2


@dataclass(frozen=True)
class Cluster:
    """A window with more cases than expected; `p` is its rank among the strongest windows of the replications."""

    places: Sequence[str]
    centre: tuple[float, float]
    radius: float  # kilometres, or the plane's unit
    start: date
    end: date
    observed: int
    expected: float
    relative_risk: float | None  # None where every case lies inside
    llr: float
    p: float | None = None  # None without replications


@dataclass(frozen=True)
class Scan:
    """The clusters, best first and without overlap, and the strongest window of each replication."""

    clusters: Sequence[Cluster]
    strongest: Floats
