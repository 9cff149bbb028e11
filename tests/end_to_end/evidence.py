"""Open a source where it says it is: a cell of a sheet, a line of a CSV file, characters of a letter."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

import openpyxl

from tasvir.core.intake.documents.reader import extract_document

_CELL = re.compile(r"^(?P<file>.+?)#(?:(?P<sheet>.+)!)?[A-Z]+(?P<row>\d+)$")
_CHARACTERS = re.compile(r"^(?P<file>.+?)#chars=(?P<start>\d+)-(?P<end>\d+)$")


@lru_cache(maxsize=128)
def _sheets(path: Path) -> dict[str | None, list[list[str]]]:
    """Every sheet's rows as texts; a CSV file has one sheet without a name."""
    if path.suffix == ".csv":
        text = path.read_text("utf-8-sig")
        delimiter = ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","
        return {None: list(csv.reader(text.splitlines(), delimiter=delimiter))}
    book = openpyxl.load_workbook(path, read_only=False, data_only=True)
    return {
        sheet.title: [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


@lru_cache(maxsize=128)
def _text(path: Path) -> str:
    return extract_document(path.name, path.read_bytes()).text


def what_stands_at(folder: Path, source: str) -> str:
    """The text of a source; raises where the file, the sheet, the row or the characters are not there."""
    if prose := _CHARACTERS.match(source):
        text = _text(folder / prose["file"])
        start, end = int(prose["start"]), int(prose["end"])
        assert 0 <= start < end <= len(text), source
        return text[start:end]
    cell = _CELL.match(source)
    assert cell, source
    rows = _sheets(folder / cell["file"])[cell["sheet"]]
    row = " | ".join(rows[int(cell["row"]) - 1])
    assert row.strip(" |"), source
    return row
