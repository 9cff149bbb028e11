"""The real list of a federal police, against an independent reading with the csv module."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.intake.tests.made_sheets import column, read

_FILE = Path(__file__).resolve().parents[6] / "shared/data/seizures_brazil/PF_Apreensoes_Portos_Aeroportos.csv"
_MAPPING = yaml.safe_load("""
columns: {DATA: occurred_on, CIDADE_APREENSAO: place, UF: area, DROGA: goods, QUANTIDADE: quantity,
          UNIDADE_MEDIDA: unit, lat: lat, lon: lon}
formats: {occurred_on: "%m/%d/%Y", decimal: ",", delimiter: ";", encoding: utf-8-sig}
constants: {lead_agency: federal_police, violation: smuggling}
values: {unit: {gramas: g}, goods: {cocaina: cocaine}}
""")
pytestmark = pytest.mark.skipif(not _FILE.exists(), reason="the real seizures lie in ../shared, which is not here")


@pytest.fixture(scope="module")
def answer() -> SourceAnswer:
    return read(_FILE.read_bytes(), file="brazil.csv", mapping=_MAPPING)[0]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """Each different row once, in the order of the file."""
    with _FILE.open(encoding="utf-8-sig", newline="") as lines:
        return [dict(row) for row in {tuple(row.items()): row for row in csv.DictReader(lines, delimiter=";")}.values()]


def test_every_row_is_answered_for(answer: SourceAnswer) -> None:
    counts = (answer.rows_in, answer.accepted, answer.rejected, answer.duplicate, answer.blank)
    assert counts == (6089, 5873, 0, 216, 0)


def test_grams_by_state_and_year_equal_an_independent_sum(answer: SourceAnswer, rows: list[dict[str, str]]) -> None:
    expected: Counter[tuple[str, int]] = Counter()
    for row in rows:
        if row["UNIDADE_MEDIDA"] == "gramas" and row["QUANTIDADE"]:
            grams = Decimal(row["QUANTIDADE"].replace(",", "."))
            expected[row["UF"], int(row["DATA"][-4:])] += round(grams * 1000)
    found: Counter[tuple[str, int]] = Counter()
    wanted = ("area", "occurred_on", "quantity", "unit")
    for area, day, quantity, unit in zip(*(column(answer, name) for name in wanted)):
        if unit == "g" and quantity is not None:
            found[area, day.year] += round(quantity * 1000)
    assert found == expected


def test_blank_quantities_are_not_reported_and_not_zero(answer: SourceAnswer, rows: list[dict[str, str]]) -> None:
    assert column(answer, "quantity").count(None) == sum(row["QUANTIDADE"] == "" for row in rows)
    assert column(answer, "quantity").count(0.0) == sum(row["QUANTIDADE"] == "0" for row in rows)


def test_units_resolve_and_a_blank_one_is_a_warning(answer: SourceAnswer) -> None:
    assert set(column(answer, "unit")) == {"g", "tablet", "dose", "vial", None}
    assert {issue.code for issue in answer.issues} == {"code.unknown", "unit.missing"}


def test_the_year_2022_has_717_rows_and_691_different_ones(answer: SourceAnswer) -> None:
    assert sum(day.year == 2022 for day in column(answer, "occurred_on")) == 691
