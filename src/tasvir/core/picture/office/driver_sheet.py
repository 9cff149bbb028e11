"""The columns of a table of driver values, from a workbook or a text file, under headers in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import PurePosixPath

from tasvir.core.characters.folding import to_ascii_digits
from tasvir.core.errors import RefusedFile, UserError
from tasvir.core.intake.lists_reader import TEXTS, WORKBOOKS
from tasvir.core.intake.sheets.sheet import Sheet
from tasvir.core.intake.sheets.text_sheets import text_sheet
from tasvir.core.intake.sheets.workbook_sheets import workbook_sheets
from tasvir.core.picture.office.driver_table import OPTIONAL, REQUIRED
from tasvir.core.vocabulary.lists import Lists

_COLUMNS = (*REQUIRED, *OPTIONAL)
# What the headers of incident lists are called is read here too: the amount of a driver is its value.
_MEANT = {"occurred_on": "date", "quantity": "value", "measure": "driver"}


def driver_columns(file: str, data: bytes, *, driver: str, lists: Lists) -> dict[str, list[str]]:
    """The first sheet of a file as text columns `driver, value, date or period, area, goods, unit, source`.

    Without a column of drivers all rows are those of `driver`. UserError where no value or time stands in it.
    """
    rows = [[_text(cell) for cell in cells] for _, cells in _sheet(file, data).all_rows()]
    rows = [cells for cells in rows if any(cells)]
    if len(rows) < 2:
        raise UserError("analyse.empty", table=file)
    names = [_column(text, lists) for text in rows[0]]
    if "value" not in names:
        raise UserError("analyse.no_column", file=file, column="value", expected=", ".join(filter(None, rows[0])))
    at = {name: names.index(name) for name in _COLUMNS if name in names}
    found = {name: [cells[place] if place < len(cells) else "" for cells in rows[1:]] for name, place in at.items()}
    return {"driver": [driver] * (len(rows) - 1), **found}


def _sheet(file: str, data: bytes) -> Sheet:
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in WORKBOOKS:
        return workbook_sheets(file, data)[1][0]
    if suffix in TEXTS:
        return text_sheet(file, data, encoding=None, delimiter=None, recognise=len)
    raise RefusedFile("document.unknown_kind", file=file, expected=" ".join((*WORKBOOKS, *TEXTS)))


def _column(text: str, lists: Lists) -> str | None:
    if text.strip().lower() in _COLUMNS:
        return text.strip().lower()
    code = lists.find("columns", text)
    found = _MEANT.get(code or "", code)
    return found if found in _COLUMNS else None


def _text(cell: object) -> str:
    """A cell as the tables of drivers are read: ISO days, ASCII digits, a point before decimals."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = to_ascii_digits("" if cell is None else str(cell)).strip()
    return _numeric(text)


def _numeric(text: str) -> str:
    parts: Sequence[str] = text.split("/")
    if len(parts) in (2, 3) and all(part.isdecimal() for part in parts) and len(parts[0]) == 4:
        return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
    return text.replace("٫", ".").replace("٬", "") if any(sign in text for sign in "٫٬") else text
