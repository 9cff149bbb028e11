"""Read the lists in a file (spreadsheet or CSV) to accepted rows and an answer for every other row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.days import Calendar
from tasvir.core.intake.fields import REQUIRED
from tasvir.core.intake.headers import (
    Header,
    count_known,
    decide_kind,
    find_header,
    missing_headers,
    nearest_columns,
    with_kind,
)
from tasvir.core.intake.incidents import read_incidents
from tasvir.core.intake.mapping import ColumnMapping, read_mapping
from tasvir.core.intake.problems import Mask, rows_where
from tasvir.core.intake.repeats import first_of_each
from tasvir.core.intake.sheet_reading import Office, SheetReading
from tasvir.core.intake.sheets import Sheet
from tasvir.core.intake.tables import EFFORT, FIGURES, INCIDENTS, Kind, RowAnswer, SourceAnswer
from tasvir.core.intake.text_sheets import text_sheet
from tasvir.core.intake.workbook_sheets import workbook_sheets
from tasvir.core.issues import Issue
from tasvir.core.vocabulary.lists import Lists

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXTS = (".csv", ".tsv")
_TABLES = {"incidents": INCIDENTS, "figures": FIGURES, "effort": EFFORT}


def read_lists(
    file: str,
    data: bytes,
    *,
    lists: Lists,
    mapping: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
    today: date,
) -> list[SourceAnswer]:
    """One answer for each sheet that holds a list; `RefusedFile` where the file holds none that can be read.

    `file` is the name under which sources are told; `calendar` settles dates and currency where cells do not.
    """
    told = read_mapping(file, mapping)
    office = Office(lists, calendar, today)
    sheets = _sheets(file, data, told, lists)
    answers: list[SourceAnswer] = []
    unread: list[tuple[Sheet, Header | None]] = []
    for sheet in sheets:
        header = _header_of(file, sheet, lists, told)
        if header is None or header.kind is None or sheet.hidden:
            unread.append((sheet, header))
            continue
        answers.append(_read_sheet(file, sheet, header, told, office))
    if not answers:
        raise _nothing_known(file, unread, lists, told)
    return _with_unread(file, answers, unread)


def _sheets(file: str, data: bytes, mapping: ColumnMapping, lists: Lists) -> list[Sheet]:
    suffix = PurePosixPath(file).suffix.lower()
    if not data:
        raise RefusedFile("list.empty", file=file)
    if suffix in WORKBOOKS:
        sheets = workbook_sheets(file, data)[1]
        chosen = [sheet for sheet in sheets if mapping.sheet in (None, sheet.name)]
        if not chosen:
            names = ", ".join(str(sheet.name) for sheet in sheets)
            raise RefusedFile("mapping.unknown_sheet", file=file, sheet=mapping.sheet, expected=names)
        return chosen
    if suffix in TEXTS:
        delimiter = mapping.formats.get("delimiter") or ("\t" if suffix == ".tsv" else None)
        wanted = set(mapping.columns)

        def recognise(cells: Sequence[str]) -> int:
            return count_known(cells, lists) + len(wanted & set(cells))

        return [
            text_sheet(
                file, data, encoding=mapping.formats.get("encoding"), delimiter=delimiter, recognise=recognise
            )
        ]
    raise RefusedFile("list.unknown_kind", file=file, expected=" ".join((*WORKBOOKS, *TEXTS)))


def _header_of(file: str, sheet: Sheet, lists: Lists, mapping: ColumnMapping) -> Header | None:
    header = find_header(sheet.top(), lists, mapping)
    if header is None:
        return None
    if mapping.columns and (missing := missing_headers(header, mapping)):
        seen = ", ".join(heading.text for heading in header.headings if heading.text)
        raise RefusedFile("mapping.unknown_column", file=file, column=missing[0], expected=seen)
    kind = decide_kind(header.fields() | set(mapping.constants))
    return with_kind(header, kind) if kind else header


def _read_sheet(file: str, sheet: Sheet, header: Header, mapping: ColumnMapping, office: Office) -> SourceAnswer:
    assert header.kind is not None
    reading = SheetReading(file, sheet, header, mapping, office, sheet.columns_from(header.first_row))
    if missing := _missing_columns(reading, header.kind):
        return _refuse_all(reading, header.kind, missing)
    columns = read_incidents(reading)
    _refuse_incomplete(reading, header.kind)
    return _account(reading, header.kind, columns)


def _missing_columns(reading: SheetReading, kind: Kind) -> list[str]:
    return [" / ".join(group) for group in REQUIRED[kind] if not any(name in reading.named for name in group)]


def _refuse_all(reading: SheetReading, kind: Kind, missing: Sequence[str]) -> SourceAnswer:
    """A list without a column that every row needs: all its rows are refused for one reason, said once."""
    seen = ", ".join(heading.text for heading in reading.header.headings if heading.text)
    reading.problems.in_sheet("list.missing_column", severity="error", missing=", ".join(missing), headers=seen)
    reading.problems.refused[:] = True
    return _account(reading, kind, {})


def _refuse_incomplete(reading: SheetReading, kind: Kind) -> None:
    """Refuse rows in which a required cell is blank."""
    for group in REQUIRED[kind]:
        absent: Mask = ~reading.blank
        for name in group:
            absent = absent & reading.blank_in(name)
        column = next((reading.named[name].header for name in group if name in reading.named), None)
        reading.problems.at_rows(
            "row.incomplete", rows_where(absent), column, lambda _: "", missing=" / ".join(group)
        )


def _account(reading: SheetReading, kind: Kind, columns: Mapping[str, pa.Array]) -> SourceAnswer:
    """The accepted rows as a table, and an answer for every other row."""
    blank = reading.blank
    refused: Mask = reading.problems.refused & ~blank
    first = first_of_each(_identifying(reading), ~blank & ~refused)
    repeats: Mask = first != np.arange(reading.rows)
    accepted = ~blank & ~refused & ~repeats
    answers = [
        RowAnswer(
            reading.sheet.name,
            row + reading.header.first_row,
            "blank" if blank[row] else "rejected" if refused[row] else "duplicate",
            _source(reading, int(first[row])) if repeats[row] else None,
        )
        for row in rows_where(~accepted).tolist()
    ]
    issues = [issue for issue in reading.problems.issues if not _in_blank_row(issue, reading)]
    return SourceAnswer(
        file=reading.file,
        kind=kind,
        table=_table(reading, kind, columns, accepted),
        rows_in=reading.rows,
        accepted=int(accepted.sum()),
        rejected=int(refused.sum()),
        duplicate=int(repeats.sum()),
        blank=int(blank.sum()),
        rows=answers,
        issues=sorted(issues, key=lambda issue: issue.row or 0),
    )


def _in_blank_row(issue: Issue, reading: SheetReading) -> bool:
    return issue.row is not None and bool(reading.blank[issue.row - reading.header.first_row])


def _identifying(reading: SheetReading) -> list[Any]:
    """All columns but a running number, which makes every row look different."""
    headings = reading.header.headings
    return [
        cells
        for place, cells in enumerate(reading.all_cells)
        if not (place < len(headings) and headings[place].is_row_number)
    ]


def _source(reading: SheetReading, row: int) -> str:
    return f"{reading.file}#{_prefix(reading)}A{row + reading.header.first_row}"


def _prefix(reading: SheetReading) -> str:
    return f"{reading.sheet.name}!" if reading.sheet.name else ""


def _table(reading: SheetReading, kind: Kind, columns: Mapping[str, pa.Array], accepted: Mask) -> pa.Table:
    schema: pa.Schema = _TABLES[kind]
    if not columns:
        return schema.empty_table()
    rows = np.flatnonzero(accepted) + reading.header.first_row
    count = len(rows)
    numbers = pa.array(rows, pa.int32())
    start = pa.scalar(f"{reading.file}#{_prefix(reading)}A")
    placed = {
        "source": pc.binary_join_element_wise(start, numbers.cast(pa.string()), ""),
        "file": pa.repeat(pa.scalar(reading.file), count),
        "sheet": pa.repeat(pa.scalar(reading.sheet.name, pa.string()), count),
        "row": numbers,
    }
    keep = None if count == reading.rows else pa.array(accepted)
    read = {name: column if keep is None else column.filter(keep) for name, column in columns.items()}
    return pa.table({**placed, **read}, schema=schema)


def _nothing_known(
    file: str, unread: Sequence[tuple[Sheet, Header | None]], lists: Lists, mapping: ColumnMapping
) -> RefusedFile:
    seen: list[str] = []
    for sheet, header in unread:
        top = [heading.text for heading in header.headings] if header else _widest(sheet)
        seen += [text for text in top if text.strip()]
    if not seen:
        return RefusedFile("list.empty", file=file)
    if mapping.columns:
        return RefusedFile(
            "mapping.unknown_column", file=file, column=next(iter(mapping.columns)), expected=", ".join(seen[:40])
        )
    near = nearest_columns(seen[:40], lists)
    return RefusedFile(
        "list.unknown_headers", file=file, headers=", ".join(seen[:40]), nearest=", ".join(near) or "–",
        mapping=f"{PurePosixPath(file).stem}.mapping.yaml",
    )  # fmt: skip


def _widest(sheet: Sheet) -> Sequence[str]:
    return max((cells for _, cells in sheet.top()), key=lambda cells: sum(bool(c.strip()) for c in cells), default=())


def _with_unread(
    file: str, answers: list[SourceAnswer], unread: Sequence[tuple[Sheet, Header | None]]
) -> list[SourceAnswer]:
    """Say of each sheet that was left aside why; empty sheets need no word."""
    told = []
    for sheet, header in unread:
        if not any(text.strip() for text in _widest(sheet)):
            continue
        code = "list.hidden_sheet" if sheet.hidden else "list.sheet_without_header"
        values = {"sheet": sheet.name, "headers": ", ".join(text for text in _widest(sheet)[:20] if text)}
        told.append(Issue(code, values, file, sheet.name, severity="warning"))
    answers[0] = replace(answers[0], issues=[*answers[0].issues, *told])
    return answers
