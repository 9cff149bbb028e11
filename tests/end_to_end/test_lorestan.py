"""The Persian sample against its known truth: from the folder to the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import Made, run_tasvir

PERIOD = "1404-Q2"
Truth = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def known(truth: Truth) -> dict[str, Any]:
    return truth("lorestan")


@pytest.fixture(scope="module")
def picture(lorestan: Made) -> dict[str, Any]:
    return lorestan.picture


def number(picture: dict[str, Any], measure: str, **by: str) -> dict[str, Any]:
    """One number by its measure and breakdown."""
    return next(one for one in picture["numbers"] if one["measure"] == measure and one["by"] == by)


def in_period(known: dict[str, Any], entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    start, end = known["periods"][PERIOD]
    return [entry for entry in entries if start <= entry["day"] <= end]


def test_refused_rows_are_told_by_the_exit_code(lorestan: Made) -> None:
    assert lorestan.code == 3
    assert "Traceback" not in lorestan.complained


def test_every_row_is_accounted_for(picture: dict[str, Any], known: dict[str, Any]) -> None:
    rows: Counter[str] = Counter()
    for source in picture["sources"]:
        parts = ("accepted", "rejected", "duplicate", "blank")
        assert source["rows_in"] == sum(source[part] for part in parts), source["file"]
        if source["kind"] == "incidents":
            rows[source["file"]] += source["rows_in"]
    assert dict(rows) == known["rows"]


def test_each_unusable_row_is_told_with_its_cell(picture: dict[str, Any], known: dict[str, Any]) -> None:
    told = {
        (source["file"], issue["row"])
        for source in picture["sources"]
        for issue in source["issues"]
        if issue.get("severity", "error") == "error"
    }
    planted = {(one["where"].split("#")[0], int(one["where"].rsplit("A", 1)[1])) for one in known["dirty"]}
    assert told == planted


def test_events_that_several_agencies_report_are_joined_or_doubtful(
    picture: dict[str, Any], known: dict[str, Any]
) -> None:
    joined = [set(group["members"]) for group in picture["counted_once"]["groups"]]
    doubtful = [set(pair["members"]) for pair in picture["counted_once"]["doubtful"]]
    shared = [set(one["members"]) for one in in_period(known, known["shared"])]
    outcome = Counter(
        "joined" if any(members <= group for group in joined)
        else "doubtful" if any(len(members & pair) > 1 for pair in doubtful)
        else "missed"
        for members in shared
    )  # fmt: skip
    assert outcome["missed"] == 0
    assert outcome["joined"] >= 0.9 * len(shared)


def test_events_that_only_look_alike_stay_apart(picture: dict[str, Any], known: dict[str, Any]) -> None:
    true = [set(one["members"]) for one in known["shared"]]
    true += [{one["first"], one["later"]} for one in known["corrections"] + known["repeats"]]
    joined = [
        set(group["members"])
        for group in picture["counted_once"]["groups"]
        if "link.lines" not in group["reason_codes"]
    ]
    wrong = [group for group in joined if not any(len(group & one) > 1 for one in true)]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize("role", ["corrections", "repeats"])
def test_corrections_and_repeats_are_not_counted_twice(
    picture: dict[str, Any], known: dict[str, Any], role: str
) -> None:
    pairs = [set(group["members"]) for group in picture["counted_once"]["groups"]]
    pairs += [set(pair["members"]) for pair in picture["counted_once"]["doubtful"]]
    for one in in_period(known, known[role]):
        assert any({one["first"], one["later"]} <= pair for pair in pairs), one


def test_counts_reach_the_truth(picture: dict[str, Any], known: dict[str, Any]) -> None:
    """Within one event in a hundred: in a hotspot two events of one day can look like one."""
    found, true = number(picture, "cases_detected"), known["counts"][PERIOD]["cases_detected"]
    assert abs(found["value"] - true) <= 0.01 * true
    assert picture["counted_once"]["distinct"] == found["value"]
    last_year = next(one for one in found["comparisons"] if one["name"] == "same-period-last-year")
    before = known["counts"]["1403-Q2"]["cases_detected"]
    assert abs(last_year["value"] - before) <= max(2, 0.015 * before)


@pytest.mark.parametrize(("key", "by"), [("by_area", "area"), ("by_goods", "goods")])
def test_breakdowns_reach_the_truth(picture: dict[str, Any], known: dict[str, Any], key: str, by: str) -> None:
    for code, true in known["counts"][PERIOD][key].items():
        found = number(picture, "cases_detected", **{by: code})["value"]
        assert abs(found - true) <= max(1, 0.05 * true), (code, found, true)


def test_missing_and_late_reports_are_named(picture: dict[str, Any], known: dict[str, Any]) -> None:
    reporting = picture["reporting"]
    assert sorted(reporting["missing"]) == sorted(one["body"] for one in known["missing"])
    assert sorted({one["body"] for one in reporting["late_reports"]}) == sorted(known["late"])
    assert reporting["expected"] - reporting["received"] == len(known["missing"])


def test_states_of_values_stay_apart(picture: dict[str, Any], known: dict[str, Any]) -> None:
    states = {one["measure"]: one["state"] for one in picture["numbers"] if not one["by"]}
    for measure, state in known["states"].items():
        assert states.get(measure, "not_reported") == state, measure


def test_a_total_that_disagrees_with_the_lists_under_it_shows_the_difference(
    picture: dict[str, Any], known: dict[str, Any]
) -> None:
    found = [
        one
        for one in picture["reconciliation"]
        if (one["agency"], one["measure"], one["by"]) == ("police", "cases_detected", {}) and one["basis"] == "reported"
    ]
    planted = next(one for one in known["differences"] if one["agency"] == "police")["difference"]
    assert [one["reported_total"] for one in found] == [known["reported_totals"][PERIOD]["cases_detected"]]
    assert found[0]["difference"] == found[0]["reported_total"] - found[0]["from_events"]
    assert 0 < found[0]["difference"] <= 1.3 * planted


def test_effort_stands_beside_the_results(picture: dict[str, Any], known: dict[str, Any]) -> None:
    assert number(picture, "inspections", agency="market_inspection")["value"] == sum(known["campaign"]["inspections"])


def test_written_figures_never_add_to_the_counts(picture: dict[str, Any]) -> None:
    assert number(picture, "cases_detected")["basis"] == "events"
    sources = [source for one in picture["written"] for value in one["values"] for source in value["sources"]]
    assert len([source for source in sources if "#chars=" in source]) == len(sources) > 0


def test_orders_of_the_minutes_are_read_with_their_days(picture: dict[str, Any]) -> None:
    minutes = [one for one in picture["statements"] if any("دبیرخانه/" in source for source in one["sources"])]
    orders = [one for one in minutes if one["kind"] in ("directive", "commitment")]
    assert len(orders) >= 5
    assert len([one for one in orders if one["due"]]) >= 3


def test_annex_is_filled(samples: Path, tmp_path: Path) -> None:
    form = samples / "annex" / "lorestan" / "form.xlsx"
    options = ("--period", PERIOD, "--lang", "fa", "--formats", "json", "--annex", form, "--out", tmp_path / "out")
    ran = run_tasvir("picture", samples / "lorestan", *options)
    filled = [path for path in (tmp_path / "out").rglob("*.xlsx") if "form" in path.name]
    assert (ran.returncode, len(filled)) == (3, 1), ran.stderr
