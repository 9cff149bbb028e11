"""How far a sheet reaches, and how far it may: a reader lays out every cell between its corners in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasvir.core.errors import RefusedFile

_CORNER = re.compile(r"([A-Z]{1,3})(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sheet may span. `declared` is wider than `cells`: offices format whole columns without filling them."""

    rows: int = 1_048_576
    columns: int = 2_000
    cells: int = 28_000_000
    declared: int = 120_000_000


@dataclass(slots=True)
class Extent:
    """The rows and columns that hold something, and the cells that the sheet says it has.

    `plain`: every cell is written as `<c r="B7"`, so that patterns find all of them.
    """

    start_row: int = 1
    last_row: int = 0
    last_column: int = 0
    declared: int = 0
    plain: bool = False
    merged: list[tuple[str, int, int]] = field(default_factory=list)  # column, first and last row of merged cells
    spoiled: bool = False  # errors, or formulas without a value, stand in it

    def exceeds(self, limits: Limits) -> bool:
        """Whether reading the sheet costs more than allowed."""
        return (
            self.last_row > limits.rows
            or self.last_column > limits.columns
            or self.last_row * self.last_column > limits.cells
            or self.declared > limits.declared
        )


def check_extent(file: str, sheet: str, extent: Extent, limits: Limits) -> None:
    """Refuse a sheet that spans more than the limits."""
    if not extent.exceeds(limits):
        return
    filled = extent.last_row * extent.last_column
    if extent.declared > limits.declared and extent.declared > filled:
        raise RefusedFile("list.too_wide_declared", file=file, sheet=sheet, cells=extent.declared, most=limits.declared)
    raise RefusedFile(
        "list.too_many_cells", file=file, sheet=sheet, rows=extent.last_row, columns=extent.last_column, cells=filled,
        most=limits.cells,
    )  # fmt: skip


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def declared_cells(reference: str) -> int:
    """How many cells a reference such as A1:XFD1048576 spans; 0 where it cannot be read."""
    corners = [_CORNER.match(corner) for corner in reference.split(":")]
    if not corners or None in corners:
        return 0
    columns = [column_number(corner[1]) for corner in corners if corner]
    rows = [int(corner[2]) for corner in corners if corner]
    return (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1)


def column_letters(place: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
