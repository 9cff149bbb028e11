"""Days in cells: what one cell leaves open, its column settles, and nothing else does."""

from __future__ import annotations

from datetime import date

import pytest

from tasvir.core.intake.cells.days import Convention, read_days, read_hour

_JALALI = Convention(calendar="jalali", order="dmy")


def _days(texts: list[str], convention: Convention) -> list[str | None]:
    return [day.day.isoformat() if day.day else day.wrong for day in read_days(texts, convention)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱۴۰۴/۰۵/۰۶", "2025-07-28"), ("6/5/1404", "2025-07-28"), ("14040506", "2025-07-28"),
        ("04/05/06", "2025-07-28"),
        ("62/05/06", "1983-07-28"), ("1403/12/30", "2025-03-20"), ("1404/12/30", "date.impossible"),
        ("1404/07/31", "date.impossible"), ("2025-07-28", "2025-07-28"), ("45866", "2025-07-28"),
        ("1404/05/06 13:45", "2025-07-28"), ("۶ مرداد ۱۴۰۴", "2025-07-28"), ("?", "date.unreadable"),
    ],
)  # fmt: skip
def test_jalali_office(text: str, day: str) -> None:
    assert _days([text], _JALALI) == [day]


def test_short_jalali_years_stand_first_unless_one_proves_the_contrary() -> None:
    assert _days(["02/05/03"], _JALALI) == ["2023-07-25"]
    assert _days(["02/05/03", "12/05/99"], _JALALI) == ["2024-07-23", "2020-08-02"]


def test_gregorian_numbers_without_proof_are_refused() -> None:
    assert _days(["05/06/2025"], Convention()) == ["date.ambiguous"]
    assert _days(["05/06/2025", "05/26/2025"], Convention()) == ["2025-05-06", "2025-05-26"]
    assert _days(["05/06/2025"], Convention(order="dmy")) == ["2025-06-05"]


def test_serials_of_1904_workbooks() -> None:
    assert _days(["44404"], Convention(epoch=1904)) == ["2025-07-28"]


def test_form_of_a_mapping_is_kept_to() -> None:
    assert _days(["03/18/2013", "18/03/2013"], Convention(form="%m/%d/%Y")) == ["2013-03-18", "date.impossible"]
    assert _days(["18 March 2013", "x"], Convention(form="%d %B %Y")) == ["2013-03-18", "date.form"]


def test_clock_gives_the_hour_and_midnight_of_a_bare_day_does_not() -> None:
    texts = ["2025-07-28 13:45", "2025-07-28 00:00:00", "2025-07-28T01:30 pm", "45866.5", "2025-07-28 25:00"]
    read = read_days(texts, Convention())
    assert [day.hour for day in read] == [13, None, 13, 12, None]
    assert read[-1].wrong == "hour.unreadable"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("13", 13),
        ("۱۳:۴۵", 13),
        ("1:45 pm", 13),
        ("13h45", 13),
        ("1899-12-31 12:00:00", 12),
        ("24", None),
        ("noon", None),
    ],
)
def test_hours(text: str, hour: int | None) -> None:
    assert read_hour(text) == hour


def test_every_day_of_a_leap_year_comes_back() -> None:
    from tasvir.core.calendars.systems import numbers_of

    first = date(2024, 3, 20).toordinal()
    days = [date.fromordinal(first + step) for step in range(366)]
    written = ["{}/{}/{}".format(*numbers_of(day, "jalali")) for day in days]
    assert _days(written, _JALALI) == [day.isoformat() for day in days]
