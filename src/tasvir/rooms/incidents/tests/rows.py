"""Rows of incidents for the tests of this room and of those above it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
from tests.cast import NOW

from tasvir.core.intake.tables import INCIDENTS
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.incidents.services import replace_rows, set_counted
from tasvir.rooms.people.models import Body


def table_of(number: str, *rows: dict[str, Any]) -> pa.Table:
    """A table of accepted rows; what a row does not say is blank."""
    made = []
    for place, row in enumerate(rows, 2):
        file = f"{number}/list.xlsx"
        made.append(
            {"source": f"{file}#Sheet1!A{place}", "file": file, "sheet": "Sheet1", "row": place}
            | {"occurred_on": date(2025, 7, 1), "lead_agency": "police", "area": "IR-15", "goods": "cigarettes"}
            | row
        )
    return pa.Table.from_pylist(made, schema=INCIDENTS)


def add_rows(
    body: Body,
    *rows: dict[str, Any],
    number: str = "1404-1",
    submission_id: int = 1,
    sensitivity: str = "members",
    counted: bool = True,
) -> list[Incident]:
    """Put the rows of one submission into the database."""
    replace_rows(
        submission_id=submission_id,
        submission_number=number,
        body=body,
        table=table_of(number, *rows),
        sensitivity=sensitivity,
        by=None,
        now=NOW,
    )
    if counted:
        set_counted(submission_ids=[submission_id], counted=True, now=NOW)
    return list(Incident.objects.filter(submission_id=submission_id).order_by("row"))
