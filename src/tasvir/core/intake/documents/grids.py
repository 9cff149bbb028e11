"""Tables inside letters: a grid of cells, merged ones repeated, and the headings of each cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MAX_HEADER_ROWS = 3
_NUMBER = re.compile(
    r"[-+(%\s\u200e\u200f]*[\d\u06f0-\u06f9\u0660-\u0669][\d\u06f0-\u06f9\u0660-\u0669\s.,/%)٪٫٬،\u200c-\u200f-]*"
)
_YEAR = re.compile(
    r"[\u06f1\u0661][\u06f2-\u06f5\u0662-\u0665][\u06f0-\u06f9\u0660-\u0669]{2}|1[2-5]\d\d|19\d\d|20\d\d"
)
_COUNTING = re.compile(r"\(?\s*(\d{1,2}|[A-Z])\s*\)?")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class GridCell:
    """One place of a grid; a merged cell fills several places and is `first` only in one of them."""

    text: str
    first: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of equal length."""

    rows: tuple[tuple[GridCell, ...], ...]

    @staticmethod
    def of(rows: list[list[GridCell]]) -> Grid:
        """A grid from rows of unequal length; what is missing is empty."""
        width = max((len(row) for row in rows), default=0)
        empty = GridCell("")
        return Grid(tuple(tuple(row) + (empty,) * (width - len(row)) for row in rows))


def cell_text(text: str) -> str:
    """A cell's text on one line, so that rows stay rows."""
    return _SPACE.sub(" ", text).strip()


def cell_name(row: int, column: int) -> str:
    """The name that a spreadsheet would give the place: (2, 1) is B3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def is_number(text: str) -> bool:
    """Whether a cell holds a figure and nothing else; a year may be a heading and is none."""
    return bool(_NUMBER.fullmatch(text)) and not _YEAR.fullmatch(text)


def _is_counting_row(row: tuple[GridCell, ...]) -> bool:
    """A row such as (1) (2) (3) or A B 1 2 that only numbers the columns."""
    texts = [cell.text for cell in row if cell.text]
    return len(texts) > 1 and all(_COUNTING.fullmatch(text) for text in texts) and texts == sorted(texts, key=_last)


def _last(text: str) -> tuple[int, str]:
    core = text.strip("() ")
    return (1, core.zfill(3)) if core.isdigit() else (0, core)


def header_rows(grid: Grid) -> int:
    """How many rows on top are headings: those before the first figure, at least one where a second row follows."""
    count = 0
    for row in grid.rows[:_MAX_HEADER_ROWS]:
        if any(is_number(cell.text) for cell in row[1:]) and not _is_counting_row(row):
            break
        count += 1
    has_figures = any(is_number(cell.text) for row in grid.rows[1:] for cell in row[1:])
    if len(grid.rows) < 2:
        return 0
    return count if has_figures and count < len(grid.rows) else 1


def headings_of(grid: Grid) -> list[list[tuple[str | None, str | None]]]:
    """For each place of the grid, the heading of its row and of its column."""
    top = header_rows(grid)
    width = len(grid.rows[0]) if grid.rows else 0
    columns = [_joined([row[c].text for row in grid.rows[:top] if not _is_counting_row(row)]) for c in range(width)]
    answer: list[list[tuple[str | None, str | None]]] = []
    for number, row in enumerate(grid.rows):
        if number < top:
            answer.append([(None, None)] * width)
            continue
        answer.append([(_row_heading(row, c), columns[c]) for c in range(width)])
    return answer


def _row_heading(row: tuple[GridCell, ...], column: int) -> str | None:
    """The words to the left of a place, up to the first figure."""
    texts: list[str] = []
    for cell in row[:column]:
        if cell.text and is_number(cell.text):
            if texts:
                break
            continue  # a running number before the words
        texts.append(cell.text)
    return _joined(texts)


def _joined(texts: list[str]) -> str | None:
    distinct = list(dict.fromkeys(text for text in texts if text))
    return " / ".join(distinct) or None
