"""What is wrong or doubtful in the input, as data: a code, the place and the values of its message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]
LEFT_OUT = "left_out"  # among the values of an issue: its row counts without this cell


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem at one place; an `error` refuses its row, a `warning` keeps it.

    `row` is the row's number as the sheet shows it (1-based, headers included), `column` the header as written.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    severity: Severity = "error"
