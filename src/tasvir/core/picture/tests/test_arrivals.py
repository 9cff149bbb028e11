"""Whose a file is and which days it speaks of."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from tasvir.core.calendars.periods import parse_period
from tasvir.core.intake.tables import FIGURES, INCIDENTS, SourceAnswer
from tasvir.core.picture.account.arrivals import find_arrivals
from tasvir.core.picture.office.commission import Body, Commission, Receipt
from tasvir.core.picture.tests.letters import letter
from tasvir.core.picture.written.periods import period_in_name

QUARTER = parse_period("1404-Q2")
POLICE = Body("p", {}, agency="police", files=("police*",))
POST = Body("b", {}, agency="post")


def incidents(file: str, agency: str = "police") -> SourceAnswer:
    rows = [
        {"occurred_on": date(2025, 7, 1), "lead_agency": agency},
        {"occurred_on": date(2025, 9, 1), "lead_agency": agency},
    ]
    return SourceAnswer(file, "incidents", pa.Table.from_pylist(rows, schema=INCIDENTS), 2, 2, 0, 0, 0)


def told(commission: Commission, answer: SourceAnswer) -> list[tuple[object, ...]]:
    found = find_arrivals([answer], [], commission, "jalali")
    return [(one.body, one.kind, one.start, one.end) for one in found]


def test_a_list_speaks_of_the_days_of_its_rows() -> None:
    office = Commission(bodies=(POLICE,))

    assert told(office, incidents("police.csv")) == [("p", "incidents", date(2025, 7, 1), date(2025, 9, 1))]


def test_a_period_in_the_name_says_more_than_the_rows_but_a_whole_year_does_not() -> None:
    office = Commission(bodies=(POLICE,))

    assert told(office, incidents("police-1404-Q2.csv"))[0][2:] == (QUARTER.start, QUARTER.end)
    assert told(office, incidents("police-1404.csv"))[0][2:] == (date(2025, 7, 1), date(2025, 9, 1))


def test_a_receipt_says_most() -> None:
    office = Commission(bodies=(POLICE,), receipts=(Receipt("*.csv", "p", date(2025, 10, 1), QUARTER),))

    assert told(office, incidents("police-1404-Q1.csv"))[0][2:] == (QUARTER.start, QUARTER.end)


def test_a_file_without_a_pattern_is_from_the_body_whose_agency_its_rows_name() -> None:
    office = Commission(bodies=(POLICE, POST))

    assert [one[0] for one in told(office, incidents("list.csv", "post"))] == ["b"]
    assert [one[0] for one in told(office, incidents("list.csv", "customs"))] == [None]


def test_a_total_of_nought_answers_for_a_list() -> None:
    row = {"agency": "police", "period_start": QUARTER.start, "period_end": QUARTER.end, "state": "zero", "value": 0.0}
    answer = SourceAnswer("police.csv", "figures", pa.Table.from_pylist([row], schema=FIGURES), 1, 1, 0, 0, 0)

    assert [one[1] for one in told(Commission(bodies=(POLICE,)), answer)] == ["figures", "incidents"]


def test_a_table_of_totals_answers_for_each_period_in_it() -> None:
    months = [parse_period(f"1404-0{month}") for month in (4, 5)]
    rows = [{"agency": "police", "period_start": one.start, "period_end": one.end, "value": 3.0} for one in months]
    answer = SourceAnswer("police.csv", "figures", pa.Table.from_pylist(rows, schema=FIGURES), 2, 2, 0, 0, 0)

    assert [one[2:] for one in told(Commission(bodies=(POLICE,)), answer)] == [
        (months[0].start, months[1].end), *((one.start, one.end) for one in months),
    ]  # fmt: skip


def test_a_letter_is_about_the_period_that_its_opening_names() -> None:
    report = letter("گزارش عملکرد سه‌ماههٔ دوم سال ۱۴۰۴\nمتن")

    assert [(one.body, one.kind, one.start) for one in find_arrivals([], [report], Commission(), "jalali")] == [
        ("police", "written", QUARTER.start)
    ]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("police-1404-Q2.xlsx", "1404-Q2"),
        ("1404-05/list.csv", "1404-05"),
        ("a/2023_q1.csv", "2023-Q1"),
        ("گزارش-سه‌ماههٔ-دوم-۱۴۰۴.docx", "1404-Q2"),
        ("فهرست-1404.csv", "1404"),
        ("letter-77.docx", None),
        ("tel-09121404555.txt", None),
    ],
)
def test_period_in_name_reads_labels_and_words(path: str, label: str | None) -> None:
    found = period_in_name(path, "jalali")

    assert (found.label if found else None) == label
