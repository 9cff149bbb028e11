"""Frequent itemsets: the same as mlxtend's apriori."""

from __future__ import annotations

import numpy as np
import pytest

from tasvir.core.errors import UserError
from tasvir.core.picture.patterns.encoding import encode, parts_of_day
from tasvir.core.picture.patterns.mining import adjusted, frequent, least_rows
from tasvir.core.picture.patterns.tests.tables import Table, independent, with_gaps


def by_apriori(table: Table, support: float, longest: int) -> dict[frozenset[tuple[str, str]], float]:
    import pandas
    from mlxtend.frequent_patterns import apriori

    pairs = [(name, value) for name, values in table.items() for value in sorted({v for v in values if v})]
    hot = pandas.DataFrame({n: [one == pair[1] for one in table[pair[0]]] for n, pair in enumerate(pairs)})
    found = apriori(hot, min_support=support, max_len=longest, low_memory=True)
    named = zip(found["itemsets"], found["support"], strict=True)
    return {frozenset(pairs[item] for item in own): float(share) for own, share in named}


def by_ours(table: Table, support: float, longest: int) -> dict[frozenset[tuple[str, str]], float]:
    rows = len(table["c0"])
    least = least_rows(rows, support)
    items = encode(table, least, whole=True)
    found = frequent(items, least, longest)
    told = [frozenset(items.labelled(found.items(n)).items()) for n in range(len(found.counts))]
    assert len(set(told)) == len(told)
    return {own: int(count) / rows for own, count in zip(told, found.counts, strict=True)}


@pytest.mark.parametrize(
    ("seed", "rows", "support", "longest"),
    [(1, 1000, 0.01, 4), (2, 333, 0.03, 5), (3, 64, 0.02, 3), (4, 65, 0.1, 2), (5, 7, 0.2, 5), (6, 700, 0.07, 1)],
)
def test_frequent_itemsets_equal_apriori(seed: int, rows: int, support: float, longest: int) -> None:
    table = with_gaps(independent(seed, rows), seed)

    assert by_ours(table, support, longest) == by_apriori(table, support, longest)


@pytest.mark.parametrize("support", [0.07, 0.29, 0.1, 0.3, 0.7, 1.0])
def test_least_rows_divides_as_apriori_does(support: float) -> None:
    for rows in (1, 3, 10, 97, 100):
        least = least_rows(rows, support)
        assert least / rows >= support
        assert least == 1 or (least - 1) / rows < support


def test_adjusted_equals_scipys_false_discovery_control() -> None:
    from scipy.stats import false_discovery_control

    p = np.random.default_rng(1).random(50) ** 3

    assert adjusted(p.tolist(), 50) == pytest.approx(false_discovery_control(p))
    padded = false_discovery_control(np.concatenate([p, np.ones(30)]))[:50]
    assert adjusted(p.tolist(), 80) == pytest.approx(padded)


def test_encoding_names_the_columns_that_it_leaves_out() -> None:
    table: Table = {
        "same": ["x"] * 20,
        "id": [str(n) for n in range(20)],
        "none": [None, ""] * 10,
        "good": ["a", "b"] * 10,
    }
    items = encode(table, 1)

    assert items.columns == ("good",)
    assert {(one.column, one.reason) for one in items.left_out} == {
        ("same", "constant"),
        ("id", "unique"),
        ("none", "empty"),
    }


def test_hours_fall_into_four_parts_and_other_text_is_refused() -> None:
    told = parts_of_day([0, "5:59", 6, "14.0", "23", None, "", 18.0, float("nan")], "hour")

    assert told == ["00-05", "00-05", "06-11", "12-17", "18-23", None, None, "18-23", None]
    with pytest.raises(UserError, match="patterns.hour"):
        parts_of_day(["noon"], "hour")
