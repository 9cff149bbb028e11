"""Reported totals beside listed incidents: compared, never added."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from tasvir.core.calendars.periods import parse_period
from tasvir.core.intake.tables import FIGURES
from tasvir.core.linkage.model import EVENTS
from tasvir.core.picture.account.reconciliation import reconcile, reported_totals

QUARTER = parse_period("1404-Q2")


def figures(*rows: dict[str, Any]) -> pa.Table:
    whole = {
        "agency": "police", "area": "IR-15", "period_start": QUARTER.start, "period_end": QUARTER.end,
        "measure": "cases_detected", "breakdown": None, "value": 12.0, "unit": "case", "state": "number",
    }  # fmt: skip
    filled = [{**whole, "source": f"f.xlsx#A{place}", **row} for place, row in enumerate(rows, start=2)]
    return pa.Table.from_pylist(filled, schema=FIGURES)


def events(*rows: dict[str, Any]) -> pa.Table:
    usual = {"occurred_on": date(2025, 7, 1), "lead_agency": "police", "used": True}
    filled = [{**usual, "source": f"e.csv#A{n}", "incident": n, **row} for n, row in enumerate(rows, start=1)]
    return pa.Table.from_pylist(filled, schema=EVENTS)


def differences(totals: pa.Table, told: pa.Table) -> list[tuple[object, ...]]:
    found = reconcile(reported_totals(totals, QUARTER), told, QUARTER)
    return [(one.total.values, one.from_events, one.difference, one.as_partner) for one in found]


def test_reconcile_tells_reported_counted_and_difference() -> None:
    assert differences(figures({}), events({}, {}, {})) == [((12,), 3, 9, 0)]


def test_reconcile_counts_incidents_not_rows_and_used_rows_only() -> None:
    told = events({"incident": 1}, {"incident": 1}, {"incident": 2, "used": False}, {"occurred_on": date(2024, 7, 1)})

    assert differences(figures({}), told) == [((12,), 1, 11, 0)]


def test_reconcile_names_incidents_in_which_the_agency_was_a_partner() -> None:
    told = events({}, {"lead_agency": "customs", "partners": "police|post"}, {"lead_agency": "customs"})

    assert differences(figures({}), told) == [((12,), 1, 11, 1)]


def test_reconcile_holds_a_total_against_the_agency_and_those_under_it() -> None:
    told = events({}, {"lead_agency": "road_police", "partners": "police"}, {"lead_agency": "customs"})

    found = reconcile(reported_totals(figures({}), QUARTER), told, QUARTER, {"road_police": "police", "police": None})

    assert [(one.from_events, one.as_partner) for one in found] == [(2, 0)]


def test_reconcile_counts_what_the_agency_wrote_itself_whoever_leads_the_event() -> None:
    joint = {"incident": 1, "used": False, "ignored": "partner_report"}
    told = events({}, {"lead_agency": "customs", "incident": 1, "partners": "police"}, joint, {})
    told = told.slice(1)  # the police wrote rows 3 (beside customs) and 4

    assert differences(figures({}), told) == [((12,), 2, 10, 0)]


def test_reconcile_counts_an_event_once_that_two_lists_of_a_tree_tell() -> None:
    partner = {"used": False, "ignored": "partner_report", "persons": 2}
    told = events(
        {"lead_agency": "customs", "incident": 1, "persons": 9, "partners": "police|road_police"},
        partner | {"incident": 1, "ref": "P-1"},
        partner | {"incident": 1, "ref": "P-1"},
        partner | {"incident": 1, "lead_agency": "road_police", "persons": 5},
        {"incident": 2, "persons": 1},
        partner | {"incident": 2, "lead_agency": "road_police"},
    )
    totals = figures({}, {"measure": "persons", "unit": "person"})

    found = reconcile(reported_totals(totals, QUARTER), told, QUARTER, {"road_police": "police", "police": None})

    assert [(one.total.measure, one.from_events, one.event_count) for one in found] == [
        ("cases_detected", 2, 3),
        ("persons", 3, 3),
    ]


def test_reconcile_leaves_out_superseded_and_repeated_rows() -> None:
    told = events({}, {"used": False, "ignored": "superseded"}, {"used": False, "ignored": "duplicate"})

    assert differences(figures({}), told) == [((12,), 1, 11, 0)]


def test_reconcile_holds_nothing_against_a_list_that_never_tells_the_measure() -> None:
    told = events({"persons": 2}, {"lead_agency": "road_police"})
    tree = {"road_police": "police", "police": None}
    totals = reported_totals(figures({"measure": "persons", "unit": "person"}), QUARTER)

    assert [(one.from_events, one.difference) for one in reconcile(totals, told, QUARTER, tree)] == [(None, None)]
    assert [one.difference for one in reconcile(totals, told, QUARTER)] == [10]


def test_reconcile_has_nothing_to_hold_against_an_agency_without_lists() -> None:
    assert differences(figures({}), events({"lead_agency": "customs"})) == [((12,), None, None, 0)]


def test_reconcile_by_breakdown_looks_at_its_rows_only() -> None:
    told = events({"goods": "tea"}, {"goods": "fuel"})

    assert differences(figures({"breakdown": "goods=tea", "value": 2.0}), told) == [((2,), 1, 1, 0)]


def test_reconcile_never_holds_one_unit_against_another() -> None:
    told = events({"quantity_base": 5.0, "unit_base": "L"})

    assert differences(figures({"measure": "quantity", "unit": "kg", "value": 7.0}), told) == [((7,), None, None, 0)]


def test_reported_totals_add_up_parts_that_cover_the_period() -> None:
    months = [parse_period(f"1404-0{month}") for month in (4, 5, 6)]
    rows = [{"period_start": m.start, "period_end": m.end, "value": 2.0} for m in months]

    assert [total.values for total in reported_totals(figures(*rows), QUARTER)] == [(6,)]
    assert reported_totals(figures(*rows[:2]), QUARTER) == []


def test_reported_totals_show_contradictions_side_by_side() -> None:
    total = reported_totals(figures({}, {"value": 13.0}), QUARTER)[0]

    assert total.values == (12, 13)
    assert reconcile([total], events({}), QUARTER)[0].difference is None


def test_reported_totals_leave_out_what_was_not_reported() -> None:
    assert reported_totals(figures({"value": None, "state": "not_reported"}), QUARTER) == []
    assert [total.values for total in reported_totals(figures({"value": 0.0, "state": "zero"}), QUARTER)] == [(0,)]
