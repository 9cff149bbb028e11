"""What is wrong in one sheet: which rows are refused and every issue with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tasvir.core.issues import LEFT_OUT, Issue, Severity

Rows = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


@dataclass
class Problems:
    """Collects the issues of one sheet; `refused` marks the rows that an error took out.

    Rows are counted from 0 in the data; issues show them as the sheet does.
    """

    file: str
    sheet: str | None
    first_row: int
    refused: Mask
    issues: list[Issue] = field(default_factory=list)

    def at_rows(
        self, code: str, rows: Rows, column: str | None, text: Callable[[int], object], **values: object
    ) -> None:
        """Refuse rows, each with an issue of its own that shows what its cell holds."""
        self.refused[rows] = True
        for row in rows.tolist():
            self._add(code, "error", row, column, text(row), values)

    def in_rows(
        self, code: str, rows: Rows, column: str | None, text: Callable[[int], object], **values: object
    ) -> None:
        """Warn in rows that stay."""
        for row in rows.tolist():
            self._add(code, "warning", row, column, text(row), values)

    def at_cells(
        self, code: str, rows: Rows, column: str | None, text: Callable[[int], object], **values: object
    ) -> None:
        """Leave a cell out of rows that stay: the sentence says that the rest of the row counts."""
        for row in rows.tolist():
            self._add(code, "warning", row, column, text(row), {**values, LEFT_OUT: True})

    def in_sheet(
        self,
        code: str,
        *,
        column: str | None = None,
        value: object = None,
        row: int | None = None,
        severity: Severity = "warning",
        **values: object,
    ) -> None:
        """Say something once for the whole sheet (`row`: the first of the rows concerned)."""
        self._add(code, severity, row, column, value, values)

    def _add(
        self,
        code: str,
        severity: Severity,
        row: int | None,
        column: str | None,
        value: object,
        values: dict[str, object],
    ) -> None:
        shown = None if row is None else row + self.first_row
        text = None if value is None else str(value)[:200]
        told = {"column": column or "", "value": text or "", "row": shown or "", **values}
        self.issues.append(Issue(code, told, self.file, self.sheet, shown, column, text, severity))


def rows_where(mask: Sequence[bool] | Mask) -> Rows:
    """The positions at which a mask is true."""
    return np.flatnonzero(np.asarray(mask, dtype=bool))
