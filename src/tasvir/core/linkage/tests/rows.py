"""Rows of incidents for tests: only what a test names, the rest blank."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from tasvir.core.intake.tables import INCIDENTS


def incidents(*rows: dict[str, Any]) -> pa.Table:
    """A table of incidents; sources follow the order of the rows unless they are named."""
    told = []
    for number, row in enumerate(rows, start=2):
        file = row.get("file", "list.xlsx")
        told.append({"source": f"{file}#S!A{number}", "file": file, "sheet": "S", "row": number} | row)
    return pa.Table.from_pylist(told, schema=INCIDENTS)


def seizure(**changes: Any) -> dict[str, Any]:
    """A seizure of cigarettes by the police, with changes."""
    row: dict[str, Any] = {
        "ref": "P-1001",
        "occurred_on": date(2025, 7, 1),
        "area": "IR-15-01",
        "goods": "cigarettes",
        "quantity": 1200.0,
        "unit": "pack",
        "quantity_base": 24000.0,
        "unit_base": "stick",
        "value": 900_000_000,
        "currency": "IRR",
        "lead_agency": "police",
    }
    return row | changes
