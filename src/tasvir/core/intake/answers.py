"""The answer to whoever sent a list: as JSON, and as their own rows with the outcome and the reason beside them."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from tasvir.core.intake.sheets.sheet import Sheet
from tasvir.core.intake.sheets.text_sheets import text_sheet
from tasvir.core.intake.sheets.workbook_safety import TEMPLATE_PROPERTY
from tasvir.core.intake.sheets.workbook_sheets import workbook_sheets
from tasvir.core.intake.tables import RowAnswer, SourceAnswer
from tasvir.core.issues import Issue
from tasvir.core.vocabulary.messages import issue_json, issue_message, message

_RIGHT_TO_LEFT = ("fa",)
_MOST_TEXT = 32_767
_MARK = "answer"
_LARGEST_PROPERTIES = 1 << 16
_REFUSED, _WARNED = "#F8D7DA", "#FFF3CD"
_NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def answer_json(answers: Sequence[SourceAnswer], lang: str) -> list[dict[str, Any]]:
    """For each list the numbers of its rows, every issue with its sentence, and every row that was not accepted."""
    return [
        {
            "file": answer.file,
            "kind": answer.kind,
            "rows_in": answer.rows_in,
            "accepted": answer.accepted,
            "rejected": answer.rejected,
            "duplicate": answer.duplicate,
            "blank": answer.blank,
            "issues": [issue_json(issue, lang) for issue in answer.issues],
            "rows": [_row_json(row) for row in answer.rows],
        }
        for answer in answers
    ]


def _row_json(row: RowAnswer) -> dict[str, Any]:
    return {"sheet": row.sheet, "row": row.row, "outcome": row.outcome, "duplicate_of": row.duplicate_of}


def is_answer(data: bytes) -> bool:
    """Whether a workbook is one that `answer_workbook` made: what went out is no report, wherever it lies."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            properties = archive.getinfo("docProps/custom.xml")
            told = archive.read(properties) if properties.file_size < _LARGEST_PROPERTIES else b""
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError):
        return False
    return f">{_MARK}/".encode() in told and TEMPLATE_PROPERTY.encode() in told


Clean = Callable[[str], str]


def answer_workbook(file: str, data: bytes, answers: Sequence[SourceAnswer], lang: str, *, clean: Clean = str) -> bytes:
    """The sheets of a list as they came, as values, with outcome and reason in two columns before each row.

    Cells that a spreadsheet program could run as formulas are written as text; `clean` is what every text goes through.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **_NO_FORMULAS})
    book.set_properties({"author": "", "comments": ""})
    book.set_custom_property(TEMPLATE_PROPERTY, f"{_MARK}/{lang}")
    by_sheet = {sheet.name: sheet for sheet in _sheets(file, data)}
    for answer in answers:
        name = _sheet_name(answer)
        if name in by_sheet:
            _write_sheet(book, by_sheet[name], answer, lang, clean)
    if not book.worksheets():
        book.add_worksheet()
    book.close()
    return target.getvalue()


def _sheets(file: str, data: bytes) -> Sequence[Sheet]:
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return workbook_sheets(file, data)[1]
    return [text_sheet(file, data, encoding=None, delimiter=None, recognise=lambda cells: len(cells))]


def _sheet_name(answer: SourceAnswer) -> str | None:
    named = [row.sheet for row in answer.rows] + answer.table.column("sheet").slice(0, 1).to_pylist()
    return next(iter(named), None)


def _write_sheet(book: Any, sheet: Sheet, answer: SourceAnswer, lang: str, clean: Clean) -> None:
    page = book.add_worksheet(sheet.name or None)
    if lang in _RIGHT_TO_LEFT:
        page.right_to_left()
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    refused = book.add_format({"bg_color": _REFUSED, "text_wrap": True, "valign": "top"})
    warned = book.add_format({"bg_color": _WARNED, "text_wrap": True, "valign": "top"})
    counts = {name: getattr(answer, name) for name in ("rows_in", "accepted", "rejected", "duplicate", "blank")}
    page.write_string(0, 0, message("answer.summary", lang, counts), head)
    page.write_string(1, 0, message("answer.column_outcome", lang), head)
    page.write_string(1, 1, message("answer.column_reason", lang), head)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 60)
    outcomes = {row.row: row for row in answer.rows}
    reasons = _reasons(answer.issues, lang)
    first = min([*outcomes, *answer.table.column("row").to_pylist()], default=1)
    for number, cells in sheet.all_rows():
        line = number + 1  # below the summary and the two headings
        if number >= first and (number in outcomes or any(cell not in (None, "") for cell in cells)):
            form = refused if number in outcomes and outcomes[number].outcome != "blank" else None
            form = form or (warned if number in reasons else None)
            page.write_string(line, 0, _outcome(outcomes.get(number), lang), form)
            page.write_string(line, 1, clean("\n".join(reasons.get(number, ())))[:_MOST_TEXT], form)
        for column, cell in enumerate(cells, start=2):
            write_cell(page, line, column, clean(cell) if isinstance(cell, str) else cell)
    page.freeze_panes(2, 2)


def _outcome(row: RowAnswer | None, lang: str) -> str:
    if row is None:
        return message("answer.accepted", lang)
    return message(f"answer.{row.outcome}", lang, {"source": (row.duplicate_of or "").rpartition("#")[2]})


def _reasons(issues: Iterable[Issue], lang: str) -> Mapping[int, Sequence[str]]:
    reasons: dict[int, list[str]] = defaultdict(list)
    for issue in issues:
        if issue.row is not None:
            sentence = issue_message(issue, lang)
            told = {"column": issue.column, "message": sentence}
            reasons[issue.row].append(message("answer.in_column", lang, told) if issue.column else sentence)
    return reasons


def write_cell(page: Any, row: int, column: int, cell: object) -> None:
    """One cell as a value: numbers stay numbers, and no text becomes a formula, a link or a number."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, (int, float)) and cell == cell and abs(cell) < 1e300:
        page.write_number(row, column, cell)
    else:
        page.write_string(row, column, harmless(str(cell))[:_MOST_TEXT])


_LIVE = "=+-@\t\r\x00＝＋－＠"
_UNSEEN = " \u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def harmless(text: str) -> str:
    """A text that no spreadsheet program runs, also after it was saved as CSV: an apostrophe goes before live signs.

    A dash alone and numbers with a sign stay as they are.
    """
    plain = text.translate({0: None})
    start = plain.lstrip(_UNSEEN)
    if not text.lstrip(_UNSEEN).startswith(tuple(_LIVE)) or not start:
        return plain
    number = start.replace("−", "-")
    if number.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit() or not any(c.isalnum() for c in start):
        return plain
    return f"'{plain}"
