from datetime import date

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.calendars import systems
from tasvir.core.calendars.dates import DateReading, Order, parse_date
from tasvir.core.calendars.systems import System
from tasvir.core.calendars.wording import day_name

any_day = st.dates(date(1921, 3, 21), date(2071, 3, 20))


def test_every_jalali_day_from_1300_to_1450_agrees_with_the_oracle() -> None:
    first = jdatetime.date(1300, 1, 1).togregorian().toordinal()
    last = jdatetime.date(1450, 12, 29).togregorian().toordinal()
    different = [
        ordinal
        for ordinal in range(first, last + 1)
        if systems.numbers_of(date.fromordinal(ordinal), "jalali") != _oracle(date.fromordinal(ordinal))
    ]
    assert different == []


def _oracle(day: date) -> tuple[int, int, int]:
    jalali = jdatetime.date.fromgregorian(date=day)
    return jalali.year, jalali.month, jalali.day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1404/06/30", date(2025, 9, 21)),
        ("۱۴۰۴/۶/۳۰", date(2025, 9, 21)),
        ("١٤٠٤-٠٦-٣٠", date(2025, 9, 21)),
        ("1404.06.30", date(2025, 9, 21)),
        ("1404 06 30", date(2025, 9, 21)),
        ("30/06/1404", date(2025, 9, 21)),
        ("14040630", date(2025, 9, 21)),
        ("1403/12/30", date(2025, 3, 20)),
        ("۲۵ فروردین ۱۴۰۳", date(2024, 4, 13)),
        ("25 فروردین ماه سال 1403", date(2024, 4, 13)),
        ("شنبه ۲۵ فروردین‌ماه ۱۴۰۳", date(2024, 4, 13)),
        ("۱۱ مه ۲۰۲۳", date(2023, 5, 11)),
        ("ngày 11 tháng 5 năm 2023", date(2023, 5, 11)),
        ("18 Nov 2023", date(2023, 11, 18)),
        ("November 18, 2023", date(2023, 11, 18)),
        ("18/11/2023", date(2023, 11, 18)),
        ("11/18/2023", date(2023, 11, 18)),
        ("05/05/2023", date(2023, 5, 5)),
        ("2023-05-11T10:20:30+07:00", date(2023, 5, 11)),
        ("2023-05-11 10:20", date(2023, 5, 11)),
        ("20230511", date(2023, 5, 11)),
        ("45000", date(2023, 3, 15)),
        ("45000.75", date(2023, 3, 15)),
    ],
)
def test_a_cell_tells_its_day(text: str, day: date) -> None:
    assert parse_date(text) == DateReading(day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1404/12/30", "date.impossible"),
        ("2023-02-29", "date.impossible"),
        ("1404/13/01", "date.impossible"),
        ("1404/07/31", "date.impossible"),
        ("0/0/1404", "date.impossible"),
        ("05/06/2023", "date.ambiguous"),
        ("03/05/11", "date.ambiguous"),
        ("", "date.unreadable"),
        ("yesterday", "date.unreadable"),
        ("1600/01/01", "date.out_of_range"),
        ("99999", "date.unreadable"),
        ("فروردین ۱۴۰۳", "date.unreadable"),
        ("25 فروردین 2023", "date.unreadable"),
    ],
)
def test_a_cell_without_a_sure_day_says_why(text: str, reason: str) -> None:
    assert (parse_date(text).day, parse_date(text).reason) == (None, reason)


@pytest.mark.parametrize(
    ("text", "order", "calendar", "day"),
    [
        ("05/06/2023", "dmy", None, date(2023, 6, 5)),
        ("05/06/2023", "mdy", None, date(2023, 5, 6)),
        ("04/05/11", None, "jalali", date(2025, 8, 2)),
        ("11/05/62", None, "jalali", date(1983, 8, 2)),
        ("11/05/04", "dmy", "jalali", date(2025, 8, 2)),
        ("11/05/23", "dmy", "gregorian", date(2023, 5, 11)),
    ],
)
def test_a_convention_settles_what_numbers_leave_open(
    text: str, order: Order | None, calendar: System | None, day: date
) -> None:
    assert parse_date(text, order, calendar=calendar) == DateReading(day)


def test_a_workbook_of_1904_counts_from_its_own_day() -> None:
    assert parse_date("43538", epoch=1904) == DateReading(date(2023, 3, 15))


@given(any_day, st.sampled_from(["jalali", "gregorian"]), st.sampled_from(["fa", "vi", "en"]))
def test_a_day_in_words_is_read_back(day: date, system: System, lang: str) -> None:
    assert parse_date(day_name(day, lang, system)) == DateReading(day)


@given(any_day, st.sampled_from("/-. "))
def test_a_day_in_numbers_is_read_back(day: date, separator: str) -> None:
    assert parse_date(separator.join(map(str, systems.numbers_of(day, "jalali")))) == DateReading(day)
    assert parse_date(separator.join(map(str, systems.numbers_of(day, "gregorian")))) == DateReading(day)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = parse_date(text)
    assert (reading.day is None) != (reading.reason is None)
