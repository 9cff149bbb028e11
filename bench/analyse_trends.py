"""CPU of 1,000 monthly series beside a loop over scipy, and what simulated truth the adjusted trends recover."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from scipy import stats

from tasvir.core.picture.trends.breaks import breaks
from tasvir.core.picture.trends.latent import latent
from tasvir.core.picture.trends.model import Estimate, Series
from tasvir.core.picture.trends.rates import rates
from tasvir.core.picture.trends.robust import by_year, robust
from tasvir.core.picture.trends.simulation import World, made_up, months, panel

SERIES, LENGTH, LOOPED, GOAL, RUNS = 1_000, 120, 100, 2.0, 200
WORLDS = {
    "effort doubled": World(effort=2),
    "activity doubled": World(activity=2),
    "both doubled": World(activity=2, effort=2),
    "effort doubled, elasticity 0.5": World(effort=2, elasticity=0.5),
    "effort doubled, recorded with noise 0.3": World(effort=2, noise=0.3),
    "effort doubled, smooth": World(effort=2, swing=0.0),
}


def speed() -> bool:
    """Sen slope, seasonal Mann-Kendall and change points of every series; scipy's slopes and taus by season."""
    random = np.random.default_rng(1)
    when = months(LENGTH)
    several = [
        Series(str(at), "month", "gregorian", when, random.poisson(20, LENGTH).astype(float)) for at in range(SERIES)
    ]
    robust(several[0]), breaks(several[0])  # compiled before the clock starts
    begun = time.process_time()
    ours = [robust(one).sen.value for one in several]
    middle = time.process_time()
    for one in several:
        breaks(one)
    ended = time.process_time()
    theirs = []
    for one in several[:LOOPED]:
        theirs.append(stats.theilslopes(one.counts, one.years, alpha=0.9).slope)
        for column in by_year(one).T:
            stats.kendalltau(np.arange(len(column)), column)
    looped = (time.process_time() - ended) * SERIES / LOOPED
    print(f"{SERIES} series of {LENGTH} months, CPU seconds: slopes and tests {middle - begun:.2f}, ", end="")
    print(f"breaks {ended - middle:.2f}; scipy in a loop, without breaks {looped:.2f}", end="")
    print(
        f" ({looped / (middle - begun):.1f} times; goal {GOAL:.0f} s: {'held' if ended - begun <= GOAL else 'MISSED'})"
    )
    return bool(np.allclose(ours[:LOOPED], theirs)) and ended - begun <= GOAL


def row(name: str, told: Sequence[Estimate], truth: float) -> str:
    """Median and coverage of intervals of 90 %."""
    if not told:
        return f"{name} not told"
    cover = np.mean([one.low <= truth <= one.high for one in told])
    return f"{name} {np.median([one.value for one in told]):.2f} ({100 * cover:.0f} %)"


def recover() -> bool:
    """The newest year against the first, in worlds whose truth is known: medians of the runs and cover of intervals."""
    held = True
    for name, world in WORLDS.items():
        random = np.random.default_rng(2)
        made = [made_up(world, random) for _ in range(RUNS)]
        found = [rates(one) for one in made]
        adjusted = [one.adjusted.ratio for one in found if one.adjusted]
        estimated = [one.estimated.ratio for one in found if one.estimated]
        joint = [latent([one]).index[-1].index for one in made]
        raw = [one.raw.ratio for one in found]
        truth = world.activity
        told = [row("raw", raw, truth), row("adjusted", adjusted, truth), row("elasticity estimated", estimated, truth)]
        print(f"{name}: truth {truth:g}; {'; '.join([*told, row('latent', joint, truth)])}")
        if name == "effort doubled":
            cover = float(np.mean([one.low <= truth <= one.high for one in adjusted]))
            held = abs(float(np.median([one.value for one in adjusted])) - 1) <= 0.1 and 0.85 <= cover <= 0.95
    return held


def panels() -> None:
    """The latent model on eight series whose effort goes different ways."""
    random = np.random.default_rng(3)
    told = []
    for _ in range(RUNS):
        elasticity = random.normal(1, 0.25)
        efforts = random.uniform(1, 3, 8)
        made = [World(effort=one, swing=0.15, elasticity=elasticity, saturates=True) for one in efforts]
        told.append(latent(panel(made, random)).index[-1].index)
    print(f"eight series drawn from the latent model, elasticity from its prior: truth 1; {row('latent', told, 1.0)}")


def main() -> int:
    """Print and compare."""
    quick, recovered = speed(), recover()
    panels()
    print("held" if quick and recovered else "MISSED")
    return 0 if quick and recovered else 1


if __name__ == "__main__":
    sys.exit(main())
