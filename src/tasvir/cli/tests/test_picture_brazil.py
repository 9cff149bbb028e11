"""Six thousand real seizures through the whole path, against a sum made by the standard library alone."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from tasvir.cli.main import main

NAME = "PF_Apreensoes_Portos_Aeroportos"
REAL = Path(__file__).parents[5] / "shared" / "data" / "seizures_brazil" / f"{NAME}.csv"
MAPPING = """
columns: {DATA: occurred_on, CIDADE_APREENSAO: place, UF: area, DROGA: goods, QUANTIDADE: quantity,
          UNIDADE_MEDIDA: unit, lat: lat, lon: lon}
formats: {occurred_on: "%m/%d/%Y", decimal: ",", delimiter: ";", encoding: utf-8-sig}
constants: {lead_agency: federal_police, violation: smuggling}
values: {unit: {gramas: g}, goods: {cocaina: cocaine}}
"""

pytestmark = pytest.mark.skipif(not REAL.is_file(), reason="the real seizures lie beside the checkout, not in it")


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("brazil")
    (folder / f"{NAME}.csv").write_bytes(REAL.read_bytes())
    (folder / f"{NAME}.mapping.yaml").write_text(MAPPING, encoding="utf-8")

    assert main(["picture", str(folder), "--period", "2022", "--lang", "en", "--formats", "json"]) == 0
    found: dict[str, Any] = json.loads((folder / "picture" / "picture.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The rows of 2022 as the file has them, exact repeats included."""
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter=";") if row["DATA"].endswith("/2022")]


def distinct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return list({tuple(row.values()): row for row in rows}.values())


def counted(picture: dict[str, Any], dimension: str) -> dict[str, int]:
    return {
        one["by"][dimension]: one["value"]
        for one in picture["numbers"]
        if one["measure"] == "cases_detected" and list(one["by"]) == [dimension] and one["value"]
    }


def test_brazil_counts_repeats_once_and_lists_them(picture: dict[str, Any], rows: list[dict[str, str]]) -> None:
    once = picture["counted_once"]
    repeats = [one for one in once["doubtful"] if "repeat.exact" in one["reason_codes"]]

    assert (len(rows), len(distinct(rows))) == (717, 691)
    assert (once["reported"], once["distinct"], len(repeats)) == (717, 691, 26)


@pytest.mark.parametrize(("dimension", "column"), [("area", "UF"), ("goods", "DROGA")])
def test_brazil_by_state_and_drug(
    picture: dict[str, Any], rows: list[dict[str, str]], dimension: str, column: str
) -> None:
    named = {"cocaina": "cocaine"}
    expected = Counter(named.get(row[column], row[column]) for row in distinct(rows))

    assert counted(picture, dimension) == expected


def test_brazil_by_month(picture: dict[str, Any], rows: list[dict[str, str]]) -> None:
    expected = Counter(f"2022-{row['DATA'][:2]}" for row in distinct(rows))

    assert counted(picture, "month") == expected


def test_brazil_quantities_by_drug(picture: dict[str, Any], rows: list[dict[str, str]]) -> None:
    grams: dict[str, float] = defaultdict(float)
    for row in distinct(rows):
        if row["UNIDADE_MEDIDA"] == "gramas" and row["QUANTIDADE"]:
            grams[{"cocaina": "cocaine"}.get(row["DROGA"], row["DROGA"])] += float(row["QUANTIDADE"].replace(",", "."))
    told = {
        one["by"]["goods"]: one["value"] * 1000
        for one in picture["numbers"]
        if one["measure"] == "quantity" and one["unit"] == "kg" and list(one["by"]) == ["goods"] and one["value"]
    }

    assert told == pytest.approx({drug: value for drug, value in grams.items() if value})
