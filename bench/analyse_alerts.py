"""CPU seconds a series of Farrington flexible: ours, and R's surveillance beside it where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from tasvir.core.picture.alerts.model import Ears, Farrington, Series, Threshold
from tasvir.core.picture.alerts.monitor import monitor

SERIES, WEEKS, LAST = 100, 520, 52
BESIDE_R = 6  # series given to R: it needs half a second each
EXTERNAL = 0.505  # R surveillance 1.20.3 on 100 such series, CPU seconds a series
GOAL = 50
NAMES: dict[Threshold, str] = {"delta": "delta", "nb-plugin": "nbPlugin", "muan": "muan"}
PROGRAM = """
suppressMessages(library(surveillance))
told <- as.matrix(read.csv("%s", header = FALSE))
s <- sts(observed = told, start = c(2015, 1), frequency = 52)
used <- system.time(r <- farringtonFlexible(s, list(range = (nrow(told) - %d):nrow(told), b = 5, w = 3, noPeriods = 10,
  weightsThreshold = 2.58, pastWeeksNotIncluded = 26, pThresholdTrend = 1, alpha = 0.01, glmWarnings = FALSE,
  thresholdMethod = "%s")))
cat(sum(used[1:2]), "\\n")
write.table(r@upperbound, "%s", row.names = FALSE, col.names = FALSE)
"""


def made_up_series() -> list[Series]:
    """Negative-binomial counts with a season, a slope and three outbreaks a series."""
    random = np.random.default_rng(4)
    weeks = np.arange(WEEKS)
    dates = [date(2015, 1, 5) + timedelta(days=7 * at) for at in range(WEEKS)]
    found = []
    for number in range(SERIES):
        mean = random.gamma(2.0, 8.0) * np.exp(0.4 * np.sin(2 * np.pi * weeks / 52) + 0.03 * weeks / 52) + 0.5
        counts = random.negative_binomial(6, 6 / (6 + mean)).astype(float)
        for at in random.integers(60, WEEKS - 60, 3):
            counts[at : at + 4] += round(3 * mean.mean())
        found.append(Series(str(number), "week", dates, counts))
    return found


def seconds_of_r(series: list[Series], threshold: Threshold) -> tuple[float, np.ndarray] | None:
    """CPU seconds and upper bounds (weeks, series) of R on the first few series; None where it is not installed."""
    if not shutil.which("Rscript"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        counts, bounds = Path(folder) / "counts.csv", Path(folder) / "bounds.txt"
        np.savetxt(counts, np.column_stack([one.counts for one in series]), delimiter=",", fmt="%d")
        program = PROGRAM % (counts, LAST - 1, NAMES[threshold], bounds)
        ran = subprocess.run(["Rscript", "-e", program], capture_output=True, text=True, check=False)
        if ran.returncode:
            return None
        return float(ran.stdout.split()[-1]), np.genfromtxt(bounds, missing_values="NA")


def main() -> int:
    """Compare, threshold by threshold, on the same series."""
    series, same, slowest = made_up_series(), True, 0.0
    monitor(series[:2], Farrington(alpha=0.01), last=2)  # compiled before the clock starts
    for threshold in NAMES:
        settings = Farrington(threshold, 0.01)
        begun = time.process_time()
        found, told = monitor(series, settings, last=LAST)
        ours = (time.process_time() - begun) / SERIES
        slowest = max(slowest, ours)
        line = f"{threshold}: {1000 * ours:.2f} ms a series ({told.alarms} alarms, {told.by_chance:.0f} by chance)"
        beside = seconds_of_r(series[:BESIDE_R], threshold)
        if beside:
            theirs, bounds = beside[0] / BESIDE_R, beside[1]
            equal = np.allclose(found.upper.reshape(SERIES, LAST)[:BESIDE_R].T, bounds, rtol=1e-6, equal_nan=True)
            same = same and equal
            line += (
                f"; R {1000 * theirs:.0f} ms ({theirs / ours:.0f} times), bounds {'equal' if equal else 'DIFFERENT'}"
            )
        print(line)
    begun = time.process_time()
    monitor(series, Ears("c1"), last=LAST)
    print(f"ears-c1: {1000 * (time.process_time() - begun) / SERIES:.3f} ms a series")
    print(f"external: R surveillance 1.20.3 about {1000 * EXTERNAL:.0f} ms a series ({EXTERNAL / slowest:.0f} times)")
    return 0 if same and slowest * GOAL <= EXTERNAL else 1


if __name__ == "__main__":
    sys.exit(main())
