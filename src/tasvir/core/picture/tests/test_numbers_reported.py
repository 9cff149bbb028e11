from __future__ import annotations

from datetime import date

from tasvir.core.linkage.tests.rows import incidents, seizure
from tasvir.core.picture.tests.counting import at, events_of, has, numbers_of, total

TREE = {"police": None, "drug_police": "police", "cyber_police": "police", "customs": None}


def test_totals_of_bodies_add_up() -> None:
    found = numbers_of(figures=[total("cases_opened", 7), total("cases_opened", 5, agency="customs")], parents=TREE)

    number = at(found, "cases_opened")
    assert (number.value, number.state, number.rows_used, number.basis) == (12, "number", 2, "reported")
    assert at(found, "cases_opened", agency="customs").value == 5


def test_a_levels_own_report_is_never_added_to_its_childrens() -> None:
    figures = [
        total("cases_opened", 10),
        total("cases_opened", 4, agency="drug_police"),
        total("cases_opened", 5, agency="cyber_police"),
    ]

    number = at(numbers_of(figures=figures, parents=TREE), "cases_opened")

    assert (number.value, dict(number.rows_ignored)) == (10, {"child_report": 2})


def test_children_stand_in_where_their_level_sent_nothing() -> None:
    figures = [
        total("cases_opened", None),
        total("cases_opened", 4, agency="drug_police"),
        total("cases_opened", 5, agency="cyber_police"),
    ]

    assert at(numbers_of(figures=figures, parents=TREE), "cases_opened").value == 9


def test_an_areas_own_report_is_never_added_to_those_within_it() -> None:
    figures = [
        total("cases_opened", 10),
        total("cases_opened", 3, area="IR-15-01"),
        total("cases_opened", 4, area="IR-15-02"),
    ]

    found = numbers_of(figures=figures, parents=TREE)

    assert at(found, "cases_opened").value == 10
    assert at(found, "cases_opened", area="IR-15").value == 10
    assert at(found, "cases_opened", area="IR-15-01").value == 3


def test_two_values_of_one_cell_are_shown_and_never_summed() -> None:
    found = numbers_of(figures=[total("cases_opened", 10), total("cases_opened", 12)], parents=TREE)

    number = at(found, "cases_opened")
    assert (number.value, number.state, number.conflict) == (None, "not_reported", (10, 12))
    assert number.rows_used == 2


def test_the_same_value_twice_counts_once() -> None:
    figures = [total("cases_opened", 10), total("cases_opened", 10, file="again.xlsx")]

    number = at(numbers_of(figures=figures, parents=TREE), "cases_opened")

    assert (number.value, dict(number.rows_ignored)) == (10, {"duplicate": 1})


def test_months_that_fill_the_quarter_are_its_total() -> None:
    months = [
        (date(2025, 7, 1), date(2025, 7, 31)),
        (date(2025, 8, 1), date(2025, 8, 31)),
        (date(2025, 9, 1), date(2025, 9, 30)),
    ]
    figures = [total("cases_opened", n, period_start=start, period_end=end) for n, (start, end) in enumerate(months, 1)]

    found = numbers_of(figures=figures, parents=TREE)

    assert at(found, "cases_opened").value == 6
    assert at(found, "cases_opened", month="2025-08").value == 2


def test_a_quarter_with_a_month_missing_is_not_reported() -> None:
    figures = [total("cases_opened", 3, period_end=date(2025, 7, 31))]

    found = numbers_of(figures=figures, parents=TREE)

    number = at(found, "cases_opened")
    assert (number.value, number.state, dict(number.rows_ignored)) == (None, "not_reported", {"part_of_period": 1})
    assert at(found, "cases_opened", month="2025-07").value == 3


def test_the_states_of_a_value_are_four() -> None:
    figures = [
        total("cases_opened", 3),
        total("fines", 0, unit="IRR"),
        total("exports", None, unit="USD", state="not_applicable"),
    ]

    found = numbers_of(figures=figures, parents=TREE)

    assert [at(found, measure).state for measure in ("cases_opened", "fines", "exports")] == [
        "number",
        "zero",
        "not_applicable",
    ]


def test_money_with_cents_is_told_in_cents() -> None:
    assert at(numbers_of(figures=[total("exports", 12.5, unit="USD")], parents=TREE), "exports").value == 1250


def test_where_events_carry_a_measure_totals_are_not_added() -> None:
    figures = [total("cases_detected", 40), total("cases_detected", 9, agency="health")]

    found = numbers_of(events_of(incidents(seizure())), figures=figures, parents=TREE)

    assert (at(found, "cases_detected").value, at(found, "cases_detected").basis) == (1, "events")
    assert at(found, "cases_detected", agency="police").value == 1
    assert (at(found, "cases_detected", agency="health").value, at(found, "cases_detected", agency="health").basis) == (
        9,
        "reported",
    )


def test_reported_prosecutions_stand_before_outcomes_of_single_rows() -> None:
    events = events_of(incidents(seizure(outcome="prosecuted")))

    number = at(numbers_of(events, figures=[total("cases_prosecuted", 6)], parents=TREE), "cases_prosecuted")

    assert (number.value, number.basis) == (6, "reported")


def test_breakdowns_of_totals_keep_their_cell() -> None:
    found = numbers_of(figures=[total("cases_opened", 4, breakdown="goods=tea|channel=post")], parents=TREE)

    assert at(found, "cases_opened", goods="tea", channel="post").value == 4
    assert not has(found, "cases_opened")


def test_inspections_come_from_effort() -> None:
    effort = [
        {
            "source": "effort.xlsx#S!A2",
            "agency": "market",
            "area": "IR-15",
            "period_start": date(2025, 7, 1),
            "period_end": date(2025, 9, 30),
            "inspections": 120.0,
        }
    ]

    number = at(numbers_of(effort=effort), "inspections")

    assert (number.value, number.unit, number.sources) == (120, "inspection", ("effort.xlsx#S!A2",))


def test_last_years_total_is_compared() -> None:
    earlier = total("cases_opened", 8, period_start=date(2024, 7, 1), period_end=date(2024, 9, 30))

    number = at(numbers_of(figures=[total("cases_opened", 10), earlier], parents=TREE), "cases_opened")

    assert [(one.value, one.change_percent) for one in number.comparisons] == [(8, 25.0)]
