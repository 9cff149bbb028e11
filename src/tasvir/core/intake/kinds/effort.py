"""Tables of effort: inspections, hours of patrol, parcels screened, checks, by agency, area and period."""

from __future__ import annotations

import pyarrow as pa

from tasvir.core.calendars.finding import find_period
from tasvir.core.calendars.periods import EXPECTED, Period
from tasvir.core.intake.cells.number_cells import GROUPING, as_floats, read_numbers
from tasvir.core.intake.cells.sheet_reading import SheetReading
from tasvir.core.intake.cells.word_cells import read_code
from tasvir.core.intake.headers.fields import EFFORT_FIELDS, EFFORT_MEASURES
from tasvir.core.intake.kinds.account import ReadTable
from tasvir.core.intake.problems import rows_where


def read_effort(reading: SheetReading) -> ReadTable:
    """Every column of the effort table; what is wrong in a cell goes to the reading's problems."""
    periods = read_periods(reading)
    columns = {
        "agency": read_code(reading, EFFORT_FIELDS["agency"]),
        "area": read_code(reading, EFFORT_FIELDS["area"]),
        "period_start": pa.array([period.start if period else None for period in periods], pa.date32()),
        "period_end": pa.array([period.end if period else None for period in periods], pa.date32()),
        "period_label": pa.array([period.label if period else None for period in periods], pa.string()),
    }
    for name in EFFORT_MEASURES:
        marks = None if name == "patrol_hours" else GROUPING
        columns[name] = as_floats(read_numbers(reading, EFFORT_FIELDS[name], marks=marks).values)
    return ReadTable(columns)


def read_periods(reading: SheetReading) -> list[Period | None]:
    """The period of each row; one that cannot be read refuses its row."""
    cells = reading.named["period"]
    office = reading.office
    found = [find_period(text, office.calendar, office.today) for text in cells.distinct.texts]
    wrong = rows_where(cells.distinct.rows_of([period is None for period in found]))
    reading.problems.at_rows("period.unreadable", wrong, cells.header, cells.shown, expected=EXPECTED)
    return [found[code] if code >= 0 else None for code in cells.distinct.codes.tolist()]
