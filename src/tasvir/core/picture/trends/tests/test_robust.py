"""Slopes and tests against scipy and against every permutation; breaks against every partition."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tasvir.core.errors import UserError
from tasvir.core.picture.trends.breaks import breaks
from tasvir.core.picture.trends.kernels import partition, seasonal_kendall
from tasvir.core.picture.trends.model import Series
from tasvir.core.picture.trends.robust import kruskal, robust
from tasvir.core.picture.trends.simulation import months


def series(values: list[float]) -> Series:
    return Series("s", "month", "gregorian", months(len(values)), np.array(values, float))


@given(st.lists(st.integers(0, 30), min_size=8, max_size=40))
def test_sen_equals_scipy(values: list[int]) -> None:
    found = robust(series([float(one) for one in values]), 0.9)
    slope, intercept, low, high = stats.theilslopes(values, np.arange(len(values)) / 12, alpha=0.9)
    told = (found.sen.value, found.intercept, found.sen.low, found.sen.high)
    assert told == pytest.approx((slope, intercept, low, high), abs=1e-9)


def test_sen_leaves_gaps_out() -> None:
    random = np.random.default_rng(3)
    values = random.poisson(20, 40).astype(float)
    values[[4, 5, 20]] = np.nan
    known = ~np.isnan(values)
    slope, _, low, high = stats.theilslopes(values[known], (np.arange(40) / 12)[known], alpha=0.9)
    found = robust(series(list(values))).sen
    assert (found.value, found.low, found.high) == pytest.approx((slope, low, high))


def test_kendall_variance_with_correlated_seasons_is_that_of_every_permutation_of_years() -> None:
    random = np.random.default_rng(5)
    table = random.normal(size=(6, 1)) + 0.5 * random.normal(size=(6, 3))
    scores = [seasonal_kendall(table[list(order)])[0] for order in permutations(range(6))]
    _, independent, corrected = seasonal_kendall(table)
    assert corrected == pytest.approx(np.var(scores))
    assert corrected > 1.5 * independent


def test_kruskal_equals_scipy() -> None:
    random = np.random.default_rng(7)
    values, groups = random.poisson(4, 60).astype(float), np.arange(60) % 12
    theirs = stats.kruskal(*(values[groups == one] for one in range(12)))
    assert kruskal(values, groups) == pytest.approx(tuple(theirs))


def test_seasonal_slope_recovers_a_planted_one() -> None:
    at = np.arange(132)
    found = robust(series(list(30 + 6 * at / 12 + 20 * (at % 12 == 3))))
    assert found.seasonal is not None
    assert found.seasonal.value == pytest.approx(6)
    assert found.corrected
    assert (found.season_p or 1) < 0.01


def test_partition_equals_the_best_of_all_partitions() -> None:
    random = np.random.default_rng(11)
    for _ in range(8):
        values, times = random.normal(size=14).cumsum(), np.arange(14.0)
        best, _ = partition(times, values, 1.5, 3)
        assert best == pytest.approx(best_of_all(times, values, 1.5, 3))


def best_of_all(times: np.ndarray, values: np.ndarray, penalty: float, shortest: int) -> float:
    costs = []
    for number in range(4):
        for inner in combinations(range(1, len(values)), number):
            edges = [0, *inner, len(values)]
            if min(np.diff(edges)) >= shortest:
                parts = [slice(one, other) for one, other in zip(edges, edges[1:])]
                costs.append(sum(distance(times[part], values[part]) for part in parts) + penalty * number)
    return float(min(costs))


def distance(times: np.ndarray, values: np.ndarray) -> float:
    return float(np.sum((values - np.polyval(np.polyfit(times, values, 1), times)) ** 2))


def test_break_is_found_where_the_level_jumps_and_none_on_a_trend() -> None:
    random = np.random.default_rng(13)
    found = breaks(series(list(random.poisson(np.repeat([20.0, 45.0], 36)).astype(float))))
    assert [one.at for one in found] == [36]
    trending = [breaks(series(list(random.poisson(np.linspace(20, 60, 72)).astype(float)))) for _ in range(20)]
    assert sum(map(bool, trending)) <= 1


def test_short_series_is_refused() -> None:
    with pytest.raises(UserError, match="trends.too_short"):
        robust(series([1, 2, 3, np.nan, 4, 5, 6, 7]))


def test_zeros_everywhere_have_no_trend() -> None:
    found = robust(series([0.0] * 48))
    assert (found.sen.value, found.kendall_p, found.season_p) == (0, 1, None)
    assert breaks(series([0.0] * 48)) == []
