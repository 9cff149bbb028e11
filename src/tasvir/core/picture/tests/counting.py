"""Counting for tests: rows through linkage without pairs, then through the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from tasvir.core.calendars.periods import parse_period
from tasvir.core.intake.tables import EFFORT, FIGURES
from tasvir.core.linkage.incidents import build_events
from tasvir.core.linkage.judgement import judge
from tasvir.core.linkage.reports import find_reports
from tasvir.core.picture.numbers.breakdowns import By
from tasvir.core.picture.numbers.comparisons import PastTotals, comparisons_for
from tasvir.core.picture.numbers.counting import Targets, count_numbers
from tasvir.core.picture.numbers.number import Number
from tasvir.core.picture.office.commission import Commission
from tasvir.core.vocabulary.lists import Lists, load_lists
from tasvir.warehouse.snapshot import Warehouse

LAST_YEAR = ("same-period-last-year",)


def events_of(rows: pa.Table) -> pa.Table:
    """The events of rows whose reports are all events of their own."""
    reports = find_reports(rows)
    return build_events(rows, reports, judge([], {}, [], {}), [], set()).events


def numbers_of(
    events: pa.Table | None = None,
    *,
    figures: Iterable[Mapping[str, Any]] = (),
    effort: Iterable[Mapping[str, Any]] = (),
    period: str = "2025-Q3",
    compare: Sequence[str] = LAST_YEAR,
    lists: Lists | None = None,
    targets: Targets | None = None,
    parents: Mapping[str, str | None] | None = None,
    commission: Commission | None = None,
    past: PastTotals | None = None,
) -> list[Number]:
    """The numbers of events, figures and effort over a period."""
    wanted = parse_period(period)
    with Warehouse.in_memory() as warehouse:
        warehouse.load("events", events if events is not None else events_of(_no_rows()))
        warehouse.load("figures", pa.Table.from_pylist(list(figures), schema=FIGURES))
        warehouse.load("effort", pa.Table.from_pylist(list(effort), schema=EFFORT))
        return count_numbers(
            warehouse.frame("events"),
            warehouse.frame("figures"),
            warehouse.frame("effort"),
            period=wanted,
            comparisons=comparisons_for(wanted, compare),
            lists=lists or load_lists(),
            targets=targets,
            parents=parents,
            commission=commission,
            past=past,
        )


def _no_rows() -> pa.Table:
    from tasvir.core.intake.tables import INCIDENTS

    return INCIDENTS.empty_table()


def at(numbers: Iterable[Number], measure: str, unit: str | None = None, **by: str) -> Number:
    """The one number of a measure in a cell."""
    cell: By = tuple(sorted(by.items()))
    found = [
        number
        for number in numbers
        if number.measure == measure and number.cell == cell and unit in (None, number.unit)
    ]
    assert len(found) == 1, (measure, by, found)
    return found[0]


def has(numbers: Iterable[Number], measure: str, **by: str) -> bool:
    """Whether there is a number of a measure in a cell."""
    cell = tuple(sorted(by.items()))
    return any(number.measure == measure and number.cell == cell for number in numbers)


def total(measure: str, value: float | None, **changes: Any) -> dict[str, Any]:
    """A reported figure of the third quarter of 2025, with changes."""
    row: dict[str, Any] = {
        "source": f"totals.xlsx#S!A{abs(hash((measure, value, tuple(sorted(changes.items()))))) % 10**6}",
        "file": "totals.xlsx",
        "agency": "police",
        "area": "IR-15",
        "period_start": date(2025, 7, 1),
        "period_end": date(2025, 9, 30),
        "measure": measure,
        "value": value,
        "unit": "case",
        "state": "number" if value else "zero" if value == 0 else "not_reported",
    }
    return row | changes
