"""The Vietnamese sample against its known truth, over reporting months from the 15th to the 14th."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.end_to_end.conftest import Made
from tests.end_to_end.test_lorestan import number

PERIOD = "vn:2024-Q4"


def test_quarter_of_the_decree_is_counted(tayninh: Made, truth: Callable[[str], dict[str, Any]]) -> None:
    known, picture = truth("tayninh"), tayninh.picture
    true = known["counts"][PERIOD]["cases_detected"]
    assert (
        [picture["period"]["start"], picture["period"]["end"]]
        == known["periods"][PERIOD]
        == ["2024-09-15", "2024-12-14"]
    )
    assert abs(number(picture, "cases_detected")["value"] - true) <= 0.02 * true


def test_missing_and_late_reports_are_named(tayninh: Made, truth: Callable[[str], dict[str, Any]]) -> None:
    known, reporting = truth("tayninh"), tayninh.picture["reporting"]
    assert reporting["missing"] == [one["body"] for one in known["missing"]]
    assert {one["body"] for one in reporting["late_reports"]} == set(known["late"])


def test_shared_events_are_joined_or_doubtful(tayninh: Made, truth: Callable[[str], dict[str, Any]]) -> None:
    known, counted = truth("tayninh"), tayninh.picture["counted_once"]
    start, end = known["periods"][PERIOD]
    pairs = [set(one["members"]) for one in counted["groups"] + counted["doubtful"]]
    shared = [one["members"] for one in known["shared"] if start <= one["day"] <= end]
    missed = [members for members in shared if not any(len(set(members) & pair) > 1 for pair in pairs)]
    assert missed == []


def test_refused_rows_are_told_by_the_exit_code(tayninh: Made) -> None:
    assert tayninh.code == 3
