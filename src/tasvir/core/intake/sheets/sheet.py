"""A sheet before its header is understood: the rows at its top as text, and its columns from any row on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from tasvir.core.intake.problems import Mask

TOP_ROWS = 60


@dataclass(frozen=True, slots=True)
class SpoiledCell:
    """A cell that holds no value though it looks filled: an error, no number, or a formula never calculated."""

    column: int  # counted as in `columns_from`
    row: int  # in the columns last read
    code: str  # what is told of it
    text: str


class Sheet(Protocol):
    """One sheet of a workbook, or a text file of cells. Rows are counted from 1, as the sheet shows them."""

    name: str | None
    hidden: bool
    guessed_encoding: str | None  # where the file did not say its encoding

    def top(self) -> Sequence[tuple[int, Sequence[str]]]:
        """The first rows with their numbers, each cell as text, blank cells as ''."""

    def all_rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        """Every row with its number, from the first on, its cells as the file holds them."""

    def columns_from(self, first_row: int) -> list[pa.Array]:
        """All columns from a row on; an empty list where nothing stands there."""

    def numeric_cells(self, column: int, first_row: int) -> Mask | None:
        """Which cells of a column the file itself holds as numbers; None where it cannot tell."""

    def words(self, column: int, first_row: int) -> Sequence[str | None]:
        """By row the texts that stand among numbers and that the column itself does not show; may be empty."""

    def first_column(self) -> int:
        """How many empty columns stand before the first one."""

    def starts_in_1904(self) -> bool:
        """Whether the sheet's serial days count from 1904."""

    def surplus_rows(self) -> Sequence[int]:
        """The positions, in the columns last read, of rows with more cells than the sheet has columns."""

    def merged_cells(self, first_row: int) -> Sequence[tuple[int, int, int]]:
        """Column, first and last row (from 0, as `columns_from` gives them) of cells merged down several rows."""

    def spoiled_cells(self, first_row: int, *, gaps: bool) -> Sequence[SpoiledCell]:
        """The cells from a row on that hold errors or formulas without a value; `gaps`: NaN may hide behind blanks."""

    def broken_rows(self) -> Mapping[int, str]:
        """The positions, in the columns last read, of rows with broken characters, and a cell that holds one."""
