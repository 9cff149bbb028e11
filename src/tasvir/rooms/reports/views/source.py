"""Where a number comes from: the row in its sheet with its neighbours, or the sentence in its letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tasvir.core.errors import UserError
from tasvir.core.intake.sheets.sheet import Sheet
from tasvir.core.intake.sheets.text_sheets import text_sheet
from tasvir.core.intake.sheets.workbook_sheets import workbook_sheets
from tasvir.core.text.formatting import localise_digits
from tasvir.foundation.policy import needs
from tasvir.foundation.reading import is_list
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries.answers import column_label
from tasvir.rooms.reports.services.parsing import FORM_FILE, sources_of
from tasvir.rooms.reports.views.finding import find_or_404, note_opening
from tasvir.rooms.reports.views.presenting import facts_of

AROUND = 4  # rows before and after
_MOST_COLUMNS = 60
_MOST_CELL = 300
_CHARS = re.compile(r"chars=(\d{1,9})-(\d{1,9})")
_CELL = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A source taken apart: the submission, its file, and a cell or a span of the text."""

    number: str
    file: str
    sheet: str | None = None
    column: int = 0
    row: int = 0
    span: tuple[int, int] | None = None


def place_of(source: str) -> Place | None:
    """The place that a source names: `000012-3/list.xlsx#Sheet1!A7`, `000012-3/letter.docx#chars=4-19`."""
    path, mark, at = source.rpartition("#")
    number, slash, file = path.partition("/")
    if not (mark and slash and number and file):
        return None
    if found := _CHARS.fullmatch(at):
        return Place(number, file, span=(int(found[1]), int(found[2])))
    if found := _CELL.fullmatch(at):
        return Place(number, file, found["sheet"], column_number(found["column"]), int(found["row"]))
    return None


def column_number(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """The letters over a column."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@needs("reports.read")
def source(request: PersonRequest) -> HttpResponse:
    """The place of a source, with the facts of its submission."""
    at = request.GET.get("at", "")
    place = place_of(at)
    if place is None:
        raise Http404
    found = find_or_404(request, place.number, heavy=True)
    note_opening(request, found)
    context: dict[str, Any] = {
        "at": at.partition("/")[2],
        "file": place.file,
        "submission": found,
        "facts": [(say("reports.field.number"), localise_digits(found.number, active_language())), *facts_of(found)],
        "empty_title": say("reports.source.empty.title"),
        "empty_text": say("reports.source.empty.text"),
        **(_letter(found, place) if place.span else _grid(found, place)),
    }
    return render(request, "reports/source.html", context)


def _letter(found: Submission, place: Place) -> dict[str, Any]:
    text = found.texts.filter(file=f"{place.number}/{place.file}").first()
    if text is None or place.span is None or place.span[1] > len(text.text):
        raise Http404
    start, end = place.span
    pieces = [
        {"text": text.text[:start]},
        {"text": text.text[start:end], "here": True},
        {"text": text.text[end:]},
    ]
    return {"pieces": pieces, "text_lang": text.lang}


def _grid(found: Submission, place: Place) -> dict[str, Any]:
    wanted = f"{place.number}/{place.file}"
    held = next((one for one in sources_of(found) if one.name == wanted), None)
    if held is None:
        raise Http404
    try:
        sheet = _sheet(place, held.data)
    except UserError:
        return {}
    rows = {number: cells for number, cells in sheet.all_rows() if _near(number, place)} if sheet else {}
    if place.row not in rows:
        raise Http404
    shown = {number: [_text(cell) for cell in cells[:_MOST_COLUMNS]] for number, cells in sorted(rows.items())}
    width = max([place.column + 1, *map(len, shown.values())])
    columns, shown = _headed(place, shown, width)
    return {
        "grid": {
            "name": place.sheet or place.file,
            "columns": columns,
            "rows": [_row(number, cells, place, width) for number, cells in shown.items()],
        }
    }


def _headed(place: Place, shown: dict[int, list[str]], width: int) -> tuple[list[str], dict[int, list[str]]]:
    """The names of the columns: of a form its fields, of a sheet its letters."""
    if place.file != FORM_FILE:
        return [column_letters(number) for number in range(width)], shown
    header = shown.pop(1, [])
    return [column_label(name, active_language()) for name in header], {row - 1: cells for row, cells in shown.items()}


def _near(number: int, place: Place) -> bool:
    return number == 1 or abs(number - place.row) <= AROUND


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)[:_MOST_CELL]


def _row(number: int, cells: list[str], place: Place, width: int) -> dict[str, Any]:
    wanted = place.row - 1 if place.file == FORM_FILE else place.row
    here = number == wanted
    padded = [*cells, *[""] * (width - len(cells))]
    return {
        "number": number,
        "here": here,
        "cells": [{"text": cell, "here": here and at == place.column} for at, cell in enumerate(padded)],
    }


def _sheet(place: Place, data: bytes) -> Sheet | None:
    if not is_list(place.file):
        return None
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return next((one for one in workbook_sheets(place.file, data)[1] if one.name == place.sheet), None)
    return text_sheet(place.file, data, encoding=None, delimiter=None, recognise=len)
