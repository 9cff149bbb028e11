"""What the trend methods read and answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from tasvir.core.calendars.periods import Period
from tasvir.core.calendars.systems import System

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Step = Literal["week", "month"]
SEASON: dict[Step, int] = {"week": 52, "month": 12}


@dataclass(frozen=True)
class Series:
    """Counts of one series at every period from its first to its last; NaN where none was reported.

    `effort` (inspections, patrol hours, …) and `completeness` (share of due reports that are in) are absent, or as
    long as the counts with NaN where unknown.
    """

    name: str
    step: Step
    calendar: System
    periods: Sequence[Period]
    counts: Floats
    effort: Floats | None = None
    completeness: Floats | None = None

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def season(self) -> int:
        """How many periods a year has."""
        return SEASON[self.step]

    @property
    def years(self) -> Floats:
        """Time of every period in years since the first."""
        return np.arange(len(self)) / self.season

    @property
    def places(self) -> Whole:
        """The place of every period in its year: the calendar's month from 0, or the week of 52 by day of the year."""
        if self.step == "month":
            return np.array([int(one.label[-2:]) - 1 for one in self.periods], np.int64)
        return np.arange(len(self), dtype=np.int64) % self.season


@dataclass(frozen=True)
class Estimate:
    """A number with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Robust:
    """Slopes per year and tests that no distribution is assumed for; None where the series is too short."""

    sen: Estimate
    intercept: float
    kendall_p: float
    seasonal: Estimate | None
    seasonal_p: float | None
    corrected: bool  # for correlation between the seasons (Hirsch and Slack), not only summed over them
    season_statistic: float | None
    season_p: float | None
    seasonal_both: tuple[float, float] | None = None  # p-values without and with the correction


@dataclass(frozen=True)
class Break:
    """A change of level or slope: the first period after it, and the medians of the segments on both sides."""

    at: int
    before: float
    after: float


@dataclass(frozen=True)
class Block:
    """A whole year of periods, counted back from the newest, with its index relative to the first (1)."""

    start: date
    end: date
    index: Estimate


@dataclass(frozen=True)
class Rate:
    """A negative-binomial trend: change per year as a ratio, the index by year, and what effort does to counts."""

    change: Estimate  # ratio per year
    index: tuple[Block, ...]
    elasticity: Estimate | None
    dispersion: float
    periods: int  # that the model could use

    @property
    def ratio(self) -> Estimate:
        """The newest year against the first."""
        return self.index[-1].index
