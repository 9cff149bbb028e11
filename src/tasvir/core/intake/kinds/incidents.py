"""A sheet of incidents to accepted rows and answers."""

from __future__ import annotations

import pyarrow as pa

from tasvir.core.intake.cells.measured_cells import read_money, read_quantities
from tasvir.core.intake.cells.number_cells import read_coordinate, read_whole
from tasvir.core.intake.cells.sheet_reading import Reader, SheetReading
from tasvir.core.intake.cells.word_cells import days_and_hours, read_code, read_codes, read_day, read_hours, read_text
from tasvir.core.intake.headers.fields import INCIDENT_FIELDS, Field
from tasvir.core.intake.kinds.account import ReadTable

_READERS: dict[str, Reader] = {
    "text": read_text,
    "code": read_code,
    "codes": read_codes,
    "day": read_day,
    "hour": read_hours,
    "latitude": read_coordinate,
    "longitude": read_coordinate,
    "whole": read_whole,
}
_TOGETHER = ("occurred_on", "hour", "quantity", "unit", "value", "currency")


def read_incidents(reading: SheetReading) -> ReadTable:
    """Every column of the incident table; what is wrong in a cell goes to the reading's problems."""
    columns = {name: _read(reading, field) for name, field in INCIDENT_FIELDS.items() if name not in _TOGETHER}
    columns["occurred_on"], columns["hour"] = days_and_hours(reading, INCIDENT_FIELDS["occurred_on"])
    if "hour" in reading.named:
        columns["hour"] = _read(reading, INCIDENT_FIELDS["hour"])
    quantities = read_quantities(reading, columns["goods"])
    columns |= {
        "quantity": quantities.quantity,
        "unit": quantities.unit,
        "quantity_base": quantities.quantity_base,
        "unit_base": quantities.unit_base,
    }
    columns["value"], columns["currency"] = read_money(reading)
    return ReadTable(columns)


def _read(reading: SheetReading, field: Field) -> pa.Array:
    return _READERS[field.reading](reading, field)
