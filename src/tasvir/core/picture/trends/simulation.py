"""Made-up series whose truth is known: what a method must recover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tasvir.core.calendars.periods import Period, month_of
from tasvir.core.picture.trends.model import Floats, Series


@dataclass(frozen=True)
class World:
    """How activity and effort go from the first year to the last, and how counts answer to effort."""

    activity: float = 1.0  # the newest year against the first
    effort: float = 1.0
    elasticity: float = 1.0
    noise: float = 0.0  # standard deviation of the log of recorded against true effort
    swing: float = 0.3  # standard deviation of the log of effort from month to month
    years: int = 5
    mean: float = 40.0
    dispersion: float = 0.05
    saturates: bool = False  # as the latent model has it: the chance of being caught is a logit of effort


def months(count: int, first: date = date(2019, 1, 1)) -> tuple[Period, ...]:
    """Months without gaps."""
    return tuple(month_of(date(first.year + at // 12, at % 12 + 1, 1), "gregorian") for at in range(count))


def made_up(world: World, random: np.random.Generator, name: str = "made-up") -> Series:
    """Monthly counts with a season; activity and effort level in the first and last year, a line of logs between."""
    size = 12 * world.years
    path = np.clip((np.arange(size) - 12 + 0.5) / max(size - 24, 1), 0, 1)
    season = 0.2 * np.cos(2 * np.pi * np.arange(size) / 12)
    true = np.log(world.effort) * path + random.normal(0, world.swing, size)
    caught = world.elasticity * true
    if world.saturates:
        caught = np.log(2 / (1 + np.exp(-2 * world.elasticity * (true - true.mean()))))
    expected = world.mean * np.exp(np.log(world.activity) * path + season + caught)
    size_of = 1 / world.dispersion
    counts = random.negative_binomial(size_of, size_of / (size_of + expected)).astype(float)
    recorded: Floats = 100 * np.exp(true + random.normal(0, world.noise, size))
    return Series(name, "month", "gregorian", months(size), counts, recorded)


def panel(worlds: Sequence[World], random: np.random.Generator) -> list[Series]:
    """One series a world."""
    return [replace(made_up(world, random), name=str(at)) for at, world in enumerate(worlds)]
