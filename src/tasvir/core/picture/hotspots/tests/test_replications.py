from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasvir.core.picture.hotspots import level_kernels, replicating
from tasvir.core.picture.hotspots.kernels import BERNOULLI, POISSON, log_ratio, strongest
from tasvir.core.picture.hotspots.level_kernels import limits
from tasvir.core.picture.hotspots.model import Model, Settings
from tasvir.core.picture.hotspots.replicating import strongest_of_replications
from tasvir.core.picture.hotspots.scan import kernel_arguments
from tasvir.core.picture.hotspots.simulation import Replications, alias_table
from tasvir.core.picture.hotspots.tests.test_scan import make_study
from tasvir.core.picture.hotspots.windows import circles, intervals, without_time

MODELS = st.sampled_from(["poisson", "permutation", "bernoulli"])


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000), MODELS, st.integers(20, 600), st.booleans(), st.booleans())
def test_the_table_of_cases_needed_loses_no_window(
    seed: int, model: Model, cases: int, prospective: bool, spatial: bool
) -> None:
    spatial = spatial and model != "permutation"
    study = make_study(model, seed, places=9, times=6, cases=cases)
    study = without_time(study) if spatial else study
    chosen = Settings(model, prospective=prospective, spatial=spatial, replications=200, seed=seed)
    rings, times = circles(study.places, study.population, 0.5), intervals(study, chosen)
    arguments = kernel_arguments(study, chosen, rings, times)

    by_level = strongest_of_replications(study, chosen, arguments, threads=1)

    draws = Replications(study, model, seed)
    with_bounds = np.concatenate(
        [
            strongest(draws.draw(number, min(draws.batch, 200 - begin)), *arguments)
            for number, begin in enumerate(range(0, 200, draws.batch))
        ]
    )
    assert by_level == pytest.approx(with_bounds, rel=1e-9, abs=1e-9)


def test_the_table_is_in_use_here(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    whole = level_kernels.strongest_above

    def counted(drawn: Any, *arguments: Any) -> Any:
        searched.append(len(drawn))
        return whole(drawn, *arguments)

    monkeypatch.setattr(replicating, "strongest_above", counted)
    study, chosen = make_study("poisson", 1), Settings("poisson", replications=200)
    rings, times = circles(study.places, study.population, 0.5), intervals(study, chosen)

    strongest_of_replications(study, chosen, kernel_arguments(study, chosen, rings, times), threads=1)

    assert sum(searched) == 200 - Replications(study, "poisson", 1).batch


@pytest.mark.parametrize(("kind", "everyone"), [(POISSON, 80.0), (BERNOULLI, 300.0)])
def test_limits_stand_where_the_ratio_crosses_the_level(kind: int, everyone: float) -> None:
    found = limits(3.5, (80.0, everyone, kind, 2))

    assert (found[:2] == 0).all()
    assert (np.diff(found[5:]) > 0).all()
    for cases in range(12, 80, 7):
        assert log_ratio(float(cases), found[cases] * (1 - 1e-7), 80.0, everyone, kind) >= 3.5
        assert log_ratio(float(cases), found[cases] * (1 + 1e-7), 80.0, everyone, kind) < 3.5


@given(st.lists(st.floats(0.0, 10.0), min_size=1, max_size=30).filter(lambda weights: sum(weights) > 0.01))
def test_an_alias_table_gives_every_cell_its_chance(weights: list[float]) -> None:
    share = np.array(weights) / sum(weights)

    chances, others = alias_table(share)

    given_away = Counter[int]()
    for cell, other in enumerate(others):
        given_away[int(other)] += float(1 - chances[cell])  # type: ignore[assignment]
    whole = [(chances[cell] + given_away[cell]) / len(share) for cell in range(len(share))]
    assert whole == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_a_permutation_keeps_both_margins(seed: int) -> None:
    study = make_study("permutation", seed)

    drawn = Replications(study, "permutation", seed).draw(0, 8)

    assert (drawn.sum(axis=2) == study.cases.sum(axis=1)).all()
    assert (drawn.sum(axis=1) == study.cases.sum(axis=0)).all()
    assert len({one.tobytes() for one in drawn}) == 8


def test_draws_have_the_mean_that_the_hypothesis_says() -> None:
    models: tuple[Model, ...] = ("poisson", "permutation", "bernoulli")
    for model in models:
        study = make_study(model, 5, places=4, times=3, cases=90)
        draws = Replications(study, model, 11)
        drawn = np.concatenate([draws.draw(number, draws.batch) for number in range(100)])
        if study.baseline is None:
            expected = np.outer(study.cases.sum(axis=1), study.cases.sum(axis=0)) / study.total
        else:
            expected = study.baseline * study.total / study.baseline.sum()
        error = drawn.std(axis=0) / len(drawn) ** 0.5
        assert (drawn.sum(axis=(1, 2)) == study.total).all()
        assert (np.abs(drawn.mean(axis=0) - expected) < 4.5 * error + 1e-6).all(), model


def test_no_cell_is_given_more_cases_than_it_has_people() -> None:
    for cases in (20, 260):  # fewer and more than half of everyone
        study = make_study("bernoulli", 2, cases=cases)

        drawn = Replications(study, "bernoulli", 1).draw(0, 50)

        assert study.baseline is not None
        assert (drawn <= study.baseline).all()
        assert (drawn >= 0).all()


def test_many_cases_a_cell_are_drawn_by_cells() -> None:
    study = make_study("poisson", 1, places=3, times=2, cases=5000)

    drawn = Replications(study, "poisson", 1).draw(0, 50)

    assert study.baseline is not None
    assert (drawn.sum(axis=(1, 2)) == 5000).all()
    assert drawn.mean(axis=0) == pytest.approx(study.baseline, rel=0.1)


def test_a_batch_can_be_drawn_again_alone() -> None:
    draws = Replications(make_study("permutation", 4), "permutation", 9)

    assert (draws.draw(3, 5) == draws.draw(3, 8)[:5]).all()
    assert (draws.draw(3, 5) != draws.draw(4, 5)).any()


def test_without_replications_there_is_no_p() -> None:
    study, chosen = make_study("poisson", 1), replace(Settings("poisson"), replications=0)
    rings, times = circles(study.places, study.population, 0.5), intervals(study, chosen)

    assert len(strongest_of_replications(study, chosen, kernel_arguments(study, chosen, rings, times))) == 0
