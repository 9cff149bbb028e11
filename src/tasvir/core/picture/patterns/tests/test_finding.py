"""Patterns: planted ones are found, independent columns give none, and parts do not pass for wholes."""

from __future__ import annotations

import numpy as np
import pytest

from tasvir.core.picture.patterns.encoding import encode
from tasvir.core.picture.patterns.finding import Patterns, find_patterns
from tasvir.core.picture.patterns.kernels import hardest_split, two_sided, upper_tail
from tasvir.core.picture.patterns.tests.tables import Table, independent, with_gaps, with_planted


def found_in(table: Table, longest: int = 4) -> tuple[Patterns, list[dict[str, str]]]:
    least = max(3, len(next(iter(table.values()))) // 100)
    items = encode(table, least)
    found = find_patterns(items, least, longest, 0.05)
    return found, [items.labelled(one.items) for one in found.patterns]


def test_tails_equal_scipys_exact_tests() -> None:
    from scipy.stats import fisher_exact, hypergeom

    random = np.random.default_rng(2)
    for _ in range(200):
        total = int(random.integers(2, 400))
        first, second = (int(one) for one in random.integers(0, total + 1, 2))
        count = int(random.integers(max(0, first + second - total), min(first, second) + 1))
        assert upper_tail(count, total, first, second) == pytest.approx(
            hypergeom.sf(count - 1, total, first, second), rel=1e-9
        )
        table = [[count, first - count], [second - count, total - first - second + count]]
        assert two_sided(count, total, first, second) == pytest.approx(fisher_exact(table)[1], rel=1e-6)


def test_planted_triple_is_found_and_its_pairs_are_pruned() -> None:
    planted = {"c0": "v3", "c1": "v4", "c2": "v3"}
    found, labels = found_in(with_planted(independent(1), planted, 40))

    assert labels == [planted]
    assert found.pruned >= 3
    assert found.patterns[0].lift > 2
    assert found.patterns[0].count >= 40


def test_planted_pair_makes_no_triple() -> None:
    planted = {"c0": "v3", "c1": "v4"}
    _, labels = found_in(with_planted(independent(2, 3000), planted, 200))

    assert planted in labels
    assert not [one for one in labels if len(one) > 2]


def test_chain_of_two_pairs_is_not_told_as_a_triple() -> None:
    random = np.random.default_rng(5)
    middle = random.random(4000) < 0.3
    ends = [np.where(middle, random.random(4000) < 0.6, random.random(4000) < 0.2) for _ in range(2)]
    table: Table = {name: [str(bool(one)) for one in column] for name, column in zip("abc", [ends[0], middle, ends[1]])}
    _, labels = found_in(table)

    assert {"a": "True", "b": "True"} in labels
    assert all(len(one) == 2 for one in labels)


def test_what_is_missing_together_makes_no_pattern() -> None:
    table = independent(3, 1000, 3, 3)
    filled = np.random.default_rng(3).random(1000) < 0.3
    gaps = {name: [v if ok else None for v, ok in zip(values, filled, strict=True)] for name, values in table.items()}

    assert found_in(gaps)[1] == []


def test_independent_columns_rarely_give_any_pattern() -> None:
    runs = 60
    wrong = sum(bool(found_in(with_gaps(independent(seed, 500), seed, 0.1))[1]) for seed in range(100, 100 + runs))

    assert wrong <= 8  # 5 % of 60 is 3; more than 8 has a chance below 0.6 %


def test_twins_that_always_come_together_are_told_once() -> None:
    table = independent(4, 1000, 2, 4)
    table["c2"] = list(table["c1"])
    _, labels = found_in(table)

    assert {"c1": "v1", "c2": "v1"} in labels
    assert all(one["c1"] == one["c2"] for one in labels)


def test_triple_is_held_against_the_split_that_explains_it_best() -> None:
    counts = np.array([1000, 100, 100, 90, 100, 10, 10, 9])  # A with B; C apart: bits A=1, B=2, C=4

    p, expected = hardest_split(counts)

    assert expected == pytest.approx(90 * 100 / 1000)
    assert p == pytest.approx(upper_tail(9, 1000, 90, 100))


def test_tests_count_candidates_that_fell_below_the_support_too() -> None:
    table: Table = {"a": ["x", "y"] * 50, "b": ["u", "w"] * 50}  # x with w and y with u never come together

    assert found_in(table)[0].tests == 4
