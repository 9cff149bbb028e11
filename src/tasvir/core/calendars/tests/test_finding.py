from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.calendars.finding import find_period, find_periods
from tasvir.core.calendars.periods import Kind, period_containing
from tasvir.core.calendars.systems import System

TODAY = date(2025, 9, 21)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("گزارش عملکرد سه ماهه دوم 1404", "1404-Q2"),
        ("سه‌ماههٔ دوم سال ۱۴۰۴ نسبت به مدت مشابه سال ۱۴۰۳", "1404-Q2"),
        ("شهریور ۱۴۰۴", "1404-06"),
        ("شهریورماه سال 1404", "1404-06"),
        ("نیمه نخست سال ۱۴۰۳", "1403-H1"),
        ("شش ماهه دوم ۱۴۰۳", "1403-H2"),
        ("نه ماهه نخست سال ۱۴۰۳", "1403-01-01..1403-09-30"),
        ("سه ماهه پایانی سال ۱۴۰۳", "1403-Q4"),
        ("بهار ۱۴۰۴", "1404-Q1"),
        ("فروردین تا پایان شهریور ۱۴۰۴", "1404-H1"),
        ("در سال ۱۴۰۴", "1404"),
        ("از ۱۴۰۴/۰۹/۲۵ تا ۱۴۰۴/۱۲/۲۴", "1404-09-25..1404-12-24"),
        ("نیمه نخست امسال", "1404-H1"),
        ("quý I năm 2023", "2023-Q1"),
        ("Quý III/2023", "2023-Q3"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("9 tháng năm 2023", "2023-01-01..2023-09-30"),
        ("tháng 3/2023", "2023-03"),
        ("tháng 03 năm 2023", "2023-03"),
        ("từ ngày 16/12/2025 đến ngày 15/3/2026", "2025-12-16..2026-03-15"),
        ("Q2 2023", "2023-Q2"),
        ("results for 2023-Q2", "2023-Q2"),
        ("first half of 2023", "2023-H1"),
        ("the first nine months of 2023", "2023-01-01..2023-09-30"),
        ("January to March 2023", "2023-Q1"),
        ("in May 2023", "2023-05"),
    ],
)
def test_a_text_names_its_period(text: str, label: str) -> None:
    found = find_period(text, today=TODAY)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    "text",
    ["", "شهریور", "ngày 11 tháng 5 năm 2023", "18 Nov 2023", "مهر ۲۰۲۳", "từ đầu năm 2023 đến nay", "قانون ۱۳۹۲",
     "12 tháng 5 con bò", "نیمه اول شهریور ۱۴۰۴"],
)  # fmt: skip
def test_a_text_without_a_sure_period_names_none(text: str) -> None:
    assert find_period(text) is None


def test_a_vietnamese_commission_reads_reporting_periods() -> None:
    found = [find_period(text, "vn") for text in ("quý I năm 2023", "tháng 3/2023", "6 tháng đầu năm 2024", "năm 2023")]
    assert [period and period.label for period in found] == ["vn:2023-Q1", "vn:2023-03", "vn:2024-H1", "vn:2023"]


def test_this_year_needs_a_day_to_be_told_from() -> None:
    assert find_period("نیمه نخست امسال") is None


def test_each_period_of_a_text_keeps_its_place() -> None:
    text = "کشفیات سه‌ماههٔ دوم ۱۴۰۴ در برابر خرداد ۱۴۰۳"
    assert [(found.period.label, text[found.start : found.end]) for found in find_periods(text)] == [
        ("1404-Q2", "سه‌ماههٔ دوم ۱۴۰۴"),
        ("1403-03", "خرداد ۱۴۰۳"),
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("در تاریخ ۱۴۰۴/۰۶/۳۰", "1404-06-30"),
        ("۲۵ فروردین ۱۴۰۳", "1403-01-25"),
        ("اول مهر ۱۴۰۴", "1404-07-01"),
        ("ngày 11 tháng 5 năm 2023", "2023-05-11"),
        ("on 18th November 2023", "2023-11-18"),
        ("November 18, 2023", "2023-11-18"),
    ],
)
def test_a_day_in_a_text_is_found_with_the_periods(text: str, label: str) -> None:
    assert [found.period.label for found in find_periods(text)] == [label]


@given(
    st.dates(date(1951, 1, 1), date(2070, 12, 31)),
    st.sampled_from(["half", "quarter", "month"]),
    st.sampled_from([("jalali", "fa"), ("jalali", "en"), ("gregorian", "vi"), ("gregorian", "en"), ("vn", "vi")]),
)
def test_the_name_of_a_period_is_found_again(day: date, kind: Kind, where: tuple[System, str]) -> None:
    system, lang = where
    period = period_containing(day, system, kind)
    assert find_period(period.label_in(lang), system) == period


@given(st.text(alphabet="ماهه سال تا quý năm tháng 0123456789۱۴۰۳/-.", max_size=40))
def test_no_text_breaks_the_finder(text: str) -> None:
    places = [(found.start, found.end) for found in find_periods(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
