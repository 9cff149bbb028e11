"""The sentences of the findings: the same in three languages, both ranges, small bases in counts, never a raw code."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tasvir.core.calendars.periods import parse_period
from tasvir.core.picture.account.totals_beside import add_totals_beside
from tasvir.core.picture.findings.ordering import FIRST_PAGE, GROUPS, build_findings
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.wording import Wording, _patterns
from tasvir.core.vocabulary.lists import load_lists
from tasvir.core.vocabulary.messages import LANGUAGES

QUARTER = parse_period("1404-Q2")
OFFICE = Commission(country="IR", calendar="jalali")
VOICES = [Wording(lang, load_lists(), OFFICE, "jalali") for lang in LANGUAGES]
PLACEHOLDER = re.compile(r"{(\w+)}")


def compared(value: float | None, base: float | None, name: str = "same-period-last-year") -> dict[str, Any]:
    percent = round((value - base) / base * 100, 1) if value is not None and base else None
    return {
        "name": name, "start": "2024-06-21", "end": "2024-09-21", "value": base, "change_percent": percent,
        "current_start": "2025-06-22", "current_end": "2025-09-22", "current_value": value, "periods": 1,
        "percent_of_plan": percent,
    }  # fmt: skip


def number(value: float | None, *comparisons: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "measure": "cases_detected", "by": {}, "value": value, "unit": "case", "state": "number",
        "basis": "events", "comparisons": list(comparisons), **changes,
    }  # fmt: skip


def picture(*numbers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    reporting = {"expected": 4, "received": 4, "missing_reports": [], "late_reports": [], "missing": []}
    once = {"reported": 0, "distinct": 0, "groups": [], "doubtful": []}
    return {
        "numbers": list(numbers), "reporting": reporting, "counted_once": once, "reconciliation": [],
        "unplaced": [], "analysis": {}, "sources": [], "statements": [], **changes,
    }  # fmt: skip


def texts(told: dict[str, Any], kind: str, lang: str = "en") -> list[str]:
    return [one["text"][lang] for one in build_findings(told, QUARTER, VOICES) if one["kind"] == kind]


def test_patterns_have_the_same_keys_and_placeholders_in_every_language() -> None:
    shapes = [
        {key: sorted(set(PLACEHOLDER.findall(pattern))) for key, pattern in _patterns(lang).items()}
        for lang in LANGUAGES
    ]

    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "en",
            "Cases detected in Q2 1404 (2025-06-22 to 2025-09-22): 12\u00a0cases; "
            "same period last year (2024-06-21 to 2024-09-21): 9\u00a0cases (up 33.3%).",
        ),
        (
            "vi",
            "Số vụ phát hiện, bắt giữ trong quý II năm 1404 (lịch Iran) (từ 22/06/2025 đến 22/09/2025) là 12\u00a0vụ; "
            "cùng kỳ năm trước (từ 21/06/2024 đến 21/09/2024) là 9\u00a0vụ (tăng 33,3%).",
        ),
        (
            "fa",
            "کشفیات در سه\u200cماههٔ دوم ۱۴۰۴ (۱۴۰۴/۰۴/۰۱ تا ۱۴۰۴/۰۶/۳۱) ۱۲\u00a0فقره بوده است؛ "
            "رقم مدت مشابه سال قبل (۱۴۰۳/۰۴/۰۱ تا ۱۴۰۳/۰۶/۳۱) ۹\u00a0فقره بود (۳۳٫۳٪ افزایش).",
        ),
    ],
)
def test_total_tells_value_base_change_and_both_ranges(lang: str, sentence: str) -> None:
    assert texts(picture(number(12, compared(12, 9))), "total", lang) == [sentence]


def test_change_on_a_small_base_is_told_in_counts() -> None:
    told = texts(picture(number(9, compared(9, 3))), "total")

    assert told[0].endswith("3\u00a0cases (6 more).")


def test_total_without_a_base_says_that_there_is_none() -> None:
    told = texts(picture(number(9, compared(9, None))), "total")

    assert "There is no figure to compare it with" in told[0]


def test_written_total_says_that_nobody_confirmed_it() -> None:
    told = build_findings(picture(number(9, basis="written")), QUARTER, VOICES)[0]

    assert told["confidence"] == "low"
    assert told["text"]["en"].endswith("nobody has confirmed it.")


def test_plan_is_told_as_a_share_of_the_plan() -> None:
    plan = {**compared(450, 900, "plan"), "percent_of_plan": 50.0}

    assert "that is 50.0% of the plan" in texts(picture(number(450, plan)), "total")[0]


@pytest.mark.parametrize(
    ("expected", "received", "confidence"), [(4, 4, "high"), (10, 9, "medium"), (4, 2, "low"), (None, 2, "medium")]
)
def test_confidence_follows_the_reports_that_are_in(expected: int | None, received: int, confidence: str) -> None:
    told = picture(number(12, compared(12, 9)))
    told["reporting"] = {**told["reporting"], "expected": expected, "received": received}

    assert build_findings(told, QUARTER, VOICES)[0]["confidence"] == confidence


def test_largest_change_leaves_out_areas_that_hold_others() -> None:
    cells = [
        number(value, compared(value, base), by={"area": area})
        for area, value, base in (("IR-15", 30, 10), ("IR-15-01", 20, 8), ("IR-15-02", 10, 2))
    ]

    told = texts(picture(number(30, compared(30, 10)), *cells), "change")

    assert [sentence.split(":")[0] for sentence in told] == ["The largest rise by area is in Khorramabad"]


def test_findings_show_labels_not_codes() -> None:
    cells = [number(n, by={"goods": goods}) for goods, n in (("e_cigarettes", 7), ("home_appliances", 5))]
    reports = {"expected": 2, "received": 1, "late_reports": [], "missing": ["food_drug"],
               "missing_reports": [{"body": "food_drug"}]}  # fmt: skip

    told = build_findings(picture(number(12), *cells, reporting=reports), QUARTER, VOICES)

    assert not [one["text"]["en"] for one in told if re.search(r"\w_\w", one["text"]["en"])]


def test_repeats_and_doubtful_pairs_are_told_apart() -> None:
    doubtful = [{"reason_codes": ["repeat.exact"]}, {"reason_codes": ["link.same_day"]}]
    once = {"reported": 3, "distinct": 2, "groups": [], "doubtful": doubtful}

    told = build_findings(picture(counted_once=once), QUARTER, VOICES)

    assert [one["kind"] for one in told] == ["repeats", "doubtful", "completeness"]


def full_picture() -> dict[str, Any]:
    """Every kind of finding, many of each."""
    measures = ("cases_detected", "goods_value", "persons", "vehicles", "fines", "exports", "imports")
    totals = [number(50 + n, compared(50 + n, 20), measure=name) for n, name in enumerate(measures)]
    effort = [number(90, compared(90, 80), measure=name) for name in ("inspections", "parcels_screened")]
    cells = [
        number(10 * n + place, compared(10 * n + place, 2), by={name: code})
        for place, (name, codes) in enumerate({"goods": ("tea", "diesel"), "channel": ("shop", "road")}.items())
        for n, code in enumerate(codes, 1)
    ]
    told = picture(*totals, *effort, *cells, unplaced=[{}] * 3, sources=[{"kind": "refused", "rejected": 4}])
    said = ["a b c d e", "v w x y z", "l m n o p"]
    told["statements"] = [
        {"kind": kind, "sources": ["a"], "quotes": [quote], "confidence": 0.9, "bodies": [], "stated_by": "X"}
        for kind in ("cause", "method", "directive", "proposal", "limitation")
        for quote in said
    ]
    return told


def test_the_first_page_is_short_and_ranked() -> None:
    found = build_findings(full_picture(), QUARTER, VOICES)
    first = [one for one in found if one["first_page"]]

    assert found[: len(first)] == first
    assert len(first) <= FIRST_PAGE
    assert len(found) > FIRST_PAGE
    for part in (first, found[len(first) :]):
        groups = [one["group"] for one in part]
        assert groups == sorted(groups, key=list(GROUPS).index)
    assert [one["text"]["en"].split(",")[0] for one in first if one["kind"] == "stated"] == ["Cause", "Method"]


def test_every_kind_of_finding_has_its_group() -> None:
    told = build_findings(full_picture(), QUARTER, VOICES)

    assert {one["kind"] for one in told} <= {kind for kinds in GROUPS.values() for kind in kinds}


def test_all_measures_of_effort_stand_in_one_sentence() -> None:
    assert texts(full_picture(), "effort") == [
        "Effort in the same days (in brackets the same period last year, 2024-06-21 to 2024-09-21): "
        "inspections 90 (80) and parcels screened 90 (80)."
    ]


def test_near_duplicates_are_told_once() -> None:
    cells = [
        number(n, compared(n, 2), by={name: code})
        for name, codes in (("goods", ("tea", "diesel")), ("channel", ("shop", "road")))
        for n, code in zip((30, 4), codes)
    ]
    told = picture(number(34, compared(34, 4)), *cells)
    quotes = ("Fuel is cheaper here than abroad", "fuel is much cheaper here than abroad", "No work for the young")
    told["statements"] = [
        {"kind": "cause", "sources": ["a"], "quotes": [quote], "confidence": 0.9, "bodies": [], "stated_by": "X"}
        for quote in quotes
    ]

    assert len(texts(told, "change")) == 1
    assert [sentence.split("“")[1] for sentence in texts(told, "stated")] == [f"{quotes[0]}”", f"{quotes[2]}”"]


def test_reported_totals_outside_a_total_from_lists_are_named() -> None:
    whole = number(3, rows_used=3)
    reported = [
        number(value, by={"agency": agency}, basis="reported") for agency, value in (("police", 100), ("post", 0))
    ]
    listed = number(3, by={"agency": "customs"})
    letter = {"agency": "health", "measure": "cases_detected", "by": {}, "unit": "case", "basis": "written",
              "reported_total": 7, "from_events": None}  # fmt: skip
    held = {**letter, "agency": "customs", "from_events": 3}
    add_totals_beside([whole, *reported, listed], [letter, held])

    assert [(one["agency"], one["value"]) for one in whole["not_included"]] == [("health", 7), ("police", 100)]
    assert "not_included" not in listed
    assert texts(picture(whole), "beside")[0].startswith(
        "Cases detected: the total of 3\u00a0cases is counted from lists"
    )
