"""Write rows into a file as they come: XLSX, CSV, Parquet; nothing in it can run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tasvir.core.intake.tables import INCIDENTS
from tasvir.core.vocabulary.lists import load_lists
from tasvir.renderers.sheet_text import plain_text
from tasvir.rooms.incidents.choices import CSV, PARQUET, XLSX
from tasvir.rooms.incidents.queries.facts import column_label, list_of

# Beside core's columns: where the row came from, and how it counts.
OWN = ("submission_number", "body__code", "counted", "sensitivity", "event_key")
COLUMNS = (*INCIDENTS.names, *OWN)
SHEET_ROWS = 1_000_000  # Excel ends at 1,048,576 rows, headings among them; what is more begins a new sheet
_EXACT = 2**53  # beyond it a spreadsheet loses digits
_STEP = 2_000

Row = tuple[Any, ...]
Tell = Callable[[int], None]
Note = list[tuple[str, str]]


def write_file(form: str, rows: Iterable[Row], path: Path, *, lang: str, note: Note, tell: Tell) -> int:
    """Write all rows and answer how many they were; `note` says on a sheet of its own what they are."""
    if form == PARQUET:
        return _write_parquet(rows, path, note, tell)
    told = (_as_read(row, lang) for row in rows)
    headings = [_heading(name, lang) for name in COLUMNS]
    writers = {XLSX: _write_xlsx, CSV: _write_csv}
    return writers[form](told, path, headings, note, tell)


def _heading(name: str, lang: str) -> str:
    return name if name in OWN else column_label(name, lang)


def _as_read(row: Row, lang: str) -> list[Any]:
    """The cells as people read them: labels for codes, money in whole units of its currency."""
    found = dict(zip(COLUMNS, row, strict=True))
    found["value"] = _whole(found["value"], found["currency"])
    lists = load_lists()
    for name, of in _CODED.items():
        if held := found[name]:
            found[name] = "|".join(lists.label(of, code, lang) for code in str(held).split("|"))
    return [_plain(cell) for cell in found.values()]


_CODED = {name: of for name in INCIDENTS.names if (of := list_of(name)) and name != "currency"}


def _whole(value: int | None, currency: str) -> float | int | None:
    entry = load_lists()["currencies"].entries.get(currency)
    exponent = int(entry.columns.get("exponent") or 0) if entry else 0
    return value if value is None or not exponent else value / 10**exponent


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool):
        return int(cell)
    return plain_text(cell) if isinstance(cell, str) else cell


def _write_csv(rows: Iterator[list[Any]], path: Path, headings: list[str], note: Note, tell: Tell) -> int:
    del note  # a line before the headings would be taken for a row; the file's name says how many rows it holds
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for count, row in enumerate(rows, 1):
            writer.writerow(["" if cell is None else cell for cell in row])
            _tell(count, tell)
    return count


def _write_xlsx(rows: Iterator[list[Any]], path: Path, headings: list[str], note: Note, tell: Tell) -> int:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for number in range(1, 1_000):
            first = list(islice(rows, 1))
            if not first and number > 1:
                break
            sheet = book.add_worksheet(f"incidents {number}")
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, headings, bold)
            for line, row in enumerate(chain(first, islice(rows, SHEET_ROWS - 1)), 1):
                _write_cells(sheet, line, row, day)
                count += 1
                _tell(count, tell)
        about = book.add_worksheet("about")
        for line, (title, text) in enumerate([*note, ("rows", str(count))]):
            about.write_string(line, 0, plain_text(title), bold)
            about.write_string(line, 1, plain_text(text))
    return count


def _write_cells(sheet: Any, line: int, row: list[Any], day: Any) -> None:
    for place, cell in enumerate(row):
        if cell is None or cell == "":
            continue
        if isinstance(cell, date):
            sheet.write_datetime(line, place, cell, day)
        elif isinstance(cell, int | float) and abs(cell) <= _EXACT:
            sheet.write_number(line, place, cell)
        else:
            sheet.write_string(line, place, str(cell))


def _write_parquet(rows: Iterable[Row], path: Path, note: Note, tell: Tell) -> int:
    own = [pa.field(name.replace("__", "_"), pa.bool_() if name == "counted" else pa.string()) for name in OWN]
    schema = pa.schema([*INCIDENTS, *own], metadata=dict(note))
    stream, count = iter(rows), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while part := list(islice(stream, 20_000)):
            columns = [
                pa.array([None if cell == "" else cell for cell in cells], field.type)
                for cells, field in zip(zip(*part), schema)
            ]
            writer.write_table(pa.table(columns, schema=schema))
            count += len(part)
            tell(count)
    return count


def _tell(count: int, tell: Tell) -> None:
    if count % _STEP == 0:
        tell(count)
