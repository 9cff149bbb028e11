"""What the detectors read, how they are set, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

Step = Literal["week", "month"]
Threshold = Literal["delta", "nb-plugin", "muan"]
Reason = Literal["", "short", "gap", "few-cases", "no-effort", "no-fit", "no-level", "no-spread"]
SEASON: dict[Step, int] = {"week": 52, "month": 12}


@dataclass(frozen=True)
class Series:
    """Counts of one series at every period from its first to its last; NaN where none was reported.

    `effort` (inspections, patrol hours, …) is absent, or as long as the counts with NaN where it is unknown.
    """

    name: str
    step: Step
    dates: Sequence[date]
    counts: Floats
    effort: Floats | None = None
    written: Sequence[str] = ()  # the dates as the table gives them

    def __len__(self) -> int:
        return len(self.counts)


@dataclass(frozen=True)
class Farrington:
    """Farrington flexible; the defaults are those of Noufaily et al. 2013."""

    threshold: Threshold = "delta"
    alpha: float = 0.005
    years_back: int = 5
    half_window: int = 3
    season: int = 52
    by_date: bool = False
    periods: int = 10
    reweight: bool = True
    weights_threshold: float = 2.58
    left_out: int = 26
    trend_p: float = 1.0
    trend: bool = True
    least_cases: int = 5
    least_over: int = 4

    @property
    def method(self) -> str:
        """The name on the command line."""
        return "farrington-flexible"


@dataclass(frozen=True)
class Ears:
    """EARS C1, C2 or C3."""

    kind: Literal["c1", "c2", "c3"] = "c1"
    alpha: float = 0.001
    baseline: int = 7
    least_sigma: float = 0.0

    @property
    def method(self) -> str:
        """The name on the command line."""
        return f"ears-{self.kind}"


@dataclass(frozen=True)
class Cusum:
    """A one-sided CUSUM of standardised counts."""

    transform: Literal["standard", "rossi", "anscombe"] = "standard"
    level: Literal["mean", "glm"] = "mean"
    k: float = 1.04
    h: float = 2.26
    season: int = 52

    @property
    def method(self) -> str:
        """The name on the command line."""
        return "cusum"


Settings = Farrington | Ears | Cusum


@dataclass(frozen=True)
class Answer:
    """One row a monitored period; NaN in `upper` where there is no answer, and `reason` says why.

    A `score` above 1 is an alarm (CUSUM: from 1 up). `q` is the share of false alarms among all that are at least as
    extreme (Benjamini and Hochberg over all series and periods that have a p-value).
    """

    series: Whole  # number of the series
    at: Whole  # number of the period within it
    count: Floats
    expected: Floats
    upper: Floats
    alarm: Flags
    score: Floats
    p: Floats
    q: Floats
    reason: Sequence[Reason] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.at)
