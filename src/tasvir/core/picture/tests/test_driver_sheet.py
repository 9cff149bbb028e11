"""Tables of driver values as people keep them: Persian workbooks, text files, and what is refused."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from tasvir.core.errors import UserError
from tasvir.core.picture.office.commission import Driver
from tasvir.core.picture.office.driver_sheet import driver_columns
from tasvir.core.picture.office.driver_table import tidy_drivers
from tasvir.core.vocabulary.lists import load_lists

RATE = Driver("rate", "rate.xlsx", {"fa": "نرخ ارز"}, "IRR")


def test_a_persian_workbook_is_read_without_a_column_of_drivers() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["دوره", "مقدار", "استان/شهرستان"],
        ["۱۴۰۴/۰۱", "۹۲۰۰۰۰٫۵", "لرستان"],
        ["۱۴۰۴/۰۲", 930000, None],
    ):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)

    columns = driver_columns("rate.xlsx", data.getvalue(), driver="rate", lists=load_lists())
    rows = tidy_drivers("rate.xlsx", columns, [RATE], lists=load_lists()).to_pylist()

    assert [(one["start"], one["value"], one["area"]) for one in rows] == [
        (date(2025, 3, 21), 920000.5, "IR-15"),
        (date(2025, 4, 21), 930000, None),
    ]


def test_a_text_file_with_semicolons_and_several_drivers() -> None:
    data = "driver;date;value\nrate;2025-03-01;5\nother;2025-03-01;6\n".encode("utf-8-sig")

    columns = driver_columns("rate.csv", data, driver="rate", lists=load_lists())

    assert columns == {"driver": ["rate", "other"], "date": ["2025-03-01"] * 2, "value": ["5", "6"]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("date;amount_of_rain\n2025-03-01;5\n", "analyse.no_column"),
        ("date;value\n", "analyse.empty"),
        ("rate", "analyse.empty"),
    ],
)
def test_a_table_without_values_is_refused(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        driver_columns("rate.csv", text.encode(), driver="rate", lists=load_lists())

    assert caught.value.code == code
