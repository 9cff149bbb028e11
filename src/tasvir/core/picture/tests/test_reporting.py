"""Who was to report, who did, who was late."""

from __future__ import annotations

from datetime import date

import pytest

from tasvir.core.calendars.periods import parse_period
from tasvir.core.picture.account.reporting import Arrival, account_reports, slots_in
from tasvir.core.picture.office.commission import Commission, Expected

QUARTER = parse_period("1404-Q2")
START, END = QUARTER.start, QUARTER.end


def office(*expected: Expected) -> Commission:
    return Commission(calendar="jalali", expected=expected)


def arrival(body: str, received_on: date | None = None, kind: str = "incidents") -> Arrival:
    return Arrival(f"{body}.xlsx", body, kind, START, END, received_on)


def test_account_without_declared_reports_expects_nothing_in_particular() -> None:
    reporting = account_reports(Commission(), QUARTER, [arrival("police")])

    assert (reporting.expected, reporting.received, reporting.on_time, reporting.missing) == (None, 1, None, ())


def test_account_tells_on_time_late_and_missing() -> None:
    commission = office(*(Expected(body, "incidents", "quarter", 10) for body in ("police", "customs", "post")))
    arrivals = [arrival("police", date(2025, 10, 2)), arrival("customs", date(2025, 10, 3))]

    reporting = account_reports(commission, QUARTER, arrivals)

    assert (reporting.expected, reporting.received, reporting.on_time) == (3, 2, 1)
    assert reporting.silent_bodies == ("post",)
    assert [due.body for due in reporting.late] == ["customs"]


def test_account_counts_a_report_of_unknown_day_as_received_but_not_on_time() -> None:
    reporting = account_reports(office(Expected("police", "incidents", "quarter", 10)), QUARTER, [arrival("police")])

    assert (reporting.received, reporting.on_time, reporting.undated, reporting.late) == (1, None, 1, ())


def test_account_keeps_kinds_apart() -> None:
    commission = office(Expected("police", "written", "quarter", 10))

    assert account_reports(commission, QUARTER, [arrival("police")]).received == 0


def test_account_asks_for_each_month_of_a_quarter_from_the_first_on() -> None:
    commission = office(Expected("police", "incidents", "month", 5, first=parse_period("1404-05")))
    inside = Arrival("a.csv", "police", "incidents", date(2025, 8, 1), date(2025, 8, 10))

    reporting = account_reports(commission, QUARTER, [inside])

    assert [(due.slot.label, due.received) for due in reporting.dues] == [("1404-05", True), ("1404-06", False)]


def test_slots_of_a_quarter_inside_a_year_are_four() -> None:
    assert [slot.label for slot in slots_in(parse_period("1403"), "quarter", "jalali")] == [
        "1403-Q1", "1403-Q2", "1403-Q3", "1403-Q4",
    ]  # fmt: skip


def test_slots_hold_no_period_that_goes_on_after_the_picture() -> None:
    assert slots_in(QUARTER, "year", "jalali") == []


@pytest.mark.parametrize(("kind", "received"), [("written", 0), ("figures", 0), ("incidents", 3)])
def test_one_report_on_a_quarter_is_no_report_on_each_of_its_months(kind: str, received: int) -> None:
    commission = office(Expected("police", kind, "month", 5))

    assert account_reports(commission, QUARTER, [arrival("police", kind=kind)]).received == received
