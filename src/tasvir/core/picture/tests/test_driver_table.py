"""Drivers of an office: declared in commission.yaml, read tidily, refused by row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tasvir.core.errors import UserError
from tasvir.core.picture.office.commission import Driver
from tasvir.core.picture.office.driver_table import DRIVERS, tidy_drivers
from tasvir.core.picture.office.reader import CommissionError, read_commission
from tasvir.core.vocabulary.lists import load_lists

GAP = Driver("gap", "drivers.csv", {"en": "Price gap"}, "IRR")
GOOD: dict[str, list[Any]] = {
    "driver": ["gap", "gap", "other"],
    "period": ["1404-Q2", "2025-12-16", "1404"],
    "area": ["", "IR-15", "nowhere"],
    "goods": ["tea", None, ""],
    "value": ["12.5", 3, "x"],
}


def tidy(**changed: list[Any]) -> Any:
    return tidy_drivers("drivers.csv", {**GOOD, **changed}, [GAP], lists=load_lists())


def test_read_commission_takes_drivers_and_refuses_one_declared_twice() -> None:
    one = "  - {code: gap, file: drivers.csv, name: {en: Price gap}, unit: IRR}\n"

    assert read_commission("commission.yaml", f"drivers:\n{one}", lists=load_lists()).drivers == (GAP,)
    with pytest.raises(CommissionError) as told:
        read_commission("commission.yaml", f"drivers:\n{one}{one}  - {{code: bare}}\n", lists=load_lists())
    assert "yaml.missing_key" in {issue.code for issue in told.value.issues}


def test_tidy_drivers_reads_spans_areas_and_goods_of_declared_drivers_alone() -> None:
    table = tidy()

    assert table.schema == DRIVERS
    assert table["start"].to_pylist() == [date(2025, 6, 22), date(2025, 12, 16)]
    assert table["end"].to_pylist() == [date(2025, 9, 22), date(2025, 12, 16)]
    assert table["area"].to_pylist() == [None, "IR-15"]
    assert table["goods"].to_pylist() == ["tea", None]
    assert table["value"].to_pylist() == [12.5, 3.0]
    assert table["unit"].to_pylist() == ["IRR", "IRR"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"value": ["dear", 3, 1]}, "drivers.no_number"),
        ({"value": ["", 3, 1]}, "drivers.no_number"),
        ({"period": ["soon", "2025", "2025"]}, "drivers.date"),
        ({"area": ["Atlantis", "", ""]}, "drivers.unknown"),
        ({"unit": ["USD", "", ""]}, "drivers.other_unit"),
        ({"driver": ["else", "else", "else"]}, "drivers.absent"),
        ({"period": ["2025", "2025", ""], "area": ["", "", ""], "goods": ["", "", ""]}, "drivers.twice"),
    ],
)
def test_tidy_drivers_refuses_by_row(changed: dict[str, list[Any]], code: str) -> None:
    with pytest.raises(UserError) as told:
        tidy(**changed)

    assert told.value.code == code
