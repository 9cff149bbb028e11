"""Read columns of words, codes, days and hours."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.dates import Order
from tasvir.core.intake.cells.column import Cells
from tasvir.core.intake.cells.days import Convention, Day, read_days, read_hour
from tasvir.core.intake.cells.sheet_reading import SheetReading
from tasvir.core.intake.headers.fields import Field, is_spared
from tasvir.core.intake.problems import rows_where

_SEVERAL = re.compile(r"[|;,،؛\n+]|\s+(?:و|và|and)\s+")


def read_text(reading: SheetReading, field: Field) -> pa.Array:
    """Trimmed text as written."""
    cells = reading.named.get(field.name)
    if cells is None:
        return pa.nulls(reading.rows, pa.string())
    if not reading.mapping.values.get(field.name):
        return cells.text
    return reading.spread(
        field.name, lambda texts: [reading.mapping.value(field.name, t) or t for t in texts], pa.string()
    )


def find_code(reading: SheetReading, field: Field, text: str) -> str | None:
    """The code for a text: by the mapping, else by the field's list."""
    mapped = reading.mapping.value(field.name, text)
    if mapped is not None:
        return mapped
    if field.vocabulary not in reading.lists.by_name:
        return text
    return reading.lists.find(field.vocabulary, text)


def read_code(reading: SheetReading, field: Field) -> pa.Array:
    """Codes of a list; a text that no list knows stays as written, with one warning for each distinct text."""
    cells = reading.named.get(field.name)
    if cells is None:
        return pa.nulls(reading.rows, pa.string())
    texts = cells.distinct.texts
    codes = [_said_nothing(text) or find_code(reading, field, text) for text in texts]
    unknown = [code is None for code in codes]
    warn_of_unknown(reading, field, cells, unknown)
    kept = [text if code is None else code or None for text, code in zip(texts, codes)]
    return cells.distinct.spread(kept, pa.string())


def _said_nothing(text: str) -> str | None:
    """'' for a dash or mark that stands for nothing."""
    return None if any(letter.isalnum() for letter in text) else ""


def warn_of_unknown(reading: SheetReading, field: Field, cells: Cells, unknown: Sequence[bool]) -> None:
    """One warning for each distinct unknown text, at its first row, with the number of rows."""
    places = np.flatnonzero(np.asarray(unknown, dtype=bool))
    if not len(places):
        return
    counts = np.bincount(cells.distinct.codes[cells.distinct.codes >= 0], minlength=len(unknown))
    first = _first_rows(cells, len(unknown))
    for place in places.tolist():
        reading.problems.in_sheet(
            "code.unknown", column=cells.header, value=cells.distinct.texts[place],
            row=int(first[place]), rows=int(counts[place]), list=field.vocabulary,
        )  # fmt: skip


def _first_rows(cells: Cells, size: int) -> np.ndarray:
    first = np.zeros(size, dtype=np.int64)
    filled = np.flatnonzero(cells.distinct.codes >= 0)[::-1]
    first[cells.distinct.codes[filled]] = filled
    return first


def read_codes(reading: SheetReading, field: Field) -> pa.Array:
    """Several codes in one cell, joined by |."""
    cells = reading.named.get(field.name)
    if cells is None:
        return pa.nulls(reading.rows, pa.string())
    read = [_codes_of(reading, field, text) for text in cells.distinct.texts]
    warn_of_unknown(reading, field, cells, [not known for _, known in read])
    return cells.distinct.spread([joined for joined, _ in read], pa.string())


def _codes_of(reading: SheetReading, field: Field, text: str) -> tuple[str | None, bool]:
    whole = find_code(reading, field, text)
    if whole:
        return whole, True
    parts = [part.strip() for part in _SEVERAL.split(text) if any(letter.isalnum() for letter in part)]
    codes = [find_code(reading, field, part) for part in parts]
    joined = "|".join(dict.fromkeys(code or part for code, part in zip(codes, parts)))
    return joined or None, None not in codes


def read_day(reading: SheetReading, field: Field) -> pa.Array:
    """Days; impossible, unreadable and future ones are refused in their rows."""
    return days_and_hours(reading, field)[0]


def days_and_hours(reading: SheetReading, field: Field) -> tuple[pa.Array, pa.Array]:
    """The days of a column and the hours that its cells tell beside them."""
    cells = reading.named.get(field.name)
    if cells is None:
        return pa.nulls(reading.rows, pa.date32()), pa.nulls(reading.rows, pa.int8())
    days, hours = _from_moments(cells) if cells.is_moment else _from_day_texts(reading, field, cells)
    latest = pa.scalar(reading.office.today, pa.date32())
    future = pc.greater(days, latest).fill_null(False).to_numpy(zero_copy_only=False)
    rows = rows_where(future)
    reading.problems.at_rows("date.future", rows, cells.header, cells.shown, today=reading.office.today.isoformat())
    return days, hours


def _from_moments(cells: Cells) -> tuple[pa.Array, pa.Array]:
    days = cells.array.cast(pa.date32(), safe=False)
    hours = pc.hour(cells.array).cast(pa.int8())
    bare = pc.equal(cells.array, days.cast(pa.timestamp("ms")))
    return days, pc.if_else(bare, pa.scalar(None, pa.int8()), hours)


def _from_day_texts(reading: SheetReading, field: Field, cells: Cells) -> tuple[pa.Array, pa.Array]:
    distinct, office = cells.distinct, reading.office.calendar
    convention = Convention(
        calendar="gregorian" if office == "vn" else office,  # the reporting year has no day numbers of its own
        order=_usual_order(reading),
        form=reading.mapping.formats.get(field.name),
        epoch=1904 if reading.sheet.starts_in_1904() else 1900,
    )
    read = read_days(distinct.texts, convention)
    if field.name != "occurred_on":
        read = [
            Day() if not any(letter.isalnum() for letter in text) else day for text, day in zip(distinct.texts, read)
        ]
    for code in sorted({day.wrong for day in read if day.wrong}):
        rows = rows_where(distinct.rows_of([day.wrong == code for day in read]))
        say = reading.problems.at_cells if is_spared(field, code) else reading.problems.at_rows
        say(code, rows, cells.header, cells.shown, form=convention.form or "")
    return distinct.spread([day.day for day in read], pa.date32()), distinct.spread(
        [day.hour for day in read], pa.int8()
    )


def _usual_order(reading: SheetReading) -> Order | None:
    """Persian and Vietnamese offices write the day before the month; English ones do either."""
    return "dmy" if reading.header.lang in ("fa", "vi") or reading.office.calendar == "jalali" else None


def read_hours(reading: SheetReading, field: Field) -> pa.Array:
    """Hours from 0 to 23."""
    cells = reading.named.get(field.name)
    if cells is None:
        return pa.nulls(reading.rows, pa.int8())
    texts = cells.distinct.texts
    hours = [read_hour(text) for text in texts]
    silent = [
        not any(letter.isalnum() for letter in text) or reading.lists.find("states", text) is not None for text in texts
    ]
    wrong = [hour is None and not nothing for hour, nothing in zip(hours, silent)]
    reading.problems.at_cells("hour.unreadable", rows_where(cells.distinct.rows_of(wrong)), cells.header, cells.shown)
    return cells.distinct.spread(hours, pa.int8())
