"""Roots: how often intervals hold the planted coefficients, and CPU beside statsmodels with a dummy for each effect."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from tasvir.core.picture.roots.absorbing import Absorbed
from tasvir.core.picture.roots.association import find_roots
from tasvir.core.picture.roots.fitting import fit_counts
from tasvir.core.picture.roots.model import Settings
from tasvir.core.picture.roots.reading import read_panel
from tasvir.core.picture.roots.tests.panels import World, made_panel

RUNS = 100
LEAST, MOST = 0.88, 0.99  # cover of 95 % intervals


def cover(world: World) -> tuple[float, float, float]:
    """The share of intervals that hold the driver's, and effort's, coefficient; and the share of false leads."""
    told = [find_roots(read_panel("panel", made_panel(seed, world), ["gap"]), Settings()) for seed in range(RUNS)]
    gap = np.mean(
        [one.associations[0].per_unit.low <= np.exp(world.gap) <= one.associations[0].per_unit.high for one in told]
    )
    efforts = [one.effort.per_unit for one in told if one.effort]
    effort = np.mean([one.low <= np.exp(world.effort) <= one.high for one in efforts])
    ahead = np.mean(
        [any(caution.code == "future_tells_more" for caution in one.associations[0].cautions) for one in told]
    )
    return float(gap), float(effort), float(ahead)


def beside_statsmodels() -> tuple[float, float, float]:
    """CPU seconds of ours and of statsmodels on one design, and the largest difference of coefficients."""
    from statsmodels.discrete.discrete_model import NegativeBinomial

    panel = made_panel(1)
    count, columns = np.array(panel["count"], float), np.column_stack([panel["gap"], np.log(panel["effort"])])
    unit, period = np.repeat(np.arange(30), 36), np.tile(np.arange(36), 30)
    dummies = np.column_stack([unit[:, None] == np.arange(30), period[:, None] == np.arange(1, 36)])
    begun = time.process_time()
    ours = fit_counts(count, columns, np.zeros(len(count)), Absorbed(unit, period, True, True), "nb")
    middle = time.process_time()
    theirs = NegativeBinomial(count, np.hstack([columns, dummies])).fit(disp=0, maxiter=500, method="bfgs", gtol=1e-6)
    ended = time.process_time()
    return middle - begun, ended - middle, float(np.abs(ours.coefficients - theirs.params[:2]).max())


def main() -> int:
    """Print cover and ratios; 1 where a cover lies outside its bounds."""
    good = True
    for name, world in {
        "two-way": World(),
        "shared by all": World(shared=True),
        "12 units": World(units=12),
        "no effect": World(gap=0.0),
    }.items():
        gap, effort, ahead = cover(world)
        good &= LEAST <= min(gap, effort) <= MOST + 0.01
        print(f"{name}: 95 % intervals hold the driver {gap:.0%}, effort {effort:.0%}; told to lead {ahead:.0%}")
    ours, theirs, apart = beside_statsmodels()
    print(f"CPU seconds: ours {ours:.3f}, statsmodels {theirs:.3f} ({theirs / ours:.1f} times); apart {apart:.1e}")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
