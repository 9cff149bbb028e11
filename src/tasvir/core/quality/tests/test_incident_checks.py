from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from tasvir.core.calendars.periods import parse_period
from tasvir.core.intake.tables import INCIDENTS
from tasvir.core.quality.incident_checks import check_incidents

_ROW: dict[str, Any] = {
    "file": "list.xlsx", "sheet": "S", "occurred_on": date(2025, 7, 1), "goods": "rice", "unit_base": "kg",
    "quantity_base": 100.0, "value": 1000, "currency": "IRR",
}  # fmt: skip


def _told(*rows: dict[str, Any], period: str | None = None) -> list[tuple[int | None, str]]:
    usual = [{**_ROW, "row": number} for number in range(2, 12)]
    changed = [{**_ROW, "row": number, **row} for number, row in enumerate(rows, start=12)]
    table = pa.Table.from_pylist(usual + changed, schema=INCIDENTS)
    issues = check_incidents(table, period=parse_period(period) if period else None)
    assert {issue.severity for issue in issues} <= {"warning"}
    return [(issue.row, issue.code) for issue in issues]


def test_usual_rows_raise_nothing() -> None:
    assert _told({}, {"value": None}, {"quantity_base": None}, {"goods": None}) == []


def test_price_six_times_the_usual_is_told() -> None:
    assert _told({"value": 6000}, {"value": 4900}) == [(12, "quality.price_outlier")]


def test_quantity_that_looks_like_grams_is_told() -> None:
    assert _told({"quantity_base": 100_000.0, "value": None}) == [(12, "quality.quantity_outlier")]


def test_other_unit_than_usual_is_told() -> None:
    assert _told({"unit_base": "sack", "value": None}) == [(12, "quality.unit_change")]


def test_report_before_the_event_is_told() -> None:
    assert _told({"reported_on": date(2025, 6, 30)}) == [(12, "quality.reported_before")]


def test_days_outside_the_period_of_the_file_are_told_once_for_each_side() -> None:
    early, late = {"occurred_on": date(2025, 6, 1)}, {"occurred_on": date(2025, 10, 1)}
    told = _told(early, early, late, period="1404-Q2")
    assert told == [(12, "quality.before_period"), (14, "quality.after_period")]
