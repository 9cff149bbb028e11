"""One sheet on its way from cells to a table: its columns by name, and how each kind of cell is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tasvir.core.calendars.systems import System
from tasvir.core.intake.cells.column import Cells, constant
from tasvir.core.intake.cells.numerals import USUAL_MARKS, Marks, bodies_of, settled, style_of
from tasvir.core.intake.headers.fields import FIELDS, Field
from tasvir.core.intake.headers.header_units import HeaderUnit
from tasvir.core.intake.headers.headings import Header
from tasvir.core.intake.headers.mapping import ColumnMapping
from tasvir.core.intake.problems import Mask, Problems
from tasvir.core.intake.sheets.sheet import Sheet
from tasvir.core.vocabulary.lists import Lists

_NUMERIC = ("amount", "whole", "money", "latitude", "longitude")


@dataclass(frozen=True)
class Office:
    """What is known beforehand of whoever sent a file."""

    lists: Lists
    calendar: System | None
    today: date


@dataclass
class SheetReading:
    """The rows of one sheet under their header; converters fill `problems` as they read."""

    file: str
    sheet: Sheet
    header: Header
    mapping: ColumnMapping
    office: Office
    arrays: Sequence[pa.Array]
    problems: Problems = field(init=False)
    sums: Mask = field(init=False)  # the rows that only add up others

    def __post_init__(self) -> None:
        rows = len(self.arrays[0]) if self.arrays else 0
        refused: Mask = np.zeros(rows, dtype=bool)
        self.sums = refused.copy()
        self.problems = Problems(self.file, self.sheet.name, self.header.first_row, refused)

    @property
    def rows(self) -> int:
        """How many rows stand under the header."""
        return len(self.problems.refused)

    @property
    def lists(self) -> Lists:
        """The reference lists."""
        return self.office.lists

    @cached_property
    def all_cells(self) -> list[Cells]:
        """Every column of the sheet, named or not."""
        return [self._cells(place, array) for place, array in enumerate(self.arrays)]

    def _cells(self, place: int, array: pa.Array) -> Cells:
        heading = self.header.headings[place].text if place < len(self.header.headings) else ""

        def numeric() -> Mask | None:
            return self.sheet.numeric_cells(place, self.header.first_row)

        return Cells(heading, array, numeric)

    @cached_property
    def named(self) -> dict[str, Cells]:
        """The columns that have a name of ours; a constant of the mapping stands where the sheet has none."""
        found = {
            heading.field: self.all_cells[place]
            for place, heading in enumerate(self.header.headings)
            if heading.field and place < len(self.all_cells)
        }
        for name, text in self.mapping.constants.items():
            found.setdefault(name, constant(name, text, self.rows))
        return found

    def label(self, name: str) -> str:
        """Our name of a column in the language of the sheet."""
        return self.lists.label("columns", name, self.header.lang)

    def header_unit(self, name: str) -> HeaderUnit:
        """The unit or currency that a column's header states."""
        for heading in self.header.headings:
            if heading.field == name and heading.unit:
                return heading.unit
        return HeaderUnit()

    @cached_property
    def blank(self) -> Mask:
        """The rows in which every cell is blank."""
        blank: Mask = np.ones(self.rows, dtype=bool)
        for cells in self.all_cells:
            blank &= cells.blank
        return blank

    def blank_in(self, name: str) -> Mask:
        """The rows in which a column is blank; all of them where the sheet has no such column."""
        cells = self.named.get(name)
        everywhere: Mask = np.ones(self.rows, dtype=bool)
        return everywhere if cells is None else cells.blank

    @cached_property
    def told_marks(self) -> Marks | None:
        """What the mapping says of separators."""
        told = self.mapping.formats.get("decimal")
        return settled("," if told == "," else ".") if told in (",", ".") else None

    @cached_property
    def marks(self) -> Marks:
        """What the sheet's numbers together, or else its language, say of `1.234`."""
        texts = [cells.typed.texts for cells in self._number_columns() if not cells.is_number]
        style = style_of(body for column in texts for body in bodies_of(column))
        if style.decimal:
            return settled(style.decimal)
        lang = "fa" if self.office.calendar == "jalali" else self.header.lang
        return Marks() if style.conflict else USUAL_MARKS[lang]

    def _number_columns(self) -> list[Cells]:
        """The columns that hold numbers by their name or their place in a wide table."""
        if self.header.wide:
            return [self.all_cells[place] for place in self.header.wide.values]
        fields = FIELDS[self.header.kind or "incidents"]
        return [cells for name, cells in self.named.items() if name in fields and fields[name].reading in _NUMERIC]

    def spread(self, name: str, read: Callable[[Sequence[str]], Sequence[object]], kind: pa.DataType) -> pa.Array:
        """A column read once for each distinct text; null where the sheet has no such column."""
        cells = self.named.get(name)
        if cells is None:
            return pa.nulls(self.rows, kind)
        return cells.distinct.spread(read(cells.distinct.texts), kind)


FloatRows = npt.NDArray[np.float64]
Reader = Callable[[SheetReading, Field], pa.Array]
