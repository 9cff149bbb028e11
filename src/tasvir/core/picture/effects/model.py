"""What the effect of a campaign is measured on, how, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Errors = Literal["poisson", "independent", "autocorrelated"]


@dataclass(frozen=True)
class Series:
    """An outcome by month or week, without gaps: counts from 0 up, and what they are out of, if known.

    `size` (population, tests, purchases …) enters as a logarithmic offset. `effort` never enters the model of the
    outcome: it says whether counts that enforcement makes may be read at all.
    """

    name: str
    starts: Sequence[date]
    end: date
    counts: Floats
    size: Floats | None = None
    effort: Floats | None = None

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def monthly(self) -> bool:
        """Whether its steps are months rather than weeks."""
        return len(self) > 1 and (self.starts[-1] - self.starts[0]).days / (len(self) - 1) > 20


@dataclass(frozen=True)
class Settings:
    """How to measure. `lasting`: the change stays after the campaign; `slope`: it may also bend the trend."""

    start: date
    end: date
    lasting: bool = False
    slope: bool = False
    harmonics: int = 2
    trend: bool = True
    errors: Errors = "autocorrelated"
    level: float = 0.95


@dataclass(frozen=True)
class Effect:
    """A rate ratio: the outcome with the campaign over what the model says it would have been without."""

    ratio: float
    low: float
    high: float
    p: float
    dispersion: float
    autocorrelation: float
    slope_ratio: float | None = None  # by step, with Settings.slope
    slope_p: float | None = None


@dataclass(frozen=True)
class Placebo:
    """The same window moved over the time before: how often it shows as much."""

    windows: int
    p: float | None
    ratios: Sequence[float] = ()


@dataclass(frozen=True)
class Measured:
    """The effect, the same under other assumptions, the placebo campaigns, and what a reader must know."""

    series: str
    effect: Effect
    before: int
    during: int
    expected: float
    observed: float
    fitted: Floats
    without: Floats
    sensitivity: Sequence[tuple[str, Effect]]
    placebo: Placebo
    harmonics: int
    notes: Sequence[str] = field(default_factory=tuple)
    compared: Effect | None = None  # ratio of the effect to that in the control series
