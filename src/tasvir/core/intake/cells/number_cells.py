"""Read columns of numbers: counts, quantities, coordinates, money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from tasvir.core.intake.cells.column import Cells
from tasvir.core.intake.cells.numerals import Marks, Numeral, cut, is_ambiguous, settled, style_of, value_of
from tasvir.core.intake.cells.sheet_reading import FloatRows, SheetReading
from tasvir.core.intake.cells.worded_numbers import read_worded
from tasvir.core.intake.headers.fields import Field, is_spared
from tasvir.core.intake.problems import Mask, Rows, rows_where

_EXACT = 2.0**53


@dataclass(frozen=True)
class Numbers:
    """A column as numbers (NaN: none), the states of its words, and the units typed behind its numbers."""

    values: FloatRows
    states: Sequence[str | None]  # by row, for cells that say why there is no number; empty where no cell does
    units: Sequence[str | None]  # by row, the text behind the number; empty where no cell has any


def read_numbers(reading: SheetReading, field: Field, *, marks: Marks | None = None) -> Numbers:
    """A column's numbers; what is no number, negative or absurd is refused in its row."""
    cells = reading.named.get(field.name)
    if cells is None:
        return Numbers(np.full(reading.rows, np.nan), (), ())
    return numbers_in(reading, cells, field, marks=marks)


def numbers_in(reading: SheetReading, cells: Cells, field: Field, *, marks: Marks | None = None) -> Numbers:
    """The numbers in any column of the sheet, judged as a field."""
    if cells.is_number:
        values = np.array(cells.array.fill_null(np.nan).to_numpy(zero_copy_only=False), dtype=np.float64)
        numbers = Numbers(values, (), ())
    else:
        numbers = _from_texts(reading, field, cells, marks)
    _refuse_unbelievable(reading, field, cells, numbers.values)
    return numbers


def _from_texts(reading: SheetReading, field: Field, cells: Cells, usual: Marks | None) -> Numbers:
    typed = cells.typed
    numerals = [cut(text) for text in typed.texts]
    marks = _marks_of(reading, numerals, usual)
    read = [_read(reading, field, text, numeral, marks) for text, numeral in zip(typed.texts, numerals)]
    values = np.array([cell.value for cell in read] + [np.nan])[typed.codes]
    _take_numbers(cells, values)
    for code in sorted({cell.wrong for cell in read if cell.wrong}):
        rows = rows_where(typed.rows_of([cell.wrong == code for cell in read]))
        tell(reading, field, code, rows, cells)
    _say_how_read(reading, cells, read)
    states = _by_row([cell.state for cell in read], typed.codes)
    return Numbers(values, states, _by_row([cell.unit for cell in read], typed.codes))


@dataclass(frozen=True, slots=True)
class _Cell:
    value: float = np.nan
    state: str | None = None
    unit: str | None = None
    wrong: str | None = None
    worded: bool = False


def _read(reading: SheetReading, field: Field, text: str, numeral: Numeral | None, marks: Marks) -> _Cell:
    """One distinct text as a number, or as the reason why there is none."""
    if numeral is None:
        state = state_of(reading, text)
        if state:
            return _Cell(0.0 if state == "zero" else np.nan, state)
        return _in_words(reading, field, text)
    number = value_of(numeral.body, marks)
    if number is None:
        return _Cell(wrong="number.ambiguous" if is_ambiguous(numeral.body) else "number.unreadable")
    if not numeral.rest:
        return _Cell(number)
    if field.name == "quantity" and reading.lists.find("units", numeral.rest):
        return _Cell(number, unit=numeral.rest)
    worded = _in_words(reading, field, text)
    if worded.wrong and field.name == "quantity":
        return _Cell(number, unit=numeral.rest)  # an unknown unit is told as such
    if is_ambiguous(numeral.body):
        return _Cell(wrong="number.ambiguous")  # words say nothing of what a mark means here
    return worded


def _in_words(reading: SheetReading, field: Field, text: str) -> _Cell:
    """A number with its scale or unit in words, as the grammar of letters reads it."""
    scaled = reading.header_unit(field.name).factor != 1.0  # "million" in header and cell: once or twice?
    worded = None if scaled else read_worded(field.name, text, reading.header.lang, reading.lists["currencies"].entries)
    return _Cell(wrong="number.unreadable") if worded is None else _Cell(worded.value, unit=worded.unit, worded=True)


def _take_numbers(cells: Cells, values: FloatRows) -> None:
    """Fill in the cells that the sheet itself holds as numbers."""
    rows = cells.number_rows
    if rows.any():
        values[rows] = cells.text.filter(pa.array(rows)).cast(pa.float64()).to_numpy(zero_copy_only=False)


def _by_row(words: Sequence[str | None], codes: np.ndarray) -> Sequence[str | None]:
    if not any(words):
        return ()
    return [words[code] if code >= 0 else None for code in codes.tolist()]


def _marks_of(reading: SheetReading, numerals: Sequence[Numeral | None], usual: Marks | None) -> Marks:
    """What separates here: told by the mapping, proved by the column's cells, usual for its kind, or the sheet's."""
    if reading.told_marks:
        return reading.told_marks
    bodies = [numeral.body for numeral in numerals if numeral]
    style = style_of(bodies)
    if style.conflict:
        return Marks()
    if style.decimal:
        return settled(style.decimal)
    if usual or not any(is_ambiguous(body) for body in bodies):
        return usual or Marks()
    return reading.marks


def state_of(reading: SheetReading, text: str) -> str | None:
    """zero, not_applicable or not_reported for a cell that holds a word or a dash instead of a number."""
    if not any(letter.isalnum() for letter in text):
        return "not_reported"
    state = reading.lists.find("states", text)
    return state if state != "number" else None


def _refuse_unbelievable(reading: SheetReading, field: Field, cells: Cells, values: FloatRows) -> None:
    checks: list[tuple[str, Mask]] = [("number.absurd", np.isinf(values) | (np.abs(values) > field.most))]
    if field.reading in ("amount", "whole", "money"):
        checks.append(("number.negative", values < 0))
    if field.reading == "whole":
        checks.append(("number.not_whole", np.isfinite(values) & (np.floor(values) != values)))
    if field.reading in ("latitude", "longitude"):
        limit = 90 if field.reading == "latitude" else 180
        checks = [("number.off_the_map", np.isinf(values) | (np.abs(values) > limit))]
    for code, mask in checks:
        rows = rows_where(mask)
        tell(reading, field, code, rows, cells)
        values[rows] = np.nan


def tell(reading: SheetReading, field: Field, code: str, rows: Rows, cells: Cells) -> None:
    """Refuse rows for what a cell holds, or leave only the cell out where the row counts without it."""
    say = reading.problems.at_cells if is_spared(field, code) else reading.problems.at_rows
    say(code, rows, cells.header, cells.shown, most=_limit(field))


def _say_how_read(reading: SheetReading, cells: Cells, read: Sequence[_Cell]) -> None:
    """Tell once for each distinct text how a number in words was understood."""
    for place, cell in enumerate(read):
        if cell.worded:
            rows = np.flatnonzero(cells.typed.codes == place)
            reading.problems.in_sheet(
                "number.in_words", column=cells.header, value=cells.typed.texts[place],
                row=int(rows[0]), rows=len(rows), number=f"{cell.value:,.15g}", unit=cell.unit or "–",
            )  # fmt: skip


def _limit(field: Field) -> str:
    limits = {"latitude": "90", "longitude": "180"}
    return limits.get(field.reading, f"{field.most:.0f}")


def as_floats(values: FloatRows) -> pa.Array:
    """NaN as null."""
    return pa.array(values, pa.float64(), mask=np.isnan(values))


def as_whole(values: FloatRows, kind: pa.DataType) -> pa.Array:
    """Whole numbers, NaN as null."""
    missing = np.isnan(values)
    return pa.array(np.where(missing, 0, values).astype(np.int64), pa.int64(), mask=missing).cast(kind)


# A separator in a coordinate always divides; in a count it always groups: 1.234 persons are over a thousand.
_DIVIDING = Marks(in_dotted=".", in_comma=",")
GROUPING = Marks(in_dotted=",", in_comma=".")


def read_coordinate(reading: SheetReading, field: Field) -> pa.Array:
    """Degrees."""
    return as_floats(read_numbers(reading, field, marks=_DIVIDING).values)


def read_whole(reading: SheetReading, field: Field) -> pa.Array:
    """A count."""
    kind = pa.int32() if field.name == "line" else pa.int64()
    return as_whole(read_numbers(reading, field, marks=GROUPING).values, kind)
