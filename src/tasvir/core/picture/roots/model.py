"""What the association with drivers reads and what it finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Step = Literal["day", "week", "month", "quarter", "year"]
Family = Literal["nb", "poisson"]
Effects = Literal["auto", "two-way", "unit", "period", "none"]
EFFORT = "effort"


@dataclass(frozen=True)
class Panel:
    """Counts by unit and period, one row each; rows that the table does not hold are absent, never nought.

    `unit` and `period` number into `units` and `periods` (the periods run without gaps). Drivers, effort and
    completeness (a share above 0 and up to 1) are NaN where nothing is known.
    """

    units: tuple[str, ...]
    periods: tuple[date, ...]
    step: Step
    unit: Whole
    period: Whole
    count: Floats
    drivers: Mapping[str, Floats]
    effort: Floats | None = None
    completeness: Floats | None = None

    def __len__(self) -> int:
        return len(self.count)


@dataclass(frozen=True)
class Settings:
    """How to model: see docs/methods/roots.md. `lags` are in periods; `before` and `after` are first and last days."""

    family: Family = "nb"
    effects: Effects = "auto"
    effort_as: Literal["covariate", "offset"] = "covariate"
    lags: Mapping[str, int] = field(default_factory=dict)
    level: float = 0.95
    before: tuple[date, date] | None = None
    after: tuple[date, date] | None = None


@dataclass(frozen=True)
class Caution:
    """A reason not to lean on a number; the sentence is `roots.caution.<code>`."""

    code: str
    values: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ratio:
    """A rate ratio with its interval."""

    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class Timing:
    """The driver one period before, in and one period after the counts, in one model: rate ratios per natural unit."""

    before: float
    now: float
    after: float
    p_before: float
    p_after: float


@dataclass(frozen=True)
class Association:
    """How the rate of incidents goes with one driver, other things in the model equal."""

    driver: str
    coefficient: float
    error: float
    per_unit: Ratio
    per_deviation: Ratio
    deviation: float
    p: float
    q: float
    effects: str
    clusters: int
    vif: float
    lag: int
    timing: Timing | None
    cautions: Sequence[Caution]


@dataclass(frozen=True)
class Part:
    """A part of a change in incidents, with its interval."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """A change between two spans of periods, taken apart; the parts and the remainder add up to it.

    `by_chance` is where the remainder would lie if chance alone had made it. `effort_share` is the part of effort
    in the change, or None where the change is no larger than chance makes.
    """

    before: tuple[date, date]
    after: tuple[date, date]
    counts: tuple[float, float]
    parts: Sequence[Part]
    remainder: Part
    by_chance: tuple[float, float]
    effort_share: Part | None
    effects: str
    cautions: Sequence[Caution]


@dataclass(frozen=True)
class Season:
    """The rate by place in the year against the mean of the year, and whether the year explains anything."""

    factors: Mapping[int, float]
    p: float


@dataclass(frozen=True)
class Roots:
    """Every driver's association, the part of effort, and what was left out on the way."""

    associations: Sequence[Association]
    effort: Association | None
    season: Season | None
    change: Change | None
    dispersion: float
    pearson: float
    rows: int
    left_out: Mapping[str, int]
    cautions: Sequence[Caution]
