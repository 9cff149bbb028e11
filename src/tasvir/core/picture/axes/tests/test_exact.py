"""Intervals and paths against other ways to the same numbers."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import multinomial_proportions_confint, proportion_confint

from tasvir.core.picture.axes import intervals
from tasvir.core.picture.axes.paths import betweenness, shortest_paths

Edges = dict[str, dict[str, float]]


def by_hand(edges: Edges) -> dict[str, float]:
    """Betweenness from every simple path."""
    nodes = sorted({*edges, *(end for ends in edges.values() for end in ends)})
    through = dict.fromkeys(nodes, 0.0)
    for source, target in permutations(nodes, 2):
        others = [one for one in nodes if one not in (source, target)]
        paths = [
            (source, *middle, target)
            for size in range(len(others) + 1)
            for middle in permutations(others, size)
            if all(b in edges.get(a, {}) for a, b in zip((source, *middle), (*middle, target), strict=True))
        ]
        lengths = [sum(edges[a][b] for a, b in zip(path, path[1:], strict=False)) for path in paths]
        shortest = [path for path, length in zip(paths, lengths, strict=True) if length <= min(lengths) + 1e-9]
        for path in shortest:
            for node in path[1:-1]:
                through[node] += 1 / len(shortest)
    return through


@given(st.integers(0, 400))
def test_betweenness_equals_every_path_by_hand(seed: int) -> None:
    random = np.random.default_rng(seed)
    names = "abcdef"[: random.integers(2, 7)]
    edges: Edges = {
        a: {b: float(random.integers(1, 4)) for b in names if a != b and random.random() < 0.5} for a in names
    }

    assert betweenness(edges) == pytest.approx(by_hand(edges))


def test_a_costly_place_is_gone_round() -> None:
    edges = {"a": {"k": 1.0, "l": 3.0}, "k": {"b": 1.0}, "l": {"b": 3.0}}

    assert shortest_paths(edges, "a")["b"] == ["a", "k", "b"]
    assert shortest_paths(edges, "a", "k")["b"] == ["a", "l", "b"]
    assert "a" not in shortest_paths(edges, "b")


@pytest.mark.parametrize(("count", "total"), [(0, 10), (3, 10), (10, 10), (1, 1000), (17, 40)])
def test_intervals_of_shares_equal_statsmodels(count: int, total: int) -> None:
    assert intervals.wilson(count, total) == pytest.approx(proportion_confint(count, total, method="wilson"), abs=1e-12)
    exact = proportion_confint(count, total, method="beta")
    assert intervals.clopper_pearson(count, total) == pytest.approx(exact, abs=1e-10)


def test_simultaneous_intervals_equal_goodmans() -> None:
    counts = [12, 30, 8, 50]
    theirs = multinomial_proportions_confint(counts, method="goodman")

    ours = [intervals.wilson(count, sum(counts), among=len(counts)) for count in counts]

    assert np.allclose(ours, theirs, atol=1e-12)


def test_the_ratio_of_two_rates_equals_r() -> None:
    ratio, low, high = intervals.rate_ratio(11, 3, (800, 3011))  # poisson.test(c(3, 11), c(3011, 800)) in R

    assert ratio == pytest.approx(3 / 11 * 800 / 3011)
    assert (low, high) == pytest.approx((0.0129, 0.2742), abs=6e-3)


def test_nothing_before_has_no_ratio_but_a_bound() -> None:
    ratio, low, high = intervals.rate_ratio(0, 5, (100, 100))

    assert (ratio, high) == (None, None)
    assert low == pytest.approx(0.025**0.2 / (1 - 0.025**0.2))


def test_tests_of_rates_and_rises_equal_fishers() -> None:
    above = fisher_exact([[30, 20], [40, 60]], alternative="greater").pvalue
    table = intervals.rise_p((20, 30), (60, 40))

    assert table < above
    assert intervals.share_p(20, 30, (80, 70)) == pytest.approx(2 * above, rel=1e-9)
    assert intervals.rate_p(0, 5, (1, 1)) == pytest.approx(2 / 32)


def test_false_discovery_equals_statsmodels() -> None:
    p = [0.01, 0.2, 0.03, 0.04, 0.9]

    assert intervals.false_discovery(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])
    assert len(intervals.false_discovery([])) == 0


def test_the_observed_table_counts_half_in_the_rise() -> None:
    at_least = fisher_exact([[30, 20], [40, 60]], alternative="greater").pvalue
    more = fisher_exact([[31, 19], [39, 61]], alternative="greater").pvalue

    assert intervals.rise_p((20, 30), (60, 40)) == pytest.approx((at_least + more) / 2)
