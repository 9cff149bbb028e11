"""Kleinberg's automaton, held to every path by hand."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.picture.new_methods.bursts import burst_states


def cost(path: tuple[int, ...], hits: list[int], documents: list[int], ratio: float, gamma: float) -> float:
    share = sum(hits) / sum(documents)
    shares = [share, min(ratio * share, 0.9999)]
    told = 0.0
    for week, state in enumerate(path):
        before = path[week - 1] if week else 0
        told += gamma * np.log(max(len(path), 2)) * (state > before)
        told -= hits[week] * np.log(shares[state]) + (documents[week] - hits[week]) * np.log1p(-shares[state])
    return float(told)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(6, 30)), min_size=1, max_size=8))
def test_states_are_those_of_the_cheapest_path(weeks: list[tuple[int, int]]) -> None:
    hits, documents = [one for one, _ in weeks], [many for _, many in weeks]
    states = burst_states(np.array(hits, float), np.array(documents, float))
    if not sum(hits) or sum(hits) == sum(documents):
        return
    best = min(cost(path, hits, documents, 3.0, 1.0) for path in product((0, 1), repeat=len(hits)))

    assert cost(tuple(map(int, states)), hits, documents, 3.0, 1.0) == pytest.approx(best)


def test_a_rise_is_a_burst_and_a_level_is_none() -> None:
    documents = np.full(30, 50.0)
    hits = np.where(np.arange(30) >= 24, 6.0, 0.0)

    assert np.flatnonzero(burst_states(hits, documents)).tolist() == [24, 25, 26, 27, 28, 29]
    assert not burst_states(np.full(30, 3.0), documents).any()
    assert not burst_states(np.zeros(4), np.zeros(4)).any()


def test_more_reports_of_everything_are_no_burst() -> None:
    documents = np.where(np.arange(30) >= 24, 200.0, 50.0)

    assert not burst_states(documents / 10, documents).any()
