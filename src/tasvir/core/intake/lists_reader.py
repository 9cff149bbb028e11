"""Read the lists in a file (spreadsheet or CSV) to accepted rows and an answer for every other row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa

from tasvir.core.calendars.systems import System
from tasvir.core.errors import RefusedFile
from tasvir.core.intake.cells.sheet_reading import Office, SheetReading
from tasvir.core.intake.headers.fields import EFFORT_MEASURES, REQUIRED
from tasvir.core.intake.headers.finding import (
    count_known,
    decide_kind,
    find_header,
    missing_headers,
    nearest_columns,
    with_kind,
)
from tasvir.core.intake.headers.headings import Header
from tasvir.core.intake.headers.mapping import ColumnMapping, read_mapping
from tasvir.core.intake.kinds.account import give_account, refuse_all, refuse_totals
from tasvir.core.intake.kinds.effort import read_effort
from tasvir.core.intake.kinds.figures import read_figures_table
from tasvir.core.intake.kinds.incidents import read_incidents
from tasvir.core.intake.kinds.merged import filled_down, measured_columns
from tasvir.core.intake.kinds.spoiled import tell_spoiled
from tasvir.core.intake.kinds.wide_headers import find_wide_header
from tasvir.core.intake.problems import Mask, rows_where
from tasvir.core.intake.sheets.sheet import Sheet
from tasvir.core.intake.sheets.text_sheets import text_sheet
from tasvir.core.intake.sheets.workbook_sheets import workbook_sheets
from tasvir.core.intake.tables import Kind, SourceAnswer
from tasvir.core.issues import Issue
from tasvir.core.vocabulary.lists import Lists

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXTS = (".csv", ".tsv")


def read_lists(
    file: str,
    data: bytes,
    *,
    lists: Lists,
    mapping: Mapping[str, Any] | None = None,
    calendar: System | None = None,
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
        header = _header_of(file, sheet, office, told)
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
        raise RefusedFile("document.empty", file=file)
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
            text_sheet(file, data, encoding=mapping.formats.get("encoding"), delimiter=delimiter, recognise=recognise)
        ]
    raise RefusedFile("document.unknown_kind", file=file, expected=" ".join((*WORKBOOKS, *TEXTS)))


def _header_of(file: str, sheet: Sheet, office: Office, mapping: ColumnMapping) -> Header | None:
    top = sheet.top()
    header = find_header(top, office.lists, mapping)
    if header and mapping.columns and (missing := missing_headers(header, mapping)):
        seen = ", ".join(heading.text for heading in header.headings if heading.text)
        raise RefusedFile("mapping.unknown_column", file=file, column=missing[0], expected=seen)
    names = (header.fields() if header else set()) | set(mapping.constants)
    kind = decide_kind(names)
    if not mapping.columns and (kind is None or (kind != "figures" and "occurred_on" not in names)):
        wide = find_wide_header(top, office)
        if wide and not (kind == "effort" and _only_effort(wide)):
            return wide
    return with_kind(header, kind) if header and kind else header


def _only_effort(header: Header) -> bool:
    """Whether all that a table counts is effort."""
    members = header.wide.values.values() if header.wide else ()
    return all(member.codes.get("measure") in EFFORT_MEASURES for member in members)


def _read_sheet(file: str, sheet: Sheet, header: Header, mapping: ColumnMapping, office: Office) -> SourceAnswer:
    assert header.kind is not None
    arrays = sheet.columns_from(header.first_row) or [pa.array([], pa.string())] * len(header.headings)
    arrays = filled_down(arrays, sheet.merged_cells(header.first_row), keep=measured_columns(header))
    reading = SheetReading(file, sheet, header, mapping, office, arrays)
    refuse_totals(reading)
    tell_spoiled(reading)
    if header.kind == "figures":
        table = read_figures_table(reading)
    else:
        if missing := _missing_columns(reading, header.kind):
            return refuse_all(reading, header.kind, missing)
        table = read_incidents(reading) if header.kind == "incidents" else read_effort(reading)
        _refuse_incomplete(reading, header.kind)
    return give_account(reading, header.kind, table)


def _missing_columns(reading: SheetReading, kind: Kind) -> list[str]:
    return [
        " / ".join(map(reading.label, group))
        for group in REQUIRED[kind]
        if not any(name in reading.named for name in group)
    ]


def _refuse_incomplete(reading: SheetReading, kind: Kind) -> None:
    """Refuse rows in which a required cell is blank."""
    for group in REQUIRED[kind]:
        absent: Mask = ~reading.blank & ~reading.sums
        for name in group:
            absent = absent & reading.blank_in(name)
        column = next((reading.named[name].header for name in group if name in reading.named), None)
        reading.problems.at_rows(
            "row.incomplete",
            rows_where(absent),
            column,
            lambda _: "",
            missing=" / ".join(reading.label(name) for name in group),
        )


def _nothing_known(
    file: str, unread: Sequence[tuple[Sheet, Header | None]], lists: Lists, mapping: ColumnMapping
) -> RefusedFile:
    seen: list[str] = []
    for sheet, header in unread:
        top = [heading.text for heading in header.headings] if header else _widest(sheet)
        seen += [text for text in top if text.strip()]
    if not seen:
        return RefusedFile("document.empty", file=file)
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
    for sheet, _ in unread:
        if not any(text.strip() for text in _widest(sheet)):
            continue
        code = "list.hidden_sheet" if sheet.hidden else "list.sheet_without_header"
        values = {"sheet": sheet.name, "headers": ", ".join(text for text in _widest(sheet)[:20] if text)}
        told.append(Issue(code, values, file, sheet.name, severity="warning"))
    answers[0] = replace(answers[0], issues=[*answers[0].issues, *told])
    return answers
