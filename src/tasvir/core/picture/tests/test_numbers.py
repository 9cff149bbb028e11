from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasvir.core.calendars.periods import parse_period
from tasvir.core.linkage.records import Tree
from tasvir.core.linkage.tests.rows import incidents, seizure
from tasvir.core.picture.tests.counting import at, events_of, has, numbers_of
from tasvir.core.vocabulary.lists import load_lists

JULY, AUGUST, LAST_JULY = date(2025, 7, 1), date(2025, 8, 3), date(2024, 7, 1)


def test_two_goods_lines_are_one_case_in_total_and_one_in_each_goods() -> None:
    rows = incidents(
        seizure(line=1, persons=2), seizure(line=2, goods="tea", persons=2, quantity_base=5.0, unit_base="kg")
    )

    found = numbers_of(events_of(rows))

    assert at(found, "cases_detected").value == 1
    assert at(found, "cases_detected").rows_used == 2
    assert at(found, "cases_detected", goods="tea").value == 1
    assert at(found, "cases_detected", goods="cigarettes").value == 1
    assert at(found, "persons").value == 2
    assert at(found, "persons", goods="tea").value == 2


def test_quantities_never_mix_units() -> None:
    rows = incidents(seizure(), seizure(ref="P-2", goods="tea", quantity_base=5.5, unit_base="kg"))

    found = numbers_of(events_of(rows))

    assert at(found, "quantity", "stick").value == 24000
    assert at(found, "quantity", "kg").value == 5.5
    assert at(found, "quantity", goods="tea").unit == "kg"


def test_money_never_mixes_currencies_and_stays_whole() -> None:
    much = 9_007_199_254_740_993
    rows = incidents(
        seizure(value=much), seizure(ref="P-2", value=much * 900), seizure(ref="P-3", value=7, currency="USD")
    )

    found = numbers_of(events_of(rows))

    assert at(found, "goods_value", "IRR").value == much * 901
    assert at(found, "goods_value", "USD").value == 7


def test_a_blank_quantity_is_not_reported_and_not_zero() -> None:
    blank: dict[str, Any] = {"quantity": None, "unit": None, "quantity_base": None, "unit_base": None}
    rows = incidents(seizure(), seizure(ref="P-2", goods="tea", **blank))

    found = numbers_of(events_of(rows))

    assert (at(found, "quantity", "stick").value, at(found, "quantity", "stick").rows_used) == (24000, 1)
    assert not has(found, "quantity", goods="tea")


def test_ignored_rows_are_told_with_their_reason() -> None:
    found = numbers_of(events_of(incidents(seizure(), seizure(value=1))))

    number = at(found, "cases_detected")
    assert (number.value, number.rows_used, dict(number.rows_ignored)) == (1, 1, {"superseded": 1})


def test_an_incident_counts_in_every_area_above_its_own() -> None:
    found = numbers_of(events_of(incidents(seizure(), seizure(ref="P-2", area="IR-15-02"))))

    assert at(found, "cases_detected", area="IR-15-01").value == 1
    assert at(found, "cases_detected", area="IR-15").value == 2
    assert at(found, "cases_detected", area="IR").value == 2


def test_partners_are_credited_and_the_lead_is_told_apart() -> None:
    rows = incidents(seizure(partner_agencies="customs|health"), seizure(ref="C-2", lead_agency="customs"))

    found = numbers_of(events_of(rows))

    assert at(found, "cases_detected").value == 2
    assert (at(found, "cases_detected", agency="customs").value, at(found, "cases_detected", agency="customs").led) == (
        2,
        1,
    )
    assert (at(found, "cases_detected", agency="health").value, at(found, "cases_detected", agency="health").led) == (
        1,
        0,
    )
    assert at(found, "goods_value", agency="health").value == 900_000_000


def test_a_comparison_prints_both_ranges_and_the_change() -> None:
    rows = incidents(seizure(), seizure(ref="P-2"), seizure(ref="P-3", occurred_on=LAST_JULY))

    compared = at(numbers_of(events_of(rows)), "cases_detected").comparisons[0].to_json()

    assert compared == {
        "name": "same-period-last-year",
        "start": "2024-07-01",
        "end": "2024-09-30",
        "value": 1,
        "change_percent": 100.0,
        "current_start": "2025-07-01",
        "current_end": "2025-09-30",
        "current_value": 2,
        "periods": 1,
        "of": 1,
    }


def test_a_period_without_reports_is_no_base() -> None:
    compared = at(numbers_of(events_of(incidents(seizure()))), "cases_detected").comparisons[0]

    assert (compared.value, compared.change_percent) == (None, None)


def test_a_base_of_zero_gives_no_percent() -> None:
    rows = incidents(seizure(goods="tea"), seizure(ref="P-3", occurred_on=LAST_JULY))

    compared = at(numbers_of(events_of(rows)), "cases_detected", goods="tea").comparisons[0]

    assert (compared.value, compared.change_percent) == (0, None)


def test_what_was_there_last_year_and_is_gone_is_zero() -> None:
    rows = incidents(seizure(goods="tea"), seizure(ref="P-3", occurred_on=LAST_JULY))

    gone = at(numbers_of(events_of(rows)), "cases_detected", goods="cigarettes")

    assert (gone.value, gone.state, gone.comparisons[0].change_percent) == (0, "zero", -100.0)


def test_an_agency_that_sent_nothing_is_not_zero() -> None:
    rows = incidents(seizure(), seizure(ref="C-3", lead_agency="customs", occurred_on=LAST_JULY))

    silent = at(numbers_of(events_of(rows)), "cases_detected", agency="customs")

    assert (silent.value, silent.state) == (None, "not_reported")


def test_year_to_date_and_the_average_of_four_have_their_ranges() -> None:
    rows = incidents(
        seizure(),
        seizure(ref="P-2", occurred_on=date(2025, 2, 1)),
        seizure(ref="P-3", occurred_on=date(2024, 2, 1)),
        seizure(ref="P-4", occurred_on=date(2025, 5, 1)),
        seizure(ref="P-5", occurred_on=date(2025, 5, 1)),
    )

    found = at(numbers_of(events_of(rows), compare=("year-to-date", "average-of-last-4")), "cases_detected").comparisons

    assert [(one.start, one.end, one.value, one.current_value) for one in found] == [
        (date(2024, 1, 1), date(2024, 9, 30), 1, 4),
        (date(2024, 7, 1), date(2025, 6, 30), 1.5, 1),
    ]
    assert found[1].periods == 2


def test_a_plan_is_compared_where_it_has_a_target() -> None:
    found = numbers_of(events_of(incidents(seizure())), compare=("plan",), targets={("cases_detected", ()): 4})

    assert [(one.value, one.change_percent) for one in at(found, "cases_detected").comparisons] == [(4, -75.0)]
    assert at(found, "cases_detected", goods="cigarettes").comparisons == ()


def test_outcomes_count_as_the_list_of_measures_says() -> None:
    rows = incidents(seizure(outcome="prosecuted"), seizure(ref="P-2", outcome="fined"))

    assert at(numbers_of(events_of(rows)), "cases_prosecuted").value == 1


@pytest.mark.parametrize(
    ("period", "day", "label"),
    [
        ("1404-Q2", date(2025, 7, 22), "1404-04"),
        ("2025-Q3", date(2025, 7, 22), "2025-07"),
        ("vn:2025-Q3", date(2025, 7, 22), "vn:2025-08"),
    ],
)
def test_months_follow_the_calendar_of_the_period(period: str, day: date, label: str) -> None:
    found = numbers_of(events_of(incidents(seizure(occurred_on=day))), period=period)

    months = [number for number in found if number.measure == "cases_detected" and list(number.by) == ["month"]]
    assert [(number.by["month"], number.value) for number in months if number.value] == [(label, 1)]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "ref": st.sampled_from(["A-1001", "A-1002", "A-1003", "A-1004", None]),
            "line": st.sampled_from([None, 1, 2]),
            "lead_agency": st.sampled_from(["police", "customs"]),
            "occurred_on": st.integers(0, 100).map(lambda days: JULY + timedelta(days)),
            "area": st.sampled_from(["IR-15-01", "IR-15-02", "IR-15", None]),
            "goods": st.sampled_from(["tea", "cigarettes", None]),
            "channel": st.sampled_from(["road", None]),
            "value": st.sampled_from([None, 0, 5, 2**60]),
            "quantity": st.sampled_from([None, 0.0, 1.5, 3.0]),
            "unit_base": st.sampled_from(["kg", "item", None]),
            "persons": st.sampled_from([None, 0, 3]),
            "partner_agencies": st.sampled_from([None, "customs", "health|police"]),
        }
    ),
    max_size=14,
)


def by_hand(events: list[dict[str, Any]], period: str) -> dict[tuple[str, Any, str], float]:
    """The same numbers by plain counting, straight from the events."""
    tree, span = Tree.of(load_lists(), "areas"), parse_period(period)
    cases: dict[Any, set[int]] = defaultdict(set)
    persons: dict[Any, dict[int, int]] = defaultdict(dict)
    sums: dict[tuple[str, Any, str], float] = defaultdict(int)
    for row in events:
        if not row["used"] or row["occurred_on"] not in span:
            continue
        for cell in _cells(row, tree):
            cases[cell].add(row["incident"])
            if row["persons"] is not None:
                known = persons[cell].get(row["incident"], 0)
                persons[cell][row["incident"]] = max(known, row["persons"])
            if row["value"] is not None:
                sums[("goods_value", cell, row["currency"])] += row["value"]
            if row["quantity"] is not None:
                sums[("quantity", cell, row["unit_base"] or row["unit"])] += row["quantity"]
    found = dict(sums)
    found |= {("cases_detected", cell, "case"): len(told) for cell, told in cases.items()}
    found |= {("persons", cell, "person"): sum(told.values()) for cell, told in persons.items()}
    return found


def _cells(row: dict[str, Any], tree: Tree) -> list[Any]:
    cells: list[Any] = [(), (("month", f"{row['occurred_on']:%Y-%m}"),)]
    cells += [(("area", code),) for code in (tree.line(row["area"]) if row["area"] else [])]
    cells += [((name, row[name]),) for name in ("goods", "channel") if row[name]]
    agencies = {row["lead_agency"], *(row["partners"] or "").split("|")} - {""}
    return cells + [(("agency", agency),) for agency in sorted(agencies)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_numbers_equal_plain_counting_and_months_add_up(rows: list[dict[str, Any]]) -> None:
    told = (row | {"currency": "IRR", "unit": "pack", "quantity_base": row["quantity"]} for row in rows)
    events = events_of(incidents(*told))

    found = numbers_of(events, compare=())

    counted = {
        (number.measure, number.cell, number.unit): number.value
        for number in found
        if number.rows_used and len(number.cell) < 2
    }
    assert counted == pytest.approx(by_hand(events.to_pylist(), "2025-Q3"))
    cases = [number for number in found if number.measure == "cases_detected"]
    months = [number.value or 0 for number in cases if "month" in number.by]
    assert sum(months) == sum(number.value or 0 for number in cases if not number.cell)
