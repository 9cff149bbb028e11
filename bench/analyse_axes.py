"""Displacement: alarms without any, planted ones found; and the cost of a hundred thousand journeys."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from tasvir.core.picture.axes.displacement import displacement
from tasvir.core.picture.axes.model import Journeys, Surge, Window
from tasvir.core.picture.axes.network import checkpoints
from tasvir.core.picture.axes.reading import read_journeys
from tasvir.core.picture.axes.routes import default_windows, routes

START, MIDDLE, END = date(2024, 1, 1), date(2024, 7, 1), date(2024, 12, 30)
SURGE = Surge("k1", Window(MIDDLE, END))
RUNS, MANY = 300, 600


def made(seed: int, many: int, moved: float) -> Journeys:
    """Journeys over six checkpoints; from July K1 loses seven of ten, of which a share goes to K2."""
    random = np.random.default_rng(seed)
    days = random.integers(0, 365, many)
    places = random.choice(["K1", "K2", "K3", "K4", "K5", "K6"], many, p=[0.35, 0.2, 0.15, 0.1, 0.1, 0.1])
    gone = (places == "K1") & (days >= (MIDDLE - START).days) & (random.random(many) < 0.7)
    places[gone] = np.where(random.random(int(gone.sum())) < moved, "K2", "")
    kept = np.flatnonzero(places != "")
    ends = random.integers(0, 3, (2, many))
    table: dict[str, Sequence[Any]] = {
        "occurred_on": [START + timedelta(days=int(days[at])) for at in kept],
        "origin": [f"O{ends[0, at]}" for at in kept],
        "destination": [f"D{ends[1, at]}" for at in kept],
        "place": [str(places[at]) for at in kept],
    }
    return read_journeys(table, name="list")


def main() -> int:
    """Measure."""
    alarms = np.mean([displacement(made(n, MANY, 0.0), SURGE, replications=20).displaced for n in range(RUNS)])
    found = np.mean([displacement(made(n, MANY, 0.8), SURGE, replications=20).displaced for n in range(RUNS // 3)])
    print(f"alarms without displacement at a level of 5 %: {alarms:.3f} of {RUNS}")
    print(f"planted displacements found: {found:.3f} of {RUNS // 3}")
    begun = time.process_time()
    journeys = made(1, 100_000, 0.8)
    for level in ("route", "axis"):
        routes(journeys, level, default_windows(journeys))
    checkpoints(journeys)
    displacement(journeys, SURGE)
    print(f"100,000 journeys: {time.process_time() - begun:.2f} CPU s")
    return 0 if 0.02 <= alarms <= 0.08 and found >= 0.8 else 1


if __name__ == "__main__":
    sys.exit(main())
