"""The numbers of a real list against sums made by the standard library alone."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from tasvir.core.intake.lists_reader import read_lists
from tasvir.core.linkage.model import Doubtful, Linked, repeats_of
from tasvir.core.picture.numbers.number import Number
from tasvir.core.picture.tests.counting import at, numbers_of
from tasvir.core.vocabulary.lists import load_lists
from tasvir.warehouse.linkage import link

FILE = Path(__file__).resolve().parents[6] / "shared/data/seizures_brazil/PF_Apreensoes_Portos_Aeroportos.csv"
NEAR_COPIES = [(3270, 3271), (3699, 3700), (3860, 3862), (3925, 3926), (4914, 4915)]
GOODS = {"cocaina": "cocaine"}
MAPPING = {
    "columns": {
        "DATA": "occurred_on",
        "CIDADE_APREENSAO": "place",
        "UF": "area",
        "DROGA": "goods",
        "QUANTIDADE": "quantity",
        "UNIDADE_MEDIDA": "unit",
        "lat": "lat",
        "lon": "lon",
    },
    "formats": {"occurred_on": "%m/%d/%Y", "decimal": ",", "delimiter": ";", "encoding": "utf-8-sig"},
    "constants": {"lead_agency": "federal_police", "violation": "smuggling"},
    "values": {"unit": {"gramas": "g"}, "goods": GOODS},
}

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the Brazilian list lies beside the checkout, not in it")


@pytest.fixture(scope="module")
def linked() -> Linked:
    answers = read_lists(FILE.name, FILE.read_bytes(), lists=load_lists(), mapping=MAPPING, today=date(2026, 11, 22))
    return link(answers[0].table, repeats=repeats_of(answers))


@pytest.fixture(scope="module")
def numbers(linked: Linked) -> list[Number]:
    return numbers_of(linked.events, period="2022")


def distinct_rows() -> list[dict[str, str]]:
    """The rows of 2022, exact repeats once."""
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    seen = {tuple(row.values()): row for row in rows if row["DATA"].endswith("/2022")}
    return list(seen.values())


def cases_by(name: str, numbers: list[Number]) -> dict[str, object]:
    """The cases of 2022 by one breakdown, zeros left out."""
    cells = (n for n in numbers if n.measure == "cases_detected" and list(n.by) == [name])
    return {n.by[name]: n.value for n in cells if n.value}


def test_exact_repeats_count_once_and_are_doubtful(linked: Linked, numbers: list[Number]) -> None:
    whole = at(numbers, "cases_detected")

    assert (whole.value, whole.rows_used, dict(whole.rows_ignored)) == (691, 691, {"duplicate": 26})
    exact = [doubt.members for doubt in linked.doubtful if is_exact_repeat(doubt)]
    days = dict(zip(linked.events["source"].to_pylist(), linked.events["occurred_on"].to_pylist()))
    assert len(exact) == 216
    assert sum(days[doubt.members[0]].year == 2022 for doubt in linked.doubtful) == 26


def is_exact_repeat(doubt: Doubtful) -> bool:
    """Whether rows are doubtful because one repeats the other exactly."""
    return [reason.code for reason in doubt.reasons] == ["repeat.exact"]


def test_near_copies_that_differ_by_one_gram_are_doubtful_too(linked: Linked) -> None:
    near = [doubt.members for doubt in linked.doubtful if not is_exact_repeat(doubt)]
    shown = linked.events.select(["source", "lead_agency", "occurred_on", "place", "goods", "quantity"]).to_pylist()
    rows = {row["source"]: row for row in shown}
    pairs = [(rows[one], rows[other]) for one, other in near]

    assert [tuple(int(source.rpartition("#A")[2]) for source in members) for members in near] == NEAR_COPIES
    assert {abs(one["quantity"] - other["quantity"]) for one, other in pairs} == {1.0}
    same = ("lead_agency", "occurred_on", "place", "goods")
    assert all(one[name] == other[name] for one, other in pairs for name in same)


def test_states_equal_an_independent_count(numbers: list[Number]) -> None:
    assert cases_by("area", numbers) == Counter(row["UF"] for row in distinct_rows())


def test_months_equal_an_independent_count(numbers: list[Number]) -> None:
    assert cases_by("month", numbers) == Counter(f"2022-{row['DATA'][:2]}" for row in distinct_rows())


def test_drugs_equal_an_independent_count_and_sum(numbers: list[Number]) -> None:
    cases: Counter[str] = Counter()
    kilograms: dict[str, float] = defaultdict(float)
    for row in distinct_rows():
        goods = GOODS.get(row["DROGA"]) or load_lists().find("goods", row["DROGA"]) or row["DROGA"]
        cases[goods] += 1
        if row["QUANTIDADE"] and row["UNIDADE_MEDIDA"] == "gramas":
            kilograms[goods] += float(row["QUANTIDADE"].replace(".", "").replace(",", ".")) / 1000

    mass = {
        n.by["goods"]: n.value
        for n in numbers
        if n.measure == "quantity" and list(n.by) == ["goods"] and n.unit == "kg"
    }
    assert cases_by("goods", numbers) == cases
    assert {goods: value for goods, value in mass.items() if value} == pytest.approx(
        {goods: value for goods, value in kilograms.items() if value}
    )


def test_blank_quantities_are_not_reported(numbers: list[Number]) -> None:
    blank = sum(1 for row in distinct_rows() if not row["QUANTIDADE"].strip())
    told = sum(n.rows_used for n in numbers if n.measure == "quantity" and not n.cell)

    assert told == 691 - blank
