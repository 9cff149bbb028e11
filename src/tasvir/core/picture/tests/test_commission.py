"""commission.yaml: strict, all problems at once, bodies of files, the office's own names."""

from __future__ import annotations

from datetime import date

import pytest

from tasvir.core.calendars.periods import parse_period
from tasvir.core.picture.office.commission import Commission, Series, matches
from tasvir.core.picture.office.own_lists import office_lists
from tasvir.core.picture.office.reader import CommissionError, read_commission
from tasvir.core.vocabulary.lists import load_lists
from tasvir.core.vocabulary.messages import LANGUAGES, message

GOOD = """
name: {fa: کمیسیون, vi: Ban, en: Commission}
country: IR
area: IR-15
calendar: jalali
time_zone: Asia/Tehran
bodies:
  - {code: police, name: {fa: انتظامی, en: Police}, agency: police, aliases: [ناجای لرستان], files: ["police/*"]}
  - {code: road, name: Road police, parent: police, agency: road_police, files: ["police/road-*"]}
expected_reports:
  - {body: police, kind: incidents, every: quarter, due_days: 10, first: 1402-Q1}
receipts:
  - {file: "police/list.xlsx", body: police, received_on: 1404/07/05, period: 1404-Q2}
targets:
  - {measure: cases_detected, period: 1404, value: 900, unit: case}
past_totals:
  - {measure: cases_detected, by: {goods: tea}, period: 1402, value: 700}
campaigns:
  - code: tea-plan
    name: {fa: طرح چای, vi: Đợt chè, en: Tea plan}
    start: 1403-07-01
    end: 2025-09-22
    goods: tea
    area: IR-15
    agency: police
    outcome: {measure: tips_received, by: {goods: tea}}
    control: {measure: tips_received, by: {goods: rice}}
"""


def read(text: str) -> Commission:
    return read_commission("commission.yaml", text, lists=load_lists())


def problems(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(CommissionError) as caught:
        read(text)
    return [(issue.code, issue.row) for issue in caught.value.issues]


def test_read_commission_takes_every_part() -> None:
    commission = read(GOOD)

    assert commission.label("vi") == "Ban"
    assert commission.body_by_code["road"].label("fa") == "Road police"
    assert commission.above("road") == ["police"]
    assert commission.expected[0].first == parse_period("1402-Q1")
    assert commission.receipts[0].received_on == date(2025, 9, 27)
    assert commission.targets[0].period == parse_period("1404")
    assert commission.past_totals[0].by == {"goods": "tea"}
    assert commission.past_totals[0].unit == "case"
    plan = commission.campaigns[0]
    assert (plan.code, plan.label("vi"), plan.goods, plan.agency) == ("tea-plan", "Đợt chè", "tea", "police")
    assert (plan.start, plan.end) == (date(2024, 9, 22), date(2025, 9, 22))
    assert (plan.outcome, plan.control) == (
        Series("tips_received", {"goods": "tea"}),
        Series("tips_received", {"goods": "rice"}),
    )


def test_read_commission_of_an_empty_file_declares_nothing() -> None:
    assert read("") == Commission()


def test_read_commission_tells_all_problems_with_their_lines() -> None:
    wrong = (
        "calendar: lunar\n"
        "boddies: []\n"
        "bodies:\n"
        "  - {code: police, parent: b}\n"
        "  - {code: police}\n"
        "  - {name: x}\n"
        "expected_reports:\n"
        "  - {body: c, every: week, due_days: -1}\n"
        "targets:\n"
        "  - {measure: nonsense, period: 1404-13, value: many}\n"
    )

    assert sorted(problems(wrong), key=lambda one: (one[1] or 0, one[0])) == [
        ("yaml.expected_choice", 1),
        ("yaml.unknown_key", 2),
        ("commission.unknown_body", 4),
        ("commission.repeated_code", 5),
        ("yaml.missing_key", 6),
        ("commission.unknown_body", 8),
        ("yaml.expected_choice", 8),
        ("yaml.expected_whole", 8),
        ("commission.expected_period", 10),
        ("commission.unknown_code", 10),
        ("yaml.expected_number", 10),
    ]


def test_read_commission_refuses_what_is_not_yaml() -> None:
    assert problems("bodies: [\n  - x") == [("yaml.broken", 2)]


def test_read_commission_refuses_a_circle_of_bodies() -> None:
    text = "bodies:\n  - {code: a, name: A, parent: b}\n  - {code: b, name: B, parent: a}\n"

    assert problems(text) == [("commission.circle", 2), ("commission.circle", 3)]


def test_read_commission_tells_what_is_wrong_with_a_campaign() -> None:
    wrong = (
        "campaigns:\n"
        "  - {code: a, start: 1404-06-01, end: 1404-05-01}\n"
        "  - {code: a, start: soon, end: 1404-05-01, goods: nonsense}\n"
        "  - {code: b, start: 1404-05-01}\n"
        "  - {code: c, start: 1404-05-01, end: 1404-05-02, outcome: {by: {goods: tea}}, control: {measure: nonsense}}\n"
    )

    assert sorted(problems(wrong), key=lambda one: (one[1] or 0, one[0])) == [
        ("commission.end_before_start", 2),
        ("commission.expected_day", 3),
        ("commission.repeated_code", 3),
        ("commission.unknown_code", 3),
        ("yaml.missing_key", 4),
        ("commission.unknown_code", 5),
        ("yaml.missing_key", 5),
    ]


@pytest.mark.parametrize("value", ["-5", ".inf", "-0.5"])
def test_a_target_or_past_total_below_nought_is_refused(value: str) -> None:
    text = f"targets:\n  - {{measure: cases_detected, period: 1404, value: {value}}}\n"

    assert [code for code, _ in problems(text)] in (["yaml.expected_amount"], ["yaml.expected_number"])


def test_a_body_without_a_name_is_flagged_where_no_list_names_it() -> None:
    text = "bodies:\n  - {code: police}\n  - {code: b7, agency: customs}\n  - {code: b8}\n"

    assert problems(text) == [("yaml.missing_key", 4)]


def test_problems_are_told_in_every_language() -> None:
    with pytest.raises(CommissionError) as caught:
        read("calendar: lunar\n")
    issue = caught.value.issues[0]

    told = {lang: message(issue.code, lang, issue.values) for lang in LANGUAGES}

    assert told["en"] == "commission.yaml, line 1: calendar is lunar; expected one of jalali, gregorian, vn"
    assert len(set(told.values())) == 3


@pytest.mark.parametrize(
    ("file", "body"),
    [("police/list.xlsx", "police"), ("police/road-1.xlsx", "road"), ("post/list.xlsx", None)],
)
def test_body_of_file_is_that_of_the_most_telling_pattern(file: str, body: str | None) -> None:
    found = read(GOOD).body_of_file(file)

    assert (found.code if found else None) == body


def test_matches_meets_a_bare_name_in_any_folder() -> None:
    assert matches("a/b/list-1.xlsx", "list-*.xlsx")
    assert not matches("a/b/list-1.xlsx", "b/list-*.xlsx")


def test_office_lists_find_the_offices_own_words() -> None:
    lists = office_lists(load_lists(), read(GOOD))

    assert lists.find("agencies", "ناجای لرستان") == "police"
    assert lists.label("agencies", "police", "en") == "Police"
    assert lists.label("agencies", "road_police", "vi") == "Road police"


def test_office_lists_keep_the_common_label_where_bodies_share_an_agency() -> None:
    shipped = load_lists()
    text = "bodies:\n  - {code: a, name: Station A, agency: police}\n  - {code: b, name: Station B, agency: police}\n"
    lists = office_lists(shipped, read(text))

    assert lists.label("agencies", "police", "en") == shipped.label("agencies", "police", "en")
    assert lists.find("agencies", "Station B") == "police"
