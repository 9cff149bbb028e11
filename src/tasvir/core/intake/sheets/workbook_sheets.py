"""Sheets of workbooks (.xlsx .xlsm .xls .xlsb .ods), read by calamine."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import fastexcel
import numpy as np
import pyarrow as pa

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.problems import Mask
from tasvir.core.intake.sheets.cell_types import number_cells, says_no_number, spoiled_cells
from tasvir.core.intake.sheets.extents import column_number
from tasvir.core.intake.sheets.sheet import TOP_ROWS, Sheet, SpoiledCell
from tasvir.core.intake.sheets.workbook_safety import Workbook, inspect_workbook

# It warns of each column without a value, which is our business to judge, not the terminal's.
logging.getLogger("fastexcel").setLevel(logging.ERROR)


class WorkbookSheet:
    """One sheet of a workbook."""

    guessed_encoding: str | None = None

    def __init__(self, reader: Any, name: str, data: bytes, workbook: Workbook) -> None:
        self._reader = reader
        self._data = data
        self._workbook = workbook
        self.name: str | None = name
        self.hidden = self._loaded.visible != "visible"

    @cached_property
    def _loaded(self) -> Any:
        # Most sheets have their header in the first row: then this one pass gives the data with its types.
        return self._reader.load_sheet(self.name, header_row=0, schema_sample_rows=None)

    @cached_property
    def _batch(self) -> pa.RecordBatch:
        return self._loaded.to_arrow()

    @cached_property
    def _header_row(self) -> int:
        """The row that the first pass took for the header: the first one that holds anything."""
        known = self._workbook.start_rows.get(str(self.name))
        return known if known is not None else self._typed_rows[0] + 1

    def top(self) -> Sequence[tuple[int, Sequence[str]]]:
        """The first rows with their numbers, each cell as text, blank cells as ''."""
        if self._loaded.width == 0:
            return []
        names = [_written_name(name, self._batch.schema.names) for name in self._batch.schema.names]
        first = [(self._header_row, names)]
        head = self._batch.slice(0, TOP_ROWS)
        columns = [[_shown(cell) for cell in column.to_pylist()] for column in head.columns]
        below = [(self._header_row + 1 + place, list(cells)) for place, cells in enumerate(zip(*columns))]
        return first + below

    def all_rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        """Every row with its number, its cells as Python values."""
        return iter(enumerate(self._typed_rows[2], start=1))

    def columns_from(self, first_row: int) -> list[pa.Array]:
        """All columns from a row on; an empty list where nothing stands there."""
        if first_row == self._header_row + 1:
            return list(self._batch.columns)
        if first_row > self._header_row + self._loaded.height:
            return []
        loaded = self._reader.load_sheet(self.name, header_row=None, skip_rows=first_row - 1, schema_sample_rows=None)
        return list(loaded.to_arrow().columns)

    @cached_property
    def _typed_rows(self) -> tuple[int, int, list[list[Any]]]:
        """The first row and column, counted from 0, and all cells as Python values."""
        import python_calamine

        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._data))
        sheet = book.get_sheet_by_name(str(self.name))
        return *(sheet.start or (0, 0)), sheet.to_python(skip_empty_area=False)

    def numeric_cells(self, column: int, first_row: int) -> Mask | None:
        """Which cells of a column the sheet holds as numbers (another pass over the file)."""
        part = self._workbook.plain_parts.get(str(self.name))
        rows_below = self._header_row + self._loaded.height + 1 - first_row
        if part and (known := number_cells(self._data, part, column, first_row, rows_below)) is not None:
            return known
        _, start, rows = self._typed_rows
        place = start + column
        return np.asarray([isinstance(row[place], (int, float)) for row in rows[first_row - 1 :]], dtype=bool)

    def words(self, column: int, first_row: int) -> Sequence[str | None]:
        """The texts that stand in a column of numbers: the reader takes n/a and the like for nothing."""
        _, start, rows = self._typed_rows
        cells = [row[start + column] for row in rows[first_row - 1 :]]
        return [cell.strip() if isinstance(cell, str) and cell.strip() else None for cell in cells]

    def first_column(self) -> int:
        """How many empty columns stand before the first one (a second pass over the file)."""
        return self._typed_rows[1]

    def starts_in_1904(self) -> bool:
        """Whether the sheet's serial days count from 1904."""
        return self._workbook.starts_in_1904

    def surplus_rows(self) -> Sequence[int]:
        """Never any: a sheet has as many columns as its widest row."""
        return ()

    def merged_cells(self, first_row: int) -> Sequence[tuple[int, int, int]]:
        """Column, first and last row of the cells merged down several rows below the header."""
        ranges = [one for one in self._workbook.merged.get(str(self.name), ()) if one[1] >= first_row]
        if not ranges:
            return ()
        start = self.first_column()
        placed = [
            (column_number(letters) - 1 - start, top - first_row, low - first_row) for letters, top, low in ranges
        ]
        return [one for one in placed if one[0] >= 0]

    def spoiled_cells(self, first_row: int, *, gaps: bool) -> Sequence[SpoiledCell]:
        """The cells from a row on that hold errors or formulas without a value (another pass, where there are any)."""
        part = self._workbook.plain_parts.get(str(self.name))
        if not part or not (self.name in self._workbook.spoiled or (gaps and says_no_number(self._data))):
            return ()
        return spoiled_cells(self._data, part, first_row)

    def broken_rows(self) -> Mapping[int, str]:
        """Never any: XML that cannot be decoded is refused as a whole."""
        return {}


def _written_name(name: str, names: Sequence[str]) -> str:
    """A header as written: the reader names empty ones and numbers repeated ones."""
    if name.startswith("__UNNAMED__"):
        return ""
    stem, _, number = name.rpartition("_")
    return stem if stem in names and number.isdigit() else name


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return str(cell).strip()


def workbook_sheets(file: str, data: bytes) -> tuple[Workbook, list[Sheet]]:
    """The sheets of a workbook in their order, after the checks that keep a hostile file out."""
    workbook = inspect_workbook(file, data)
    try:
        reader = fastexcel.read_excel(data)
        sheets: list[Sheet] = [
            WorkbookSheet(reader, name, data, workbook) for name in reader.sheet_names if name not in workbook.aside
        ]
    except (fastexcel.FastExcelError, pa.ArrowException) as error:
        raise RefusedFile("document.broken", file=file) from error
    return workbook, sheets
