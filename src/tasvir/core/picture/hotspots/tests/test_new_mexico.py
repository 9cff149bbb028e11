"""SaTScan 10.3.2 on the brain cancer data of New Mexico, its printed results equalled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasvir.core.picture.hotspots.model import Settings, Study
from tasvir.core.picture.hotspots.reading import Tables, read_study
from tasvir.core.picture.hotspots.scan import scan

SIX = ["Torrance", "Bernalillo", "Valencia", "SantaFe", "Guadelupe", "Socorro"]


@pytest.fixture(scope="module")
def new_mexico() -> Study:
    """Cases and population by age and sex, 32 counties, 1973 to 1991."""
    folder = Path(__file__).resolve().parents[7] / "shared" / "data" / "scan"
    if not folder.is_dir():
        pytest.skip("the reference data (../shared/data/scan) is not on this machine")
    columns = {
        name: [
            list(column)
            for column in zip(*(line.split() for line in (folder / name).read_text().splitlines()), strict=True)
        ]
        for name in ("nm.cas", "nm.geo", "nm.pop")
    }
    cases = dict(zip(("place", "count", "date", "age", "sex"), columns["nm.cas"], strict=True))
    places = dict(zip(("place", "lat", "lon"), columns["nm.geo"], strict=True))
    population = dict(zip(("place", "date", "population", "age", "sex"), columns["nm.pop"], strict=True))
    population["date"] = [f"19{year}" for year in population["date"]]
    return read_study(Tables(cases, places, population, ("age", "sex")), model="poisson", unit="year")


def test_purely_spatial_equals_satscan(new_mexico: Study) -> None:
    found = scan(new_mexico, Settings("poisson", spatial=True, replications=0)).clusters[:3]

    assert [one.llr for one in found] == pytest.approx([6.890841, 1.290459, 0.703703], abs=1e-5)
    assert [list(one.places) for one in found] == [SIX, ["Chaves"], ["RioArriba", "LosAlamos"]]
    assert [one.observed for one in found] == [576, 64, 49]
    assert [round(one.expected, 2) for one in found] == [512.66, 52.26, 41.30]
    assert [round(one.radius, 2) for one in found] == [113.54, 0, 75.18]
    assert [round(one.relative_risk or 0, 2) for one in found] == [1.24, 1.24, 1.19]


def test_space_time_equals_satscan(new_mexico: Study) -> None:
    found = scan(new_mexico, Settings("poisson", replications=0)).clusters[:3]

    assert [one.llr for one in found] == pytest.approx([10.979758, 5.684828, 3.884186], abs=1e-5)
    assert [list(one.places) for one in found] == [
        [*SIX, "Sandoval", "SanMiguel", "LosAlamos"],
        ["Chaves"],
        ["Curry", "Roosevelt"],
    ]
    assert [(one.start.year, one.end.year) for one in found] == [(1985, 1989), (1988, 1989), (1982, 1983)]
    assert [(one.observed, round(one.expected, 2)) for one in found] == [(236, 176.22), (16, 6.03), (13, 5.37)]


def test_p_lies_within_monte_carlo_error_of_satscan(new_mexico: Study) -> None:
    spatial = scan(new_mexico, Settings("poisson", spatial=True, replications=1999)).clusters
    timed = scan(new_mexico, Settings("poisson", replications=1999)).clusters

    for ours, reference in zip([*spatial[:2], *timed[:2]], [0.0138, 0.9555, 0.0118, 0.7146], strict=True):
        error = (reference * (1 - reference) * (1 / 1999 + 1 / 9999)) ** 0.5
        assert ours.p == pytest.approx(reference, abs=3.3 * error)
