from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasvir.core.errors import UserError
from tasvir.core.picture.hotspots.kernels import BERNOULLI, POISSON, log_ratio, strongest
from tasvir.core.picture.hotspots.model import Model, Places, Settings, Study
from tasvir.core.picture.hotspots.reading import Tables, read_study
from tasvir.core.picture.hotspots.scan import kernel_arguments, scan
from tasvir.core.picture.hotspots.windows import circles, intervals


def make_study(model: Model, seed: int, places: int = 12, times: int = 9, cases: int = 150) -> Study:
    """Random places, counts and baselines."""
    random = np.random.default_rng(seed)
    counts = random.multinomial(cases, random.dirichlet(np.full(places * times, 0.7))).reshape(places, times)
    where = Places(tuple(f"p{one}" for one in range(places)), random.random(places), random.random(places), plane=True)
    starts = tuple(date(2024, 1, 1) + timedelta(days=7 * one) for one in range(times))
    end = starts[-1] + timedelta(days=6)
    if model == "permutation":
        return Study(where, starts, end, counts, None, counts.sum(axis=1).astype(float))
    if model == "bernoulli":
        everyone = (counts + random.poisson(2, counts.shape)).astype(float)
        return Study(where, starts, end, counts, everyone, everyone.sum(axis=1))
    baseline = random.dirichlet(np.full(places * times, 3.0)).reshape(places, times) * cases
    return Study(where, starts, end, counts, baseline, baseline.sum(axis=1))


def best_by_hand(study: Study, chosen: Settings) -> float:
    """Every window in turn, by the definition."""
    rings, times = circles(study.places, study.population, chosen.max_population), intervals(study, chosen)
    total, best = study.total, 0.0
    for centre in range(len(study.places)):
        for size in range(1, rings.size[centre] + 1):
            members = rings.order[centre, :size]
            for duration, first, last in zip(times.duration, times.first, times.last, strict=True):
                for start in range(first, last + 1):
                    best = max(best, ratio_by_hand(study, members, slice(start, start + duration), total))
    return best


def ratio_by_hand(study: Study, members: Any, when: slice, total: int) -> float:
    """The log likelihood ratio of one window from the likelihoods themselves."""
    inside = float(study.cases[members, when].sum())
    if inside < 2:
        return 0.0
    if study.baseline is None:
        expected = study.cases[members].sum() * study.cases[:, when].sum() / total
    else:
        expected = float(study.baseline[members, when].sum())
    if study.baseline is not None and study.baseline.sum() > total * 1.001:
        everyone, held = study.baseline.sum(), expected
        if inside / held <= total / everyone:
            return 0.0
        return _binomial(inside, held) + _binomial(total - inside, everyone - held) - _binomial(total, everyone)
    if inside <= expected:
        return 0.0
    rest = (total - inside) * math.log((total - inside) / (total - expected)) if total > inside else 0
    return inside * math.log(inside / expected) + rest


def _binomial(cases: float, everyone: float) -> float:
    parts = [(cases, cases / everyone), (everyone - cases, 1 - cases / everyone)] if everyone else []
    return sum(number * math.log(share) for number, share in parts if number > 0)


@pytest.mark.parametrize("model", ["poisson", "permutation", "bernoulli"])
@pytest.mark.parametrize("prospective", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_bounds_never_skip_the_best_window(model: Model, prospective: bool, seed: int) -> None:
    study, chosen = make_study(model, seed), Settings(model, prospective=prospective, replications=0)

    found = scan(study, chosen).clusters

    assert found[0].llr == pytest.approx(best_by_hand(study, chosen), rel=1e-9)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(["poisson", "permutation", "bernoulli"]), st.integers(3, 2000))
def test_strongest_equals_every_window_by_hand(seed: int, model: Model, cases: int) -> None:
    study, chosen = make_study(model, seed, places=7, times=5, cases=cases), Settings(model, max_population=0.5)
    rings, times = circles(study.places, study.population, 0.5), intervals(study, chosen)

    found = strongest(study.cases[None].astype(np.float32), *kernel_arguments(study, chosen, rings, times))[0]

    assert found == pytest.approx(best_by_hand(study, chosen), rel=1e-9, abs=1e-12)


def test_p_is_the_rank_and_does_not_depend_on_the_number_of_cores() -> None:
    study, chosen = make_study("permutation", 3), Settings("permutation", replications=99, seed=7)

    alone, together = (scan(study, chosen, threads=threads) for threads in (1, 2))

    assert [one.p for one in alone.clusters] == [one.p for one in together.clusters]
    assert alone.clusters[0].p == (1 + (alone.strongest >= alone.clusters[0].llr).sum()) / 100


def test_p_is_even_where_nothing_stands_out() -> None:
    values = []
    for seed in range(60):
        random = np.random.default_rng([5, seed])
        study = make_study("permutation", 1, places=15, times=8)
        shuffled = np.zeros_like(study.cases)
        places, times = np.nonzero(study.cases)
        repeats = study.cases[places, times]
        np.add.at(shuffled, (np.repeat(places, repeats), random.permutation(np.repeat(times, repeats))), 1)
        null = Study(study.places, study.starts, study.end, shuffled, None, study.population)
        values.append(scan(null, Settings("permutation", replications=39, seed=seed)).clusters[0].p)

    assert sum(value <= 0.1 for value in values if value is not None) / len(values) == pytest.approx(0.1, abs=0.11)


def test_a_planted_hotspot_is_found_with_its_places_and_weeks() -> None:
    study = make_study("permutation", 2, places=20, times=30, cases=600)
    near = circles(study.places, np.ones(20), 0.5).order[4, :3]
    cases = study.cases.copy()
    cases[np.ix_(near, np.arange(20, 24))] += 6
    planted = Study(study.places, study.starts, study.end, cases, None, cases.sum(axis=1).astype(float))

    best = scan(planted, Settings("permutation", max_duration=8, replications=99)).clusters[0]

    assert set(best.places) == {f"p{one}" for one in near}
    assert (best.start, best.end) == (study.starts[20], study.starts[24] - timedelta(days=1))
    assert best.p == 0.01


def test_clusters_share_no_place() -> None:
    found = scan(make_study("poisson", 9), Settings("poisson", replications=0)).clusters
    members = [place for one in found for place in one.places]

    assert len(members) == len(set(members))


def test_log_ratio_is_nothing_below_expectation() -> None:
    assert log_ratio(3.0, 4.0, 10.0, 10.0, POISSON) == 0.0
    assert log_ratio(1.0, 4.0, 10.0, 30.0, BERNOULLI) == 0.0


def columns(**changed: list[object]) -> dict[str, list[object]]:
    """A small table of cases."""
    return {"place": ["a", "b", "b"], "count": [1, 2, 3], "date": ["2024-01-01", "2024-02-01", "2024-03-01"], **changed}


WHERE: dict[str, list[object]] = {"place": ["a", "b", "c"], "lat": [33.0, 34.0, 35.0], "lon": [48.0, 48.5, 49.0]}


@pytest.mark.parametrize(
    ("cases", "places", "code"),
    [
        (columns(place=["a", "x", "b"]), WHERE, "analyse.unknown_place"),
        (columns(count=[1, -2, 3]), WHERE, "analyse.count"),
        (columns(date=["2024-01-01", "yesterday", "2024-03-01"]), WHERE, "analyse.date"),
        (columns(date=["2024-01-01", "2023-12-31", "2024-03-01"]), WHERE, "analyse.outside"),
        (columns(), {**WHERE, "lat": [33.0, None, 35.0]}, "analyse.no_coordinates"),
        (columns(), {**WHERE, "lat": [33.0, 134.0, 35.0]}, "analyse.coordinates"),
        (columns(), {**WHERE, "place": ["a", "b", "b"]}, "analyse.place_twice"),
    ],
)
def test_tables_that_cannot_be_right_are_refused(
    cases: dict[str, list[object]], places: dict[str, list[object]], code: str
) -> None:
    with pytest.raises(UserError) as caught:
        read_study(Tables(cases, places), model="permutation", unit="day", start=date(2024, 1, 1))

    assert caught.value.code == code


def test_a_place_without_population_is_refused() -> None:
    population: dict[str, list[object]] = {"place": ["a", "c"], "date": ["2024", "2024"], "population": [10, 20]}

    with pytest.raises(UserError) as caught:
        read_study(Tables(columns(), WHERE, population), model="poisson", unit="month")

    assert (caught.value.code, caught.value.values["place"]) == ("analyse.no_population", "b")


def lonely(changed: str) -> tuple[Study, Settings]:
    """Studies in which a scan would only look like an answer."""
    study = make_study("permutation", 1)
    zeros = np.zeros_like(study.cases)
    alone = Places(("p0",), study.places.first[:1], study.places.second[:1], plane=True)
    return {
        "hotspots.one_place": (
            Study(alone, study.starts, study.end, study.cases[:1], None, study.population[:1]),
            False,
        ),
        "hotspots.no_cases": (Study(study.places, study.starts, study.end, zeros, None, study.population), False),
        "hotspots.one_interval": (
            Study(study.places, study.starts[:1], study.end, study.cases[:, :1], None, study.population),
            False,
        ),
        "hotspots.permutation_needs_time": (study, True),
    }[changed][0], Settings("permutation", spatial=changed == "hotspots.permutation_needs_time")


@pytest.mark.parametrize(
    "code",
    ["hotspots.one_place", "hotspots.no_cases", "hotspots.one_interval", "hotspots.permutation_needs_time"],
)
def test_a_scan_that_would_only_look_like_an_answer_is_refused(code: str) -> None:
    study, chosen = lonely(code)

    with pytest.raises(UserError) as caught:
        scan(study, chosen)

    assert caught.value.code == code
