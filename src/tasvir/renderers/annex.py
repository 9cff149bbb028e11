"""The office's own form, filled: a mapping names a measure for each cell, the form keeps its look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
import yaml
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException
from openpyxl.workbook import Workbook

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.lists import load_lists
from tasvir.core.vocabulary.messages import message
from tasvir.renderers.xlsx import amount_of

CURRENT, CHANGE = "current", "change_percent"
PERIODS = (CURRENT, "same-period-last-year", "previous-period", "year-to-date", "average-of-last-4", "plan", CHANGE)
_KEYS = {"measure", "by", "period", "against", "divide_by", "unit"}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What one cell of the form asks for; `against` names the comparison of a change, `divide_by` the form's scale."""

    cell: str
    measure: str
    by: Mapping[str, str]
    period: str
    against: str
    divide_by: float
    unit: str | None


def fill_annex(form: Path, indicators: Path, picture: Mapping[str, Any], out: Path, *, lang: str = "en") -> None:
    """Fill the form's cells and save it as `out`; what nobody reported stays blank with a comment, never 0.

    Raises UserError with every problem of the mapping at once: unknown sheets, cells, measures, periods.
    """
    workbook = _open_form(form)
    problems: list[UserError] = []
    filled: list[tuple[Cell, _Wish, Mapping[str, Any] | None]] = []
    for address, wanted in _read_mapping(indicators).items():
        try:
            wish = _read_wish(address, wanted, indicators, picture)
            filled.append((_find_cell(workbook, wish.cell, form), wish, _find_number(wish, indicators, picture)))
        except UserError as problem:
            problems.append(problem)
    if len(problems) == 1:
        raise problems[0]
    if problems:
        told = " ".join(message(problem.code, lang, problem.values) for problem in problems)
        raise UserError("annex.problems", file=indicators.name, count=len(problems), problems=told)
    for cell, wish, number in filled:
        _fill(cell, wish, number, lang)
    workbook.save(out)


def _open_form(form: Path) -> Workbook:
    try:
        return openpyxl.load_workbook(form)
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        raise UserError("annex.unreadable_form", file=form.name, reason=str(error)) from error


def _read_mapping(indicators: Path) -> Mapping[str, Any]:
    """Cell to wish, as the file has it."""
    try:
        content = yaml.safe_load(indicators.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(
            "annex.unreadable_mapping", file=indicators.name, reason=" ".join(str(error).split())
        ) from error
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, dict) or not cells:
        raise UserError("annex.no_cells", file=indicators.name)
    return {str(address): wanted for address, wanted in cells.items()}


def _read_wish(address: str, wanted: Any, indicators: Path, picture: Mapping[str, Any]) -> _Wish:
    values: dict[str, Any] = {"file": indicators.name, "cell": address}
    if not _is_well_formed(wanted):
        raise UserError("annex.bad_cell", **values, expected=", ".join(sorted(_KEYS)))
    measure, period = str(wanted["measure"]), str(wanted.get("period", CURRENT))
    known = set(load_lists().codes("measures")) | {n["measure"] for n in picture.get("numbers") or []}
    if measure not in known:
        raise UserError("annex.unknown_measure", **values, measure=measure, expected=", ".join(sorted(known)))
    if period not in PERIODS:
        raise UserError("annex.unknown_period", **values, period=period, expected=", ".join(PERIODS))
    by = {str(k): str(v) for k, v in (wanted.get("by") or {}).items()}
    against = str(wanted.get("against", "same-period-last-year"))
    return _Wish(address, measure, by, period, against, float(wanted.get("divide_by", 1)), wanted.get("unit"))


def _is_well_formed(wanted: Any) -> bool:
    if not isinstance(wanted, dict) or "measure" not in wanted or set(wanted) - _KEYS:
        return False
    scale = wanted.get("divide_by", 1)
    return isinstance(wanted.get("by") or {}, dict) and isinstance(scale, int | float) and scale > 0


def _find_cell(workbook: Workbook, address: str, form: Path) -> Cell:
    """The cell that an address means; inside merged cells it is their first."""
    sheet_name, _, place = address.rpartition("!")
    sheet_name = sheet_name.strip("'")
    if sheet_name not in workbook.sheetnames:
        expected = ", ".join(workbook.sheetnames)
        raise UserError("annex.unknown_sheet", file=form.name, cell=address, sheet=sheet_name, expected=expected)
    sheet = workbook[sheet_name]
    try:
        cell = sheet[place.replace("$", "").upper()]
    except (CellCoordinatesException, ValueError, AttributeError, TypeError) as error:
        raise UserError("annex.unknown_cell", file=form.name, cell=address) from error
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    if not isinstance(cell, Cell):
        raise UserError("annex.unknown_cell", file=form.name, cell=address)
    if cell.data_type == "f":
        raise UserError("annex.formula", file=form.name, cell=address, formula=str(cell.value))
    return cell


def _find_number(wish: _Wish, indicators: Path, picture: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The number that a cell asks for; one measure may come in several units, which are never mixed."""
    found = [
        number
        for number in picture.get("numbers") or []
        if number["measure"] == wish.measure
        and {str(k): str(v) for k, v in (number.get("by") or {}).items()} == dict(wish.by)
        and wish.unit in (None, number.get("unit"))
    ]
    units = sorted({str(number.get("unit")) for number in found})
    if len(units) > 1:
        values = {"file": indicators.name, "cell": wish.cell, "measure": wish.measure, "expected": ", ".join(units)}
        raise UserError("annex.unit_needed", **values)
    return found[0] if found else None


def _fill(cell: Cell, wish: _Wish, number: Mapping[str, Any] | None, lang: str) -> None:
    value = _asked(wish, number)
    state = str(number.get("state", "number")) if number else "not_reported"
    if value is None:
        cell.value = None
        reason = "annex.not_applicable" if state == "not_applicable" else "annex.not_reported"
        cell.comment = Comment(message(reason, lang, {"measure": wish.measure, "period": wish.period}), "tasvir")
        return
    scaled = value if wish.period == CHANGE else value / wish.divide_by if wish.divide_by != 1 else value
    cell.value = int(scaled) if float(scaled).is_integer() else scaled


def _asked(wish: _Wish, number: Mapping[str, Any] | None) -> float | int | None:
    """The value for the wished period, or None where there is none."""
    if number is None:
        return None
    if wish.period == CURRENT:
        return amount_of(number.get("value")) if number.get("state", "number") in ("number", "zero") else None
    name = wish.against if wish.period == CHANGE else wish.period
    comparison: Mapping[str, Any] = next((c for c in number.get("comparisons") or [] if c.get("name") == name), {})
    return amount_of(comparison.get(CHANGE if wish.period == CHANGE else "value"))
