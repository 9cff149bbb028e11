"""Made-up panels of areas and months with known coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np


@dataclass(frozen=True)
class World:
    """What drives the made-up counts."""

    units: int = 30
    periods: int = 36
    gap: float = 0.15
    effort: float = 0.8
    effort_growth: float = 0.02
    dispersion: float = 0.3
    shared: bool = False  # the driver is the same in all areas


def made_panel(seed: int, world: World | None = None) -> dict[str, list[Any]]:
    """Columns unit, date, count, gap, effort, and `free`, which drives nothing."""
    world = world or World()
    random = np.random.default_rng(seed)
    size = world.units * world.periods
    unit, period = np.repeat(np.arange(world.units), world.periods), np.tile(np.arange(world.periods), world.units)
    level, shock = random.normal(0, 0.5, world.units), random.normal(0, 0.2, world.periods)
    gap = random.normal(10, 2, world.periods)[period] if world.shared else random.normal(10, 2, size) + shock[period]
    effort = np.exp(random.normal(3, 0.4, size) + world.effort_growth * period)
    told = world.gap * (gap - 10) + world.effort * (np.log(effort) - 3)
    mean = np.exp(0.7 + level[unit] + (0 if world.shared else shock[period]) + told)
    shape = 1 / world.dispersion
    count = random.poisson(mean * random.gamma(shape, 1 / shape, size))
    return {
        "unit": [f"area {one}" for one in unit],
        "date": [date(2022 + one // 12, one % 12 + 1, 1) for one in period.tolist()],
        "count": count.tolist(),
        "gap": gap.tolist(),
        "effort": effort.tolist(),
        "free": random.normal(0, 1, size).tolist(),
    }
