"""The account of one sheet: the accepted rows as a table, and what became of every other row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.intake.cells.column import Cells
from tasvir.core.intake.cells.sheet_reading import SheetReading
from tasvir.core.intake.kinds.repeats import first_of_each
from tasvir.core.intake.problems import Mask, rows_where
from tasvir.core.intake.tables import EFFORT, FIGURES, INCIDENTS, Kind, RowAnswer, SourceAnswer, sheet_prefix, source_of
from tasvir.core.issues import Issue

_TABLES = {"incidents": INCIDENTS, "figures": FIGURES, "effort": EFFORT}
_MARKED_COLUMNS = 6
_LONGEST_MARK = 24
_DIGIT = re.compile(r"\d")
SUM_ROW = "row.total"


@dataclass(frozen=True)
class ReadTable:
    """The columns that a sheet gave, before refused rows leave it.

    `rows` says for each entry which row of the sheet it comes from, and `letters` which column, where one row of the
    sheet gives several entries; None: entry and row are the same.
    """

    columns: Mapping[str, pa.Array]
    rows: npt.NDArray[np.intp] | None = None
    letters: Sequence[str] = ()


def refuse_totals(reading: SheetReading) -> None:
    """Refuse the rows that only add up others: one of their first cells says so and nothing else is said of it."""
    totals: Mask = np.zeros(reading.rows, dtype=bool)
    for cells in reading.all_cells[:_MARKED_COLUMNS]:
        if not cells.is_number and not cells.is_moment:
            totals |= cells.distinct.rows_of([_is_sum(reading, text) for text in cells.distinct.texts])
    if "occurred_on" in reading.named:
        totals &= reading.blank_in("occurred_on") | _marked(reading, "occurred_on")
    first = reading.all_cells[0].header if reading.all_cells else None
    reading.sums = totals
    reading.problems.at_rows(SUM_ROW, rows_where(totals), first, lambda row: _first_text(reading, row))


def _is_sum(reading: SheetReading, text: str) -> bool:
    if len(text) > _LONGEST_MARK or _DIGIT.search(text):
        return False
    return reading.lists.find("row_marks", text) in ("total", "subtotal")


def _marked(reading: SheetReading, name: str) -> Mask:
    cells = reading.named[name]
    return cells.distinct.rows_of([reading.lists.find("row_marks", text) is not None for text in cells.distinct.texts])


def _first_text(reading: SheetReading, row: int) -> str:
    return next((text for cells in reading.all_cells if (text := cells.shown(row))), "")


def refuse_all(reading: SheetReading, kind: Kind, missing: Sequence[str]) -> SourceAnswer:
    """A list without a column that every row needs: all its rows are refused for one reason, said once."""
    seen = ", ".join(heading.text for heading in reading.header.headings if heading.text)
    reading.problems.in_sheet("list.missing_column", severity="error", missing=", ".join(missing), headers=seen)
    reading.problems.refused[:] = True
    return give_account(reading, kind, ReadTable({}))


def give_account(reading: SheetReading, kind: Kind, table: ReadTable) -> SourceAnswer:
    """The answer for a sheet; exact repeats of an accepted row are answered with the row that they repeat."""
    blank = reading.blank
    _refuse_surplus(reading)
    refused: Mask = reading.problems.refused & ~blank
    first = first_of_each(_identifying(reading), ~blank & ~refused)
    repeats: Mask = first != np.arange(reading.rows)
    accepted: Mask = ~blank & ~refused & ~repeats
    answers = [
        RowAnswer(
            reading.sheet.name,
            row + reading.header.first_row,
            "blank" if blank[row] else "rejected" if refused[row] else "duplicate",
            source_of(reading.file, reading.sheet.name, int(first[row]) + reading.header.first_row)
            if repeats[row]
            else None,
        )
        for row in rows_where(~accepted).tolist()
    ]
    return SourceAnswer(
        file=reading.file,
        kind=kind,
        table=_accepted_table(reading, kind, table, accepted),
        rows_in=reading.rows,
        accepted=int(accepted.sum()),
        rejected=int(refused.sum()),
        duplicate=int(repeats.sum()),
        blank=int(blank.sum()),
        rows=answers,
        issues=_told(reading),
    )


def _refuse_surplus(reading: SheetReading) -> None:
    rows = np.asarray(reading.sheet.surplus_rows(), dtype=np.intp)
    reading.problems.at_rows("row.too_many_cells", rows, None, lambda _: "", columns=len(reading.all_cells))


def _told(reading: SheetReading) -> list[Issue]:
    """The issues in the order of rows, without those of blank rows and sums."""

    def belongs(issue: Issue) -> bool:
        if issue.row is None or issue.code == SUM_ROW:
            return True
        row = issue.row - reading.header.first_row
        return not reading.blank[row] and not reading.sums[row]

    return sorted(filter(belongs, reading.problems.issues), key=lambda issue: issue.row or 0)


def _identifying(reading: SheetReading) -> list[Cells]:
    """All columns but a running number, which makes every row look different."""
    headings = reading.header.headings
    numbered = {place for place, heading in enumerate(headings) if heading.is_row_number}
    return [cells for place, cells in enumerate(reading.all_cells) if place not in numbered]


def _accepted_table(reading: SheetReading, kind: Kind, table: ReadTable, accepted: Mask) -> pa.Table:
    schema: pa.Schema = _TABLES[kind]
    if not table.columns:
        return schema.empty_table()
    rows = np.arange(reading.rows) if table.rows is None else table.rows
    keep = accepted[rows]
    numbers = pa.array(rows[keep] + reading.header.first_row, pa.int32())
    count = len(numbers)
    letters: pa.Array = pa.scalar("A")
    if table.letters:
        letters = pa.array(table.letters, pa.string()).filter(pa.array(keep))
    start = pc.binary_join_element_wise(
        pa.scalar(sheet_prefix(reading.file, reading.sheet.name)), letters, numbers.cast(pa.string()), ""
    )
    placed = {
        "source": start,
        "file": pa.repeat(pa.scalar(reading.file), count),
        "sheet": pa.repeat(pa.scalar(reading.sheet.name, pa.string()), count),
        "row": numbers,
    }
    mask = None if count == len(rows) else pa.array(keep)
    read = {name: column if mask is None else column.filter(mask) for name, column in table.columns.items()}
    return pa.table({**placed, **read}, schema=schema)
