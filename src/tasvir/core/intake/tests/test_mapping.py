"""Mapping files: what they may say, and one clear sentence where they are wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.tests.made_sheets import column, read
from tasvir.core.vocabulary.messages import message

_CSV = "QUANDO;ONDE;O QUE;QUANTO\n31/12/2022;SP;cocaina;1,5\n"
_COLUMNS = {"QUANDO": "occurred_on", "ONDE": "area", "O QUE": "goods", "QUANTO": "quantity"}
_WHOLE = {
    "columns": _COLUMNS,
    "formats": {"occurred_on": "%d/%m/%Y", "decimal": ",", "delimiter": ";"},
    "constants": {"lead_agency": "police", "unit": "kg"},
    "values": {"goods": {"cocaina": "cocaine"}},
}


def test_foreign_sheet_is_read_by_its_mapping() -> None:
    (answer,) = read(_CSV, file="pf.csv", mapping=_WHOLE)
    (row,) = answer.table.to_pylist()
    assert (row["occurred_on"].isoformat(), row["area"], row["goods"]) == ("2022-12-31", "SP", "cocaine")
    assert (row["quantity"], row["unit"], row["lead_agency"]) == (1.5, "kg", "police")


def test_jalali_form_knows_the_31st_of_the_second_month() -> None:
    mapping = {**_WHOLE, "formats": {"occurred_on": "%Y/%m/%d", "decimal": ","}}
    (answer,) = read(_CSV.replace("31/12/2022", "1404/02/31"), file="pf.csv", mapping=mapping)
    assert [day.isoformat() for day in column(answer, "occurred_on")] == ["2025-05-21"]


@pytest.mark.parametrize(
    ("mapping", "code", "told"),
    [
        ({"colums": {}}, "mapping.unknown_key", "colums"),
        ({**_WHOLE, "columns": {**_COLUMNS, "QUE": "brand"}}, "mapping.unknown_column", "QUE"),
        ({**_WHOLE, "columns": {"QUANDO": "ocurred_on"}}, "mapping.unknown_key", "occurred_on"),
        ({**_WHOLE, "formats": {"decimals": ","}}, "mapping.unknown_key", "decimals"),
        ({**_WHOLE, "formats": {"encoding": "utf-99"}}, "mapping.encoding", "utf-99"),
        ({**_WHOLE, "columns": ["QUANDO"]}, "mapping.shape", "columns"),
        ({**_WHOLE, "columns": {**_COLUMNS, "ONDE": "goods"}}, "mapping.column_twice", "goods"),
        ({**_WHOLE, "constants": {"agency_lead": "x"}}, "mapping.unknown_key", "agency_lead"),
    ],
)
def test_wrong_mapping_is_one_clear_sentence(mapping: dict[str, Any], code: str, told: str) -> None:
    with pytest.raises(RefusedFile) as refusal:
        read(_CSV, file="pf.csv", mapping=mapping)
    assert refusal.value.code == code
    sentence = message(code, "en", refusal.value.values)
    assert told in sentence
    assert "pf.csv" in sentence


def test_constants_complete_a_sheet_whose_headers_are_known() -> None:
    csv = "Date,Area,Goods,Quantity,Unit\n2025-03-01,Isfahan,rice,5,kg\n"
    (answer,) = read(csv, file="list.csv", mapping={"constants": {"lead_agency": "customs"}})
    assert column(answer, "lead_agency") == ["customs"]
