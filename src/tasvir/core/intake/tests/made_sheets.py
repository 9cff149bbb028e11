"""Small workbooks and readings for the tests of this folder."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

import xlsxwriter

from tasvir.core.intake.lists_reader import read_lists
from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.vocabulary.lists import load_lists

TODAY = date(2026, 11, 22)
Rows = Sequence[Sequence[object]]


def workbook(
    rows: Rows, *, sheet: str = "S", hidden: Mapping[str, Rows] | None = None, epoch_1904: bool = False
) -> bytes:
    """A workbook with these cells; days become date cells."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"date_1904": epoch_1904})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, cells in {sheet: rows, **(hidden or {})}.items():
        page = book.add_worksheet(name)
        if name in (hidden or {}):
            page.hide()
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                if isinstance(cell, (date, datetime)):
                    page.write_datetime(row, column, cell, day)
                elif cell is not None:
                    page.write(row, column, cell)
    book.close()
    return target.getvalue()


def read(
    data: bytes | str,
    *,
    file: str = "list.xlsx",
    calendar: Literal["jalali", "gregorian"] | None = None,
    mapping: Mapping[str, Any] | None = None,
) -> list[SourceAnswer]:
    """The answers for a file with the product's own lists."""
    content = data.encode() if isinstance(data, str) else data
    return read_lists(file, content, lists=load_lists(), calendar=calendar, mapping=mapping, today=TODAY)


def read_rows(rows: Rows, **options: Any) -> SourceAnswer:
    """The one answer for a workbook with these cells."""
    return read(workbook(rows), **options)[0]


def codes(answer: SourceAnswer) -> list[tuple[int | None, str]]:
    """Row and code of every issue."""
    return [(issue.row, issue.code) for issue in answer.issues]


def column(answer: SourceAnswer, name: str) -> list[Any]:
    """One column of the accepted rows."""
    values: list[Any] = answer.table.column(name).to_pylist()
    return values


HEADERS_FA = [
    "تاریخ کشف",
    "شهرستان",
    "نوع تخلف",
    "کالا",
    "مقدار",
    "واحد",
    "ارزش (میلیون ریال)",
    "دستگاه کاشف",
    "تعداد متهم",
]
HEADERS_EN = ["Date", "Area", "Violation", "Goods", "Quantity", "Unit", "Value", "Currency", "Lead agency"]
HEADERS_VI = [
    "Ngày phát hiện",
    "Địa bàn",
    "Mặt hàng",
    "Số lượng",
    "Đơn vị tính",
    "Trị giá (triệu đồng)",
    "Cơ quan chủ trì",
]
GOOD_FA = ["1404/05/06", "خرم‌آباد", "قاچاق کالا", "سیگار", "۱۲", "بسته", "۵", "فرماندهی انتظامی", "۲"]
GOOD_EN = ["2025-03-01", "Isfahan", "smuggling", "cigarettes", 12, "kg", 500, "IRR", "police"]
