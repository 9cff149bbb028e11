"""What a public edition hides, held against an attacker with a linear program of his own."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasvir.core.disclosure.cell_relations import Rules
from tasvir.core.disclosure.cells import Cell, CellValue, Measures, Thresholds
from tasvir.core.disclosure.public_cells import CellPlan, plan_cells
from tasvir.core.disclosure.tests.attacker import WHOLE, Line, Table, bounds

PARENT_AREA = {"A1": "A", "A2": "A", "A3": "A", "B1": "B", "B2": "B"}
MEASURES = Measures({"cases_detected": "case", "persons": "person", "goods_value": "money", "exports": "money"})
RULES = Rules(MEASURES, Thresholds(), PARENT_AREA.get)
START, END = date(2025, 1, 1), date(2025, 3, 31)


def told(code: str, value: int, *, dimension: str = "channel", end: date = END, measure: str = "cases_detected",
         support: int | None = None) -> CellValue:  # fmt: skip
    unit = "IRR" if MEASURES.unit_of[measure] == "money" else MEASURES.unit_of[measure]
    known = value if MEASURES.is_count(measure) else support
    return CellValue(Cell(measure, unit, dimension if code else "", code, START, end), value, known)


def hidden(plan: CellPlan) -> dict[str, str]:
    return {cell.code: why for cell, why in plan.why.items()}


def test_a_small_count_takes_the_least_useful_partner_with_it() -> None:
    plan = plan_cells([told("", 100), told("post", 3), told("shop", 12), told("road", 85)], [], RULES)

    assert hidden(plan) == {"post": "few", "shop": "partner"}


def test_nought_is_published() -> None:
    plan = plan_cells([told("", 97), told("post", 0), told("shop", 12), told("road", 85)], [], RULES)

    assert hidden(plan) == {}


def test_the_whole_goes_where_its_parts_would_give_it_away() -> None:
    plan = plan_cells([told("", 7), told("post", 3), told("shop", 4)], [], RULES)

    assert hidden(plan) == {"post": "few", "shop": "few", "": "partner"}


def test_persons_are_few_below_ten() -> None:
    cells = [told("", 60, measure="persons"), told("post", 9, measure="persons"), told("road", 51, measure="persons")]

    assert hidden(plan_cells(cells, [], RULES)) == {"post": "few", "road": "partner"}


@pytest.mark.parametrize(("support", "why"), [(4, "few"), (5, None), (None, "unsupported")])
def test_money_is_published_where_enough_incidents_stand_behind_it(support: int | None, why: str | None) -> None:
    cells = [
        told("", 900, measure="goods_value", support=90),
        told("road", 300, measure="goods_value", support=support),
    ]

    assert hidden(plan_cells(cells, [], RULES)).get("road") == why


def test_money_of_honest_trade_needs_no_incidents() -> None:
    rules = Rules(Measures(MEASURES.unit_of, frozenset({"exports"})), Thresholds(), PARENT_AREA.get)

    assert plan_cells([told("", 900, measure="exports")], [], rules).why == {}


def test_a_longer_period_does_not_give_away_the_quarter_that_no_edition_names() -> None:
    quarter = plan_cells([told("", 100), told("post", 10), told("road", 90)], [], RULES)
    half = date(2025, 6, 30)

    plan = plan_cells(
        [told("", 210, end=half), told("post", 12, end=half), told("road", 198, end=half)], [quarter.cells], RULES
    )

    assert hidden(quarter) == {}
    assert hidden(plan) == {"post": "differencing", "road": "differencing"}


def test_an_edition_made_again_does_not_give_away_the_few_that_came_late() -> None:
    first = plan_cells([told("", 100), told("post", 10), told("road", 90)], [], RULES)

    again = plan_cells([told("", 103), told("post", 10), told("road", 93)], [first.cells], RULES)

    assert hidden(again) == {"": "revision", "road": "revision"}


def test_an_edition_made_again_shows_a_cell_that_many_joined() -> None:
    first = plan_cells([told("", 100), told("post", 10), told("road", 90)], [], RULES)

    assert plan_cells([told("", 130), told("post", 10), told("road", 120)], [first.cells], RULES).why == {}


def test_what_an_earlier_edition_gives_away_is_named() -> None:
    half = [told("", 40, end=date(2025, 6, 30)), told("post", 6, end=date(2025, 6, 30))]
    first = plan_cells([*half, told("road", 34, end=date(2025, 6, 30))], [], RULES)

    plan = plan_cells([told("", 20), told("post", 3), told("road", 17)], [first.cells], RULES)

    assert [cell.code for cell in plan.exposed] == ["post"]


def made_table(rng: random.Random) -> Table:
    """A made-up half-year whose incidents lie unevenly over channels, areas in two levels, and goods."""
    channels, areas, goods = ["a", "b", "c", "d"], list(PARENT_AREA), ["x", "y", "z"]
    weights = {name: [rng.random() ** 3 + 0.01 for _ in codes] for name, codes in
               (("channel", channels), ("area", areas), ("goods", goods))}  # fmt: skip
    lines: list[Line] = [WHOLE, *(("channel", one) for one in channels), *(("goods", one) for one in goods)]
    lines += [("area", one) for one in (*areas, "A", "B")]
    values = {line: [0] * 6 for line in lines}
    for _ in range(rng.choice([10, 30, 80, 300, 1000])):
        month = rng.randrange(6)
        area = rng.choices(areas, weights["area"])[0]
        channel, good = rng.choices(channels, weights["channel"])[0], rng.choices(goods, weights["goods"])[0]
        for line in (WHOLE, ("channel", channel), ("goods", good), ("area", area), ("area", PARENT_AREA[area])):
            values[line][month] += 1
    inner = [(("area", above), [("area", one) for one in areas if PARENT_AREA[one] == above]) for above in "AB"]
    whole = [(WHOLE, [line for line in lines if line[0] == name]) for name in ("channel", "goods")]
    return Table(values, [*whole, (WHOLE, [("area", "A"), ("area", "B")]), *inner])


SEQUENCES = [
    [(0, 2)],
    [(0, 0), (1, 1), (0, 2)],
    [(0, 2), (3, 5), (0, 5)],
    [(0, 0), (0, 1), (0, 2), (0, 3)],
    [(0, 3), (2, 5)],
    [(0, 5), (0, 2)],
]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), sequence=st.sampled_from(SEQUENCES), monthly=st.booleans())
def test_no_protected_cell_is_bounded_by_all_editions_together(
    seed: int, sequence: list[tuple[int, int]], monthly: bool
) -> None:
    table = made_table(random.Random(seed))
    editions: list[tuple[CellValue, ...]] = []
    exposed: set[Cell] = set()
    for first, last in sequence:
        cells = table.cells(first, last)
        if monthly and first != last:
            months = (one for month in range(first, last + 1) for one in table.cells(month, month))
            cells += [one for one in months if not one.cell.dimension]
        plan = plan_cells(cells, editions, RULES)
        # Only what was published before can give a cell away for good.
        assert editions or not plan.exposed
        exposed |= set(plan.exposed)
        editions.insert(0, plan.cells)

    published = {one.cell: one for edition in editions for one in edition if not one.hidden}
    protected = [one for edition in editions for one in edition if one.hidden and 0 < one.value < 5]
    for one in protected:
        if one.cell not in exposed:
            least, most = bounds(table, published.values(), one.cell)
            assert not (least >= one.value - 5 and most <= one.value + 5), (one, least, most)
