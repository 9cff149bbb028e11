from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.calendars import systems
from tasvir.core.calendars.periods import (
    Kind,
    Period,
    months_in,
    named_period,
    parse_period,
    period_containing,
    range_period,
    recognised,
    year_and_number,
)
from tasvir.core.calendars.relations import last_four, previous, same_last_year, year_to_date
from tasvir.core.calendars.systems import SYSTEMS, System
from tasvir.core.errors import UserError

ONE_DAY = timedelta(days=1)
PARTS: dict[Kind, int] = {"year": 1, "half": 2, "quarter": 4, "month": 12}
any_system = st.sampled_from(SYSTEMS)
any_kind = st.sampled_from(list(PARTS))
any_day = st.dates(date(1921, 3, 21), date(2071, 3, 20))


@st.composite
def any_period(draw: st.DrawFn) -> Period:
    system = draw(any_system)
    kind: Kind = draw(st.sampled_from(["year", "half", "quarter", "month", "week", "day", "range"]))
    day = draw(any_day)
    if kind == "range":
        return range_period(
            day, day + timedelta(days=draw(st.integers(0, 800))), "jalali" if system == "jalali" else "gregorian"
        )
    return period_containing(day, system, kind)


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("1404", date(2025, 3, 21), date(2026, 3, 20)),
        ("1404-H1", date(2025, 3, 21), date(2025, 9, 22)),
        ("1404-Q2", date(2025, 6, 22), date(2025, 9, 22)),
        ("1404-06", date(2025, 8, 23), date(2025, 9, 22)),
        ("1403-12", date(2025, 2, 19), date(2025, 3, 20)),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12-16..2026-03-15", date(2025, 12, 16), date(2026, 3, 15)),
        ("1404-09-25..1404-12-24", date(2025, 12, 16), date(2026, 3, 15)),
        ("2023-W01", date(2023, 1, 2), date(2023, 1, 8)),
        # Decree 09/2019/ND-CP art. 12: month, quarters, halves, year
        ("vn:2023-03", date(2023, 2, 15), date(2023, 3, 14)),
        ("vn:2023-01", date(2022, 12, 15), date(2023, 1, 14)),
        ("vn:2023-Q1", date(2022, 12, 15), date(2023, 3, 14)),
        ("vn:2023-Q2", date(2023, 3, 15), date(2023, 6, 14)),
        ("vn:2023-Q3", date(2023, 6, 15), date(2023, 9, 14)),
        ("vn:2023-Q4", date(2023, 9, 15), date(2023, 12, 14)),
        ("vn:2023-H1", date(2022, 12, 15), date(2023, 6, 14)),
        ("vn:2023-H2", date(2023, 6, 15), date(2023, 12, 14)),
        ("vn:2023", date(2022, 12, 15), date(2023, 12, 14)),
    ],
)
def test_a_label_names_its_days(label: str, start: date, end: date) -> None:
    found = parse_period(label)
    assert (found.start, found.end, found.label) == (start, end, label)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1404-13", "1404-00", "1404-Q5", "1404-Q0", "1404-H3", "1404-12-30", "1404-W60", "2023-02-29",
     "vn:1404-Q1", "2026-03-15..2025-12-16", "2025-12-16..", "1600", "99999", "1404-Q2-1"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_period(text)
    assert (refused.value.code, refused.value.values["value"]) == ("period.unreadable", text)


def test_digits_case_and_slashes_do_not_matter() -> None:
    assert [parse_period(text).label for text in ("۱۴۰۴-q2", "١٤٠٤/٠٦", " 1404Q2 ", "VN:2023-q1")] == [
        "1404-Q2", "1404-06", "1404-Q2", "vn:2023-Q1",
    ]  # fmt: skip


def test_1403_is_a_leap_year_and_1404_is_none() -> None:
    assert parse_period("1403").days == 366
    assert parse_period("1404").days == 365
    assert parse_period("1403-12-30").start == date(2025, 3, 20)


@given(any_period())
def test_a_label_read_again_is_the_same_period(period: Period) -> None:
    assert parse_period(period.label) == period


@given(any_system, any_kind, st.integers(1300, 1450))
def test_the_parts_of_a_year_tile_it(system: System, kind: Kind, jalali_year: int) -> None:
    year = jalali_year if system == "jalali" else jalali_year + 621
    parts = [named_period(system, kind, year, number) for number in range(1, PARTS[kind] + 1)]
    whole = named_period(system, "year", year)
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    assert [part.start for part in parts[1:]] == [part.end + ONE_DAY for part in parts[:-1]]
    assert sum(part.days for part in parts) == whole.days


@given(any_period())
def test_the_period_before_ends_the_day_before(period: Period) -> None:
    before = previous(period)
    assert before.end + ONE_DAY == period.start
    assert before.kind == period.kind


@given(any_day, any_system, st.sampled_from(["year", "half", "quarter", "month", "week", "day"]))
def test_a_day_lies_in_the_period_that_holds_it(day: date, system: System, kind: Kind) -> None:
    period = period_containing(day, system, kind)
    assert day in period
    assert period_containing(period.end, system, kind) == period
    if kind != "day":
        assert named_period(system, kind, *year_and_number(period)) == period


@given(any_period())
def test_the_months_of_a_period_cover_it_without_gaps(period: Period) -> None:
    months = months_in(period)
    assert period.start in months[0]
    assert period.end in months[-1]
    assert [month.start for month in months[1:]] == [month.end + ONE_DAY for month in months[:-1]]


@given(any_period())
def test_the_same_period_last_year_lies_a_year_back(period: Period) -> None:
    before = same_last_year(period)
    assert before.kind == period.kind
    assert 360 <= (period.start - before.start).days <= 371


@pytest.mark.parametrize(
    ("label", "last_year"),
    [
        ("1404-Q2", "1403-Q2"),
        ("vn:2023-Q1", "vn:2022-Q1"),
        ("1403-12-30", "1402-12-29"),
        ("2024-02-29", "2023-02-28"),
        ("2020-W53", "2019-W52"),
        ("2024-01-01..2024-02-29", "2023-01-01..2023-02-28"),
        ("2025-01-01..2025-02-28", "2024-01-01..2024-02-29"),
        ("1404-01-01..1404-12-29", "1403-01-01..1403-12-30"),
        ("2025-12-16..2026-03-15", "2024-12-16..2025-03-15"),
    ],
)
def test_the_same_period_last_year_keeps_its_name(label: str, last_year: str) -> None:
    assert same_last_year(parse_period(label)).label == last_year


def test_the_year_to_date_begins_with_the_year_of_the_calendar() -> None:
    assert year_to_date(parse_period("1404-Q2")).label == "1404-01-01..1404-06-31"
    assert year_to_date(parse_period("vn:2023-Q2")).label == "2022-12-15..2023-06-14"
    assert year_to_date(parse_period("2023-05")).label == "2023-01-01..2023-05-31"


def test_the_last_four_are_the_oldest_first() -> None:
    assert [period.label for period in last_four(parse_period("1404-Q2"))] == [
        "1403-Q2",
        "1403-Q3",
        "1403-Q4",
        "1404-Q1",
    ]


@pytest.mark.parametrize(
    ("label", "fa", "vi", "en"),
    [
        ("1404-Q2", "۱۴۰۴ سه‌ماههٔ دوم", "quý II năm 1404 (lịch Iran)", "1404 Q2"),
        ("2023-Q1", "۲۰۲۳ سه‌ماههٔ اول (میلادی)", "quý I năm 2023", "2023 Q1"),
        ("1404-06", "شهریور ۱۴۰۴", "Shahrivar 1404 (lịch Iran)", "Shahrivar 1404"),
        ("vn:2023-H1", "نیمهٔ اول سال گزارش ۲۰۲۳ (ویتنام)", "6 tháng đầu năm 2023", "reporting half 1 of 2023"),
        ("2025-12-16..2026-03-15", "۱۶ دسامبر ۲۰۲۵ تا ۱۵ مارس ۲۰۲۶",
         "từ ngày 16 tháng 12 năm 2025 đến ngày 15 tháng 3 năm 2026", "16 December 2025 to 15 March 2026"),
    ],
)  # fmt: skip
def test_a_period_has_a_name_in_each_language(label: str, fa: str, vi: str, en: str) -> None:
    period = parse_period(label)
    assert [period.label_in(lang) for lang in ("fa", "vi", "en")] == [fa, vi, en]


@given(any_day)
def test_jalali_weeks_begin_on_saturday(day: date) -> None:
    assert period_containing(day, "jalali", "week").start.weekday() == 5


@given(any_day, any_system)
def test_weeks_of_a_year_follow_each_other(day: date, system: System) -> None:
    week = period_containing(day, system, "week")
    year, number = systems.week_holding(system, week.end + ONE_DAY)
    assert systems.week_days(system, year, number)[0] == week.end + ONE_DAY


def test_range_that_is_a_quarter_is_recognised_in_its_calendar() -> None:
    days = parse_period("2025-06-22..2025-09-22")

    assert recognised(days, "jalali").label == "1404-Q2"
    assert recognised(days, "gregorian") == days
