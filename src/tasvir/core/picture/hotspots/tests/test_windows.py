from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tasvir.core.picture.hotspots.model import Places, Settings, Study
from tasvir.core.picture.hotspots.scan import scan
from tasvir.core.picture.hotspots.times import interval_starts
from tasvir.core.picture.hotspots.windows import at_one_point, circles


def on_a_plane(*points: tuple[float, float]) -> Places:
    """Places called a, b, c, … at points."""
    first, second = np.array(points, float).T
    return Places(tuple("abcdefghij"[: len(points)]), first, second, plane=True)


def test_of_neighbours_equally_far_the_lesser_coordinates_come_first() -> None:
    cross = on_a_plane((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1))

    assert circles(cross, np.ones(5), 0.5).order[0].tolist() == [0, 3, 4, 2, 1]


def bernoulli(places: Places, cases: list[int], controls: list[int]) -> Study:
    """One interval with cases and controls."""
    everyone = np.array([cases], float).T + np.array([controls], float).T
    start = date(2024, 1, 1)
    return Study(places, (start,), start, np.array([cases]).T, everyone, everyone.sum(axis=1))


def test_places_at_one_point_enter_a_circle_together() -> None:
    places = on_a_plane((5, 5), (0, 0), (5, 5), (9, 0), (0, 9), (9, 9))
    study = bernoulli(places, [3, 0, 1, 0, 0, 0], [0, 3, 2, 3, 3, 3])

    best = scan(study, Settings("bernoulli", spatial=True, replications=0)).clusters[0]

    assert list(best.places) == ["a", "c"]  # alone "a" would stand out more
    assert (best.observed, best.radius) == (4, 0)
    joined = at_one_point(study)
    assert joined.names["a"] == ["a", "c"]
    assert joined.study.total == study.total


def test_of_tied_windows_the_smaller_comes_first_then_the_first_name() -> None:
    places = on_a_plane((0, 0), (10, 0), (10, 1), (20, 0), (40, 0), (60, 0))
    study = bernoulli(places, [4, 2, 2, 4, 0, 0], [0, 0, 0, 0, 9, 9])

    found = scan(study, Settings("bernoulli", spatial=True, replications=0, max_population=0.15)).clusters

    assert [list(one.places) for one in found] == [["a"], ["d"], ["b", "c"]]
    assert len({round(one.llr, 9) for one in found}) == 1


@pytest.mark.parametrize(("days", "expected"), [(14, [0, 7]), (16, [0, 9]), (6, [0]), (8, [0])])
def test_what_is_left_of_a_week_is_joined_to_the_first(days: int, expected: list[int]) -> None:
    first = date(2024, 1, 1)

    starts = interval_starts(first, first + timedelta(days=days - 1), "week")

    assert [(start - first).days for start in starts] == expected
