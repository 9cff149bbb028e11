from __future__ import annotations

from datetime import date

from tasvir.core.linkage.reports import find_reports
from tasvir.core.linkage.tests.rows import incidents, seizure


def test_goods_lines_of_one_reference_are_one_report() -> None:
    rows = incidents(seizure(line=1), seizure(line=2, goods="tea"), seizure(ref="P-1002"))

    found = find_reports(rows)

    assert found.report.tolist() == [0, 0, 2]
    assert found.ignored == {}


def test_lines_without_a_number_are_told_apart_by_their_goods() -> None:
    found = find_reports(incidents(seizure(), seizure(goods="tea")))

    assert found.report.tolist() == [0, 0]
    assert found.ignored == {}


def test_one_reference_of_two_agencies_is_two_reports() -> None:
    found = find_reports(incidents(seizure(), seizure(lead_agency="customs")))

    assert found.report.tolist() == [0, 1]


def test_rows_without_a_reference_stand_alone() -> None:
    found = find_reports(incidents(seizure(ref=None), seizure(ref=None, quantity=3.0)))

    assert found.report.tolist() == [0, 1]


def test_a_reference_is_the_same_in_other_digits_and_dashes() -> None:
    found = find_reports(incidents(seizure(ref="P-1001", line=1), seizure(ref="P/۱۰۰۱", line=2, goods="tea")))

    assert found.report.tolist() == [0, 0]


def test_a_correction_reported_later_supersedes_wherever_it_stands() -> None:
    later = seizure(quantity=900.0, reported_on=date(2025, 7, 9))
    first = seizure(reported_on=date(2025, 7, 2))

    found = find_reports(incidents(later, first))

    assert found.ignored == {1: "superseded"}


def test_a_correction_without_a_day_of_reporting_goes_by_the_order_of_the_rows() -> None:
    found = find_reports(incidents(seizure(), seizure(value=1)))

    assert found.ignored == {0: "superseded"}


def test_a_correction_of_the_goods_in_another_file_supersedes_the_whole_row() -> None:
    found = find_reports(incidents(seizure(file="may.xlsx"), seizure(file="june.xlsx", goods="tea")))

    assert found.ignored == {0: "superseded"}


def test_the_same_row_with_its_reference_again_is_a_duplicate() -> None:
    found = find_reports(incidents(seizure(file="a.xlsx"), seizure(file="b.xlsx")))

    assert found.ignored == {0: "duplicate"}


def test_a_reference_used_again_months_later_is_another_event_and_shown() -> None:
    found = find_reports(incidents(seizure(), seizure(occurred_on=date(2025, 11, 3), goods="tea")))

    assert found.report.tolist() == [0, 1]
    assert found.reused == [(0, 1)]


def test_a_running_number_used_again_is_no_news() -> None:
    found = find_reports(incidents(seizure(ref="7"), seizure(ref="7", occurred_on=date(2025, 11, 3), goods="tea")))

    assert found.report.tolist() == [0, 1]
    assert found.reused == []


def test_a_corrected_day_supersedes_when_all_else_is_the_same() -> None:
    found = find_reports(incidents(seizure(), seizure(occurred_on=date(2025, 8, 1))))

    assert found.ignored == {0: "superseded"}
