"""Associations: planted coefficients and effort come back, cautions are told, parts add up, bad panels are refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tasvir.core.errors import UserError
from tasvir.core.picture.roots.association import find_roots
from tasvir.core.picture.roots.model import Roots, Settings
from tasvir.core.picture.roots.reading import read_panel
from tasvir.core.picture.roots.tests.panels import World, made_panel


def roots(columns: Mapping[str, Any], *drivers: str, **told: Any) -> Roots:
    return find_roots(read_panel("panel", columns, drivers or ("gap",)), Settings(**told))


def codes(found: Roots, at: int = 0) -> set[str]:
    return {one.code for one in found.associations[at].cautions}


@pytest.mark.parametrize("shared", [False, True])
def test_find_roots_covers_planted_coefficients_about_as_often_as_it_says(shared: bool) -> None:
    told = [roots(made_panel(seed, World(shared=shared))) for seed in range(20)]
    gaps = [one.associations[0].per_unit for one in told]
    efforts = [one.effort.per_unit for one in told if one.effort]

    assert len(efforts) == 20
    assert sum(one.low <= np.exp(0.15) <= one.high for one in gaps) >= 16
    assert sum(one.low <= np.exp(0.8) <= one.high for one in efforts) >= 16
    assert np.mean([np.log(one.ratio) for one in gaps]) == pytest.approx(0.15, abs=0.01)
    assert np.mean([np.log(one.ratio) for one in efforts]) == pytest.approx(0.8, abs=0.05)


def test_find_roots_gives_the_ratio_per_unit_and_per_standard_deviation() -> None:
    panel = made_panel(1)
    one = roots(panel).associations[0]

    assert one.deviation == pytest.approx(np.std(panel["gap"]))
    assert np.log(one.per_deviation.high) == pytest.approx(one.deviation * np.log(one.per_unit.high))


def test_change_is_taken_apart_without_anything_over_and_effort_gets_its_share() -> None:
    found = roots(made_panel(5, World(gap=0.0, effort=1.0, effort_growth=0.05, units=60)), level=0.95)
    change = found.change

    assert change is not None
    assert change.effort_share is not None
    whole = sum(part.value for part in change.parts) + change.remainder.value
    assert whole == pytest.approx(change.counts[1] - change.counts[0])
    assert change.remainder.low + sum(part.high for part in change.parts) >= whole - 1e-6  # no wider than one by one
    assert change.effort_share.low <= 1.0 <= change.effort_share.high + 0.35  # shocks of months are the rest


def test_change_of_effort_as_an_offset_and_of_completeness_is_known_without_an_interval() -> None:
    panel = made_panel(2)
    panel["completeness"] = [0.5 if day.year < 2024 else 1.0 for day in panel["date"]]
    found = roots(panel, effort_as="offset")

    assert found.change is not None
    parts = {part.name: part for part in found.change.parts}
    assert found.effort is None
    assert parts["effort"].low == parts["effort"].high == parts["effort"].value > 0
    assert parts["completeness"].value > 0


def test_a_driver_shared_by_all_is_told_over_time_and_one_of_places_between_them() -> None:
    panel = made_panel(3, World(shared=True))
    panel["distance"] = [len(unit) * 10.0 + int(unit.split()[1]) for unit in panel["unit"]]
    found = roots(panel, "gap", "distance", "free")
    told = {one.driver: one for one in found.associations}

    assert told["gap"].effects == "unit, season and trend"
    assert told["distance"].effects == "period"
    assert told["free"].effects == "two-way"
    assert "shared_by_all" in {one.code for one in told["gap"].cautions}
    assert "between_units" in {one.code for one in told["distance"].cautions}


def test_a_driver_that_follows_the_counts_is_told_to_know_more_of_the_past_than_of_the_future() -> None:
    panel = made_panel(4, World(gap=0.0))
    counts = np.array(panel["count"], float).reshape(30, 36)
    followed = np.hstack([counts[:, :1], counts[:, :-1]]) + np.random.default_rng(1).normal(0, 1, counts.shape)
    panel["follower"] = followed.ravel().tolist()

    assert "future_tells_more" in codes(roots(panel, "follower"))
    assert "future_tells_more" not in codes(roots(made_panel(4)))


def test_few_units_few_periods_a_trend_and_likeness_are_told() -> None:
    panel = made_panel(6, World(units=6, periods=12, shared=True))
    day = [one.month for one in panel["date"]]
    panel["rising"] = [month + 0.3 * np.sin(month * 2.0) for month in day]
    panel["alike"] = [a + 0.4 * b for a, b in zip(panel["free"], np.random.default_rng(1).normal(size=72), strict=True)]
    found = roots(panel, "rising", "free", "alike")
    told = {one.driver: {caution.code for caution in one.cautions} for one in found.associations}

    assert {"few_clusters", "few_periods", "trending", "shared_by_all", "association"} <= told["rising"]
    assert "collinear" in told["alike"]
    assert max(one.vif for one in found.associations) > 5
    assert "no_season" in {one.code for one in found.cautions}


def test_a_lag_takes_the_driver_of_the_same_unit_so_many_periods_before_gaps_or_not() -> None:
    panel = made_panel(7)
    values = np.array(panel["gap"]).reshape(30, 36)
    panel["ahead"] = np.hstack([values[:, 1:], np.zeros((30, 1))]).ravel().tolist()
    keep = [at for at in range(30 * 36) if at % 5]
    holey = {name: [column[at] for at in keep] for name, column in panel.items()}
    found = roots(holey, "ahead", lags={"ahead": 1})

    assert found.associations[0].per_unit.low <= np.exp(0.15) <= found.associations[0].per_unit.high
    assert found.left_out["ahead"] > 30
    assert "gaps" in {one.code for one in found.cautions}


@pytest.mark.parametrize(
    ("column", "values", "code"),
    [
        ("gap", lambda _: 3.0, "roots.one_value"),
        ("gap", lambda at: "dear" if at == 4 else at, "roots.no_number"),
        ("gap", lambda at: float("inf") if at == 4 else at, "roots.no_number"),
        ("gap", lambda _: None, "roots.no_values"),
        ("count", lambda _: 0, "roots.no_incidents"),
        ("count", lambda _: -1, "analyse.count"),
        ("count", lambda _: None, "analyse.count"),
        ("unit", lambda _: "one", "roots.one_unit"),
        ("date", lambda _: date(2024, 1, 1), "roots.one_period"),
        ("date", lambda _: "soon", "analyse.date"),
        ("effort", lambda _: "much", "analyse.count"),
        ("effort", lambda _: 0, "roots.no_rows"),
        ("completeness", lambda _: 30, "roots.no_share"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(column: str, values: Any, code: str) -> None:
    panel = made_panel(8, World(units=4, periods=8))
    panel[column] = [values(at) for at in range(32)]

    with pytest.raises(UserError) as told:
        roots(panel)

    assert told.value.code == code


def test_a_row_that_stands_twice_and_drivers_that_are_one_are_refused() -> None:
    panel = made_panel(9, World(units=4, periods=8))
    twice = {name: [*column, column[3]] for name, column in panel.items()}
    panel["double"] = [2 * one + 1 for one in panel["gap"]]

    with pytest.raises(UserError, match=r"roots\.twice"):
        roots(twice)
    with pytest.raises(UserError, match=r"roots\.collinear"):
        roots(panel, "gap", "double")


def test_areas_without_any_incident_are_left_out_and_told() -> None:
    panel = made_panel(10)
    panel["count"] = [
        0 if unit == "area 3" else count for unit, count in zip(panel["unit"], panel["count"], strict=True)
    ]

    assert "silent" in {one.code for one in roots(panel).cautions}


@settings(max_examples=6, deadline=None)
@given(some.floats(0.01, 100), some.floats(-50, 50))
def test_units_of_a_driver_change_nothing_but_its_ratio_per_unit(scale: float, shift: float) -> None:
    panel = made_panel(11, World(units=6, periods=10))
    moved = {**panel, "gap": [scale * one + shift for one in panel["gap"]]}
    one, other = (roots(columns).associations[0] for columns in (panel, moved))

    assert other.per_deviation.ratio == pytest.approx(one.per_deviation.ratio, rel=1e-4)
    assert other.coefficient * scale == pytest.approx(one.coefficient, rel=1e-4)
