"""The tables behind a document as a workbook: real numbers, one sheet a table, and where each number comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tasvir.core.bulletins.charts.theme import ACCENT, QUIET_INK, RULE, face
from tasvir.core.bulletins.tree import Cell, Document, Part, Section, Table
from tasvir.core.text.formatting import format_number
from tasvir.core.vocabulary.messages import message
from tasvir.renderers.sheet_text import plain_text

# The code in brackets asks for Persian digits; the number itself stays a number.
_DIGITS = {"fa": "[$-3000429]"}
_LARGEST = 2**53  # beyond it a spreadsheet loses digits, so the number is written as text
_WIDEST = 60
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def write_xlsx(document: Document, picture: Mapping[str, Any], path: Path) -> None:
    """Write the workbook: the document's tables, all numbers of the picture, and the sources."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": document.title, "author": document.issued_by})
        book = _Book(workbook, document)
        for index, table in enumerate(_tables(document.parts), start=1):
            book.add_table(table, table.name or book.word("sheet.table", number=format_number(index, document.lang)))
        book.add_numbers(picture.get("numbers") or [])
        book.add_sources()


def _tables(parts: Sequence[Part]) -> Iterable[Table]:
    for part in parts:
        if isinstance(part, Table):
            yield part
        elif isinstance(part, Section):
            yield from _tables(part.parts)


class _Book:
    """One workbook with its formats; sheets are added one after the other."""

    def __init__(self, workbook: Workbook, document: Document) -> None:
        self._workbook, self._document = workbook, document
        base = {"font_name": face(document.lang), "valign": "top"}
        digits = _DIGITS.get(document.lang, "")
        heading = {"bold": True, "bottom": 2, "bottom_color": ACCENT, "text_wrap": True, "valign": "bottom"}
        self._title = workbook.add_format({**base, "bold": True, "font_size": 13})
        self._quiet = workbook.add_format({**base, "font_color": QUIET_INK})
        self._heading = workbook.add_format({**base, **heading})
        self._text = workbook.add_format({**base, "bottom": 1, "bottom_color": RULE, "text_wrap": True})
        self._whole = workbook.add_format({**base, "bottom": 1, "bottom_color": RULE, "num_format": f"{digits}#,##0"})
        # A percent here is a number of hundredths already, so its sign is only written, never multiplied by.
        change = f'{digits}+#,##0.0"%";{digits}-#,##0.0"%";{digits}0"%"'
        self._change = workbook.add_format({**base, "bottom": 1, "bottom_color": RULE, "num_format": change})
        share = f'{digits}#,##0.0"%"'
        self._share = workbook.add_format({**base, "bottom": 1, "bottom_color": RULE, "num_format": share})
        self._parted = workbook.add_format(
            {**base, "bottom": 1, "bottom_color": RULE, "num_format": f"{digits}#,##0.0#"}
        )
        self._names: set[str] = set()

    def word(self, code: str, **values: object) -> str:
        return message(code, self._document.lang, values)

    def add_table(self, table: Table, name: str) -> None:
        """One table of the document: its caption on top, the header frozen."""
        sheet = self._sheet(name)
        row = 0
        for index, line in enumerate(table.caption.split("\n")):
            sheet.write_string(row, 0, plain_text(line), self._quiet if index else self._title)
            row += 1
        rows = [[cell if cell.value is not None else _text(cell) for cell in cells] for cells in table.rows]
        last = self._grid(sheet, row + 1, [_text(cell) for cell in table.header], rows)
        if table.note:
            sheet.write_string(last + 1, 0, plain_text(table.note), self._quiet)

    def add_numbers(self, numbers: Sequence[Mapping[str, Any]]) -> None:
        """Every number of the picture, one a row, as the picture's own codes."""
        if not numbers:
            return
        names = list(dict.fromkeys(c["name"] for number in numbers for c in number.get("comparisons") or []))
        header = ["sheet.measure", "sheet.breakdown", "sheet.value", "sheet.unit", "sheet.state", "sheet.rows_used"]
        titles = [self.word(code) for code in [*header, "sheet.rows_ignored"]]
        for name in names:
            titles += [name, self.word("sheet.change_percent", name=name)]
        titles.append(self.word("sheet.key"))
        rows = [_number_row(index, number, names) for index, number in enumerate(numbers)]
        self._grid(self._sheet(self.word("sheet.numbers")), 0, titles, rows)

    def add_sources(self) -> None:
        """Where each number of the document comes from."""
        titles = [self.word(code) for code in ("sheet.key", "sheet.figure", "sheet.source", "sheet.content")]
        rows = [
            [entry.key, entry.title, source, content]
            for entry in self._document.evidence
            for source, content in entry.sources
        ]
        self._grid(self._sheet(self.word("sheet.sources")), 0, titles, rows)

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._workbook.add_worksheet(self._free_name(name))
        if self._document.direction == "rtl":
            sheet.right_to_left()
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _free_name(self, name: str) -> str:
        """A sheet's name as Excel allows it, used only once."""
        clean = " ".join(_FORBIDDEN.sub(" ", name).split()).strip("'")[:28] or "-"
        free, number = clean, 2
        while free.casefold() in self._names:
            free, number = f"{clean} {number}", number + 1
        self._names.add(free.casefold())
        return free

    def _grid(self, sheet: Worksheet, top: int, titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        """A header and its rows; returns the row after the last."""
        for column, title in enumerate(titles):
            sheet.write_string(top, column, plain_text(title), self._heading)
            texts = [_width(row[column]) for row in rows if column < len(row)]
            sheet.set_column(column, column, min(_WIDEST, max([9, len(title), *texts]) + 2))
        for index, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                self._write(sheet, index, column, value)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        return top + 1 + len(rows)

    def _write(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        shown = ""
        if isinstance(value, Cell):
            value, shown = value.value, _text(value)
        if value is None:
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(value, int | float) and abs(value) <= _LARGEST:
            sheet.write_number(row, column, value, self._style(value, shown))
        else:
            sheet.write_string(row, column, plain_text(str(value)), self._text)

    def _style(self, value: float, shown: str) -> Format:
        """The number format that shows a number as the document does."""
        if shown.rstrip("\u200e\u200f ").endswith(("%", "٪")):
            return self._change if "+" in shown or value < 0 else self._share
        return self._whole if float(value).is_integer() else self._parted


def _text(cell: Cell) -> str:
    return "".join(run.text for run in cell.runs)


def _width(value: Any) -> int:
    return len(_text(value) if isinstance(value, Cell) else str(value or ""))


def _number_row(index: int, number: Mapping[str, Any], names: Sequence[str]) -> list[Any]:
    by = "; ".join(f"{key}={value}" for key, value in (number.get("by") or {}).items())
    ignored = "; ".join(f"{left['reason']}: {left['rows']}" for left in number.get("rows_ignored") or [])
    row = [number["measure"], by or None, amount_of(number.get("value")), number.get("unit"), number.get("state")]
    row += [number.get("rows_used"), ignored or None]
    compared = {c["name"]: c for c in number.get("comparisons") or []}
    for name in names:
        comparison = compared.get(name, {})
        row += [amount_of(comparison.get("value")), comparison.get("change_percent")]
    return [*row, f"numbers/{index}"]


def amount_of(value: Any) -> float | int | None:
    """A value of the picture as a number: money is an object there, and what is too long for JSON a text."""
    if isinstance(value, Mapping):
        value = value.get("amount")
    return int(value) if isinstance(value, str) else value
