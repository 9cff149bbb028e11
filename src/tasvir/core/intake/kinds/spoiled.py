"""What makes cells worthless before they are read: errors, formulas without a value, broken characters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.intake.cells.sheet_reading import SheetReading
from tasvir.core.intake.headers.fields import REQUIRED

_MEASURED = ("quantity", "unit", "value", "currency")


def tell_spoiled(reading: SheetReading) -> None:
    """Refuse rows whose needed cells hold no value; other cells are left out with a warning."""
    if reading.sheet.guessed_encoding:
        reading.problems.in_sheet("list.encoding_guessed", file=reading.file, encoding=reading.sheet.guessed_encoding)
    for row, text in reading.sheet.broken_rows().items():
        reading.problems.at_rows("list.broken_characters", _only(row), None, _saying(text))
    gaps = any(cells.is_number and _has_gaps(cells.array) for cells in reading.all_cells)
    needed = {*_MEASURED, *(name for group in REQUIRED[reading.header.kind or "incidents"] for name in group)}
    for cell in reading.sheet.spoiled_cells(reading.header.first_row, gaps=gaps):
        if cell.row >= reading.rows or cell.column >= len(reading.header.headings):
            continue
        if cell.code == "number.unreadable" and not reading.all_cells[cell.column].is_number:
            continue  # a column of texts shows it itself
        heading = reading.header.headings[cell.column]
        wide = reading.header.wide is not None and cell.column in reading.header.wide.values
        if heading.field is None and not wide:
            continue
        say = reading.problems.at_rows if wide or heading.field in needed else reading.problems.at_cells
        say(cell.code, _only(cell.row), heading.text, _saying(cell.text))


def _only(row: int) -> np.ndarray:
    return np.asarray([row], dtype=np.intp)


def _saying(text: str) -> Callable[[int], object]:
    return lambda _: text


def _has_gaps(numbers: pa.Array) -> bool:
    """Whether a column of numbers has blanks, or what its reader made of the word NaN."""
    return bool(numbers.null_count or pc.any(pc.is_nan(numbers)).as_py())
