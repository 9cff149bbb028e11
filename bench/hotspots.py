"""CPU seconds a replication of the scan statistic: ours with bounds, and a plain kernel over every window."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from tasvir.core.picture.hotspots.kernels import plain_strongest, strongest
from tasvir.core.picture.hotspots.model import Places, Settings, Study
from tasvir.core.picture.hotspots.reading import Tables, read_study
from tasvir.core.picture.hotspots.scan import kernel_arguments, scan
from tasvir.core.picture.hotspots.simulation import Replications
from tasvir.core.picture.hotspots.windows import circles, intervals

PLACES, WEEKS, CASES, LONGEST, REPLICATIONS = 700, 104, 20_000, 12, 5
SATSCAN = 0.75  # external: SaTScan 10.3.2 on data of this shape


def made_up_study() -> Study:
    """Places of very different size on a square, cases at random in time."""
    random = np.random.default_rng(1)
    share = random.gamma(1.0, 1.0, PLACES)
    cases = random.multinomial(CASES, np.repeat(share / share.sum(), WEEKS) / WEEKS).reshape(PLACES, WEEKS)
    where = Places(tuple(map(str, range(PLACES))), random.random(PLACES), random.random(PLACES), plane=True)
    starts = tuple(date(2023, 1, 2) + timedelta(days=7 * week) for week in range(WEEKS))
    return Study(where, starts, starts[-1] + timedelta(days=6), cases, None, cases.sum(axis=1).astype(float))


def seconds(run: Callable[[int], float], times: int) -> tuple[float, list[float]]:
    """CPU seconds of one run, and what the runs answered."""
    begun = time.process_time()
    answers = [run(number) for number in range(times)]
    return (time.process_time() - begun) / times, answers


def main() -> int:
    """Compare, on the same replications."""
    study, settings = made_up_study(), Settings("permutation", max_duration=LONGEST)
    rings, spans = circles(study.places, study.population, 0.5), intervals(study, settings)
    arguments = kernel_arguments(study, settings, rings, spans)
    draws = Replications(study, "permutation", 1)
    expected = np.outer(study.cases.sum(axis=1), study.cases.sum(axis=0)) / study.total
    plain = (
        expected.astype(np.float32),
        rings.order,
        rings.size,
        spans.duration,
        spans.first,
        spans.last,
        float(CASES),
    )
    strongest(draws.draw(0, 1), *arguments)  # compiled before the clock starts
    plain_strongest(draws.draw(0, 1)[0], *plain)

    ours, found = seconds(lambda number: float(strongest(draws.draw(number, 1), *arguments)[0]), REPLICATIONS)
    theirs, slow = seconds(lambda number: plain_strongest(draws.draw(number, 1)[0], *plain), 2)
    windows = int(rings.size.sum()) * sum(WEEKS - length + 1 for length in range(1, LONGEST + 1))
    print(f"{windows / 1e6:.0f} million windows; CPU seconds a replication:")
    print(f"ours {ours:.3f}, plain {theirs:.3f} ({theirs / ours:.1f} times)")
    print(f"external: SaTScan 10.3.2 needs about {SATSCAN} ({SATSCAN / ours:.1f} times)")
    same = np.allclose(found[:2], slow, rtol=1e-3)  # the plain kernel runs in single precision
    print("the same strongest windows" if same else f"DIFFERENT: {found[:2]} {slow}")
    small_data()
    return 0 if same else 1


def new_mexico(folder: Path) -> Study:
    """Brain cancer by county, year, age and sex."""

    def columns(file: str, *names: str) -> dict[str, list[str]]:
        rows = [line.split() for line in (folder / file).read_text().splitlines()]
        return dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True))

    cases = columns("nm.cas", "place", "count", "date", "age", "sex")
    population = columns("nm.pop", "place", "date", "population", "age", "sex")
    population["date"] = [f"19{year}" for year in population["date"]]
    tables = Tables(cases, columns("nm.geo", "place", "lat", "lon"), population, ("age", "sex"))
    return read_study(tables, model="poisson", unit="year")


def small_data() -> None:
    """New Mexico, as SaTScan ships it: CPU seconds of a whole scan with its replications."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data" / "scan"
    if not folder.is_dir():
        print("New Mexico was left out: the reference data (../shared/data/scan) is not on this machine")
        return
    study = new_mexico(folder)
    for name, spatial, external in (("purely spatial", True, 0.14), ("space-time", False, 2.12)):
        scan(study, Settings("poisson", spatial=spatial, replications=200))  # compiled before the clock starts
        begun = time.process_time()
        found = scan(study, Settings("poisson", spatial=spatial, replications=9_999)).clusters[0]
        spent = time.process_time() - begun
        print(f"New Mexico, {name}, 9,999 replications: ours {spent:.2f} CPU s, external: SaTScan {external}", end=" ")
        print(f"({external / spent:.1f} times); llr {found.llr:.6f}, p {found.p}")


if __name__ == "__main__":
    sys.exit(main())
