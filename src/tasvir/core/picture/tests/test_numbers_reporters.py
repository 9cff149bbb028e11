"""Whose a reported row is, how far it may reach, and that none vanishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tasvir.core.calendars.periods import parse_period
from tasvir.core.intake.tables import EFFORT, FIGURES
from tasvir.core.linkage.records import Tree
from tasvir.core.linkage.tests.rows import incidents, seizure
from tasvir.core.picture.numbers.comparisons import PastTotals
from tasvir.core.picture.numbers.number import Number
from tasvir.core.picture.numbers.reported import Reported, left_over, read_reported
from tasvir.core.picture.numbers.reporters import Reporters
from tasvir.core.picture.office.commission import Body, Commission
from tasvir.core.picture.tests.counting import at, events_of, has, numbers_of, total
from tasvir.core.vocabulary.lists import load_lists
from tasvir.warehouse.snapshot import Warehouse

LISTS = load_lists()
OFFICE = Commission(
    area="IR-15",
    bodies=(
        Body("prov", {"en": "Customs"}, None, "IR-15", "customs", files=("prov.csv",)),
        Body("post", {"en": "Post customs"}, "prov", "IR-15", "customs", files=("post.csv",)),
        Body("road", {"en": "Road customs"}, "prov", "IR-15-01", "customs", files=("road.csv",)),
        Body("police", {"en": "Police"}, None, "IR-15", "police", files=("police.csv",)),
    ),
)
CARRIED = events_of(incidents(seizure(occurred_on=date(2025, 8, 1))))


def reported_by(file: str, value: float | None, **changes: Any) -> dict[str, Any]:
    return total("cases_opened", value, **{"file": file, "agency": "customs", **changes})


def left(rows: Sequence[Mapping[str, Any]], numbers: Sequence[Number]) -> list[tuple[str, str]]:
    with Warehouse.in_memory() as warehouse:
        warehouse.load("figures", pa.Table.from_pylist(list(rows), schema=FIGURES))
        warehouse.load("effort", EFFORT.empty_table())
        totals = read_reported(warehouse.frame("figures"), warehouse.frame("effort"), LISTS)
    reporters = Reporters(Tree.of(LISTS, "areas"), Tree.of(LISTS, "agencies"), OFFICE)
    found = left_over(Reported(totals, reporters), totals, numbers, parse_period("2025-Q3"))
    return [(one.total.source, one.why) for one in found]


def test_a_parents_report_stands_and_its_childrens_of_the_same_agency_are_shown_beside_it() -> None:
    rows = [reported_by("prov.csv", 62), reported_by("post.csv", 12)]

    found = numbers_of(figures=rows, commission=OFFICE)

    whole = at(found, "cases_opened")
    assert (whole.value, whole.conflict, dict(whole.rows_ignored)) == (62, (), {"child_report": 1})
    assert (at(found, "cases_opened", agency="customs").value, at(found, "cases_opened", area="IR-15").value) == (
        62,
        62,
    )
    assert (at(found, "cases_opened", body="prov").value, at(found, "cases_opened", body="post").value) == (62, 12)


def test_children_are_added_up_where_the_parent_sent_nothing() -> None:
    rows = [reported_by("post.csv", 12), reported_by("road.csv", 5, area="IR-15-01")]

    assert at(numbers_of(figures=rows, commission=OFFICE), "cases_opened").value == 17


def test_a_national_figure_never_becomes_the_provinces_total() -> None:
    rows = [reported_by("police.csv", 9000, agency="police", area="IR", source="police.csv#S!A2")]

    found = numbers_of(figures=rows, commission=OFFICE)

    assert (at(found, "cases_opened").value, at(found, "cases_opened").state) == (None, "not_reported")
    assert not has(found, "cases_opened", area="IR")
    assert left(rows, found) == [("police.csv#S!A2", "wider")]


def test_a_figure_wider_than_its_body_is_left_out() -> None:
    rows = [reported_by("road.csv", 40, area="IR-15", source="road.csv#S!A2")]

    assert left(rows, numbers_of(figures=rows, commission=OFFICE)) == [("road.csv#S!A2", "wider")]


def test_a_figure_of_a_whole_year_is_left_out_of_its_quarter() -> None:
    year = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31), "source": "prov.csv#S!A2"}
    rows = [reported_by("prov.csv", 40, **year)]

    found = numbers_of(figures=rows, commission=OFFICE)

    assert at(found, "cases_opened").state == "not_reported"
    assert left(rows, found) == [("prov.csv#S!A2", "other_period")]


def test_a_blank_is_a_number_not_reported_with_its_row() -> None:
    rows = [reported_by("prov.csv", None, source="prov.csv#S!A2", breakdown="goods=tea")]

    found = numbers_of(figures=rows, commission=OFFICE)

    for by in ({}, {"agency": "customs"}, {"area": "IR-15"}):
        number = at(found, "cases_opened", goods="tea", **by)
        assert (number.value, number.state, number.sources) == (None, "not_reported", ("prov.csv#S!A2",))


def test_parts_that_were_not_reported_make_no_zero() -> None:
    months = [(date(2025, 7, 1), date(2025, 7, 31)), (date(2025, 8, 1), date(2025, 9, 30))]
    rows = [reported_by("prov.csv", None, period_start=start, period_end=end) for start, end in months]

    assert at(numbers_of(figures=rows, commission=OFFICE), "cases_opened").state == "not_reported"


def test_a_total_beside_listed_incidents_is_named_and_not_added() -> None:
    row = total("cases_detected", 40, file="police.csv", source="police.csv#S!A2")

    number = at(numbers_of(CARRIED, figures=[row], commission=OFFICE), "cases_detected")

    assert (number.value, number.rows_ignored["beside_events"]) == (1, 1)
    assert number.ignored_sources == {"beside_events": ("police.csv#S!A2",)}


def test_the_average_counts_declared_totals_and_says_how_many_periods_are_known() -> None:
    quarter = parse_period("2025-Q1")
    past: PastTotals = {("cases_opened", (), "case", quarter.start, quarter.end): 30}
    second = reported_by("prov.csv", 10, period_start=date(2025, 4, 1), period_end=date(2025, 6, 30))

    found = numbers_of(
        figures=[reported_by("prov.csv", 40), second], compare=["average-of-last-4"], commission=OFFICE, past=past
    )

    (told,) = at(found, "cases_opened").comparisons
    assert (told.value, told.periods, told.of, told.declared) == (20, 2, 4, 1)
    assert (told.start, told.end) == (date(2024, 7, 1), date(2025, 6, 30))


def test_the_average_counts_declared_totals_for_events_too() -> None:
    quarter = parse_period("2025-Q1")
    past: PastTotals = {("cases_detected", (), "case", quarter.start, quarter.end): 30}

    (told,) = at(numbers_of(CARRIED, compare=["average-of-last-4"], past=past), "cases_detected").comparisons

    assert (told.value, told.periods, told.of) == (30, 1, 4)


SPANS = [
    (date(2025, 7, 1), date(2025, 9, 30)),
    (date(2025, 7, 1), date(2025, 7, 31)),
    (date(2025, 8, 1), date(2025, 9, 30)),
    (date(2025, 1, 1), date(2025, 12, 31)),
    (date(2024, 7, 1), date(2024, 9, 30)),
    (date(2025, 6, 15), date(2025, 7, 15)),
]
ROW = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(["cases_opened", "cases_detected"]),
        "file": st.sampled_from(["prov.csv", "post.csv", "road.csv", "police.csv", "office.csv"]),
        "agency": st.sampled_from(["customs", "police", "drug_police", None]),
        "area": st.sampled_from(["IR-15", "IR-15-01", "IR", "IR-10", "an unknown place", None]),
        "span": st.sampled_from(SPANS),
        "value": st.sampled_from([None, 0.0, 3.0, 7.0]),
        "breakdown": st.sampled_from([None, "goods=tea", "agency=customs"]),
        "unit": st.sampled_from(["case", None]),
        "silent": st.sampled_from(["not_reported", "not_applicable"]),
    }
)


def made(place: int, drawn: Mapping[str, Any]) -> dict[str, Any]:
    start, end = drawn["span"]
    value = drawn["value"]
    state = "number" if value else drawn["silent"] if value is None else "zero"
    kept = {name: drawn[name] for name in ("file", "agency", "area", "breakdown", "unit")}
    days = {"period_start": start, "period_end": end}
    return total(drawn["measure"], value, **kept, **days, state=state, source=f"{drawn['file']}#S!A{place}")


@settings(deadline=None, max_examples=25)
@given(drawn=st.lists(ROW, min_size=1, max_size=8), listed=st.booleans())
def test_no_accepted_row_vanishes(drawn: list[dict[str, Any]], listed: bool) -> None:
    rows = [made(place, one) for place, one in enumerate(drawn, 2)]

    found = numbers_of(CARRIED if listed else None, figures=rows, commission=OFFICE)

    behind = {source for number in found for source in number.all_sources()}
    unplaced = dict(left(rows, found))
    assert behind | set(unplaced) >= {row["source"] for row in rows}
    assert set(unplaced.values()) <= {"wider", "outside", "other_period"}  # within the period every row has a number
    for row in rows:
        if row["area"] in ("IR", "IR-10"):
            assert row["source"] not in behind


def test_a_lower_bodys_total_is_not_held_against_the_agencys_list() -> None:
    rows = [reported_by("prov.csv", 62), reported_by("post.csv", 12, source="post.csv#S!A2")]
    with Warehouse.in_memory() as warehouse:
        warehouse.load("figures", pa.Table.from_pylist(rows, schema=FIGURES))
        warehouse.load("effort", EFFORT.empty_table())
        totals = read_reported(warehouse.frame("figures"), warehouse.frame("effort"), LISTS)
    reported = Reported(totals, Reporters(Tree.of(LISTS, "areas"), Tree.of(LISTS, "agencies"), OFFICE))

    assert reported.not_to_reconcile(parse_period("2025-Q3")) == {"post.csv#S!A2"}
