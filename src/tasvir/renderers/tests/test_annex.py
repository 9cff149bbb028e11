"""The office's form: filled where the mapping says, its look kept, every mistake told with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.styles import Font, PatternFill

from tasvir.core.errors import UserError
from tasvir.renderers.annex import fill_annex

CIGARETTES = {"measure": "cases_detected", "by": {"goods": "cigarettes"}}
PICTURE = {
    "numbers": [
        {**CIGARETTES, "value": 12, "unit": "case", "state": "number",
         "comparisons": [{"name": "same-period-last-year", "value": 9, "change_percent": 33.3},
                         {"name": "year-to-date", "value": 30, "change_percent": None}]},
        {"measure": "cases_detected", "by": {}, "value": 0, "unit": "case", "state": "zero", "comparisons": []},
        {"measure": "fines", "by": {}, "value": {"amount": 5_000_000, "currency": "IRR"}, "unit": "IRR",
         "state": "number", "comparisons": []},
        {"measure": "inspections", "by": {}, "value": None, "unit": "inspection", "state": "not_applicable",
         "comparisons": []},
        {"measure": "quantity", "by": {}, "value": 7, "unit": "kg", "state": "number", "comparisons": []},
        {"measure": "quantity", "by": {}, "value": 8, "unit": "L", "state": "number", "comparisons": []},
    ]
}  # fmt: skip


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form with a merged cell, a bold cell with a ground colour and a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Form 2"
    sheet.merge_cells("B2:C3")
    sheet["B2"].font, sheet["B2"].fill = Font(bold=True), PatternFill("solid", fgColor="FFEEDD")
    sheet["B9"] = "=SUM(B2:B8)"
    sheet["A1"] = "Annex 2"
    book.save(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx"


def filled(form: Path, cells: Any) -> Any:
    indicators = form.with_name("indicators.yaml")
    indicators.write_text(yaml.safe_dump({"cells": cells}), "utf-8")
    fill_annex(form, indicators, PICTURE, form.with_name("out.xlsx"))
    return openpyxl.load_workbook(form.with_name("out.xlsx"))["Form 2"]


def refused(form: Path, cells: Any) -> UserError:
    with pytest.raises(UserError) as caught:
        filled(form, cells)
    return caught.value


@pytest.mark.parametrize(
    ("wish", "value"),
    [
        (CIGARETTES, 12),
        ({**CIGARETTES, "period": "same-period-last-year"}, 9),
        ({**CIGARETTES, "period": "year-to-date"}, 30),
        ({**CIGARETTES, "period": "change_percent"}, 33.3),
        ({"measure": "cases_detected"}, 0),
        ({"measure": "fines", "divide_by": 1_000_000}, 5),
        ({"measure": "quantity", "unit": "L"}, 8),
    ],
)
def test_cell_gets_the_number_it_asks_for(form: Path, wish: dict[str, Any], value: float) -> None:
    cell = filled(form, {"Form 2!D5": wish})["D5"]

    assert (cell.value, cell.comment) == (value, None)


@pytest.mark.parametrize(
    ("wish", "comment"),
    [
        ({"measure": "cases_detected", "by": {"goods": "fuel"}}, "Not reported: cases_detected, current"),
        ({**CIGARETTES, "period": "plan"}, "Not reported: cases_detected, plan"),
        ({"measure": "inspections"}, "Not applicable: inspections, current"),
    ],
)
def test_what_nobody_reported_stays_blank_with_a_comment(form: Path, wish: dict[str, Any], comment: str) -> None:
    cell = filled(form, {"Form 2!D5": wish})["D5"]

    assert cell.value is None
    assert cell.comment.text == comment


def test_form_keeps_its_look(form: Path) -> None:
    sheet = filled(form, {"Form 2!C3": CIGARETTES})

    assert (sheet["B2"].value, sheet["B2"].font.bold, sheet["B2"].fill.fgColor.rgb) == (12, True, "00FFEEDD")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B2:C3"]
    assert (sheet["A1"].value, sheet["B9"].value) == ("Annex 2", "=SUM(B2:B8)")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Form 2!D5": {"measure": "sorrow"}}, "annex.unknown_measure"),
        ({"Form 2!D5": {"measure": "fines", "period": "someday"}}, "annex.unknown_period"),
        ({"Form 2!D5": {"measure": "fines", "colour": "red"}}, "annex.bad_cell"),
        ({"Form 3!D5": {"measure": "fines"}}, "annex.unknown_sheet"),
        ({"Form 2!5D": {"measure": "fines"}}, "annex.unknown_cell"),
        ({"Form 2!A1:B2": {"measure": "fines"}}, "annex.unknown_cell"),
        ({"Form 2!B9": {"measure": "fines"}}, "annex.formula"),
        ({"Form 2!D5": {"measure": "fines", "divide_by": 0}}, "annex.bad_cell"),
        ({"Form 2!D5": {"measure": "fines", "by": "goods"}}, "annex.bad_cell"),
        ({"Form 2!D5": "fines"}, "annex.bad_cell"),
        ({}, "annex.no_cells"),
        ({"Form 2!D5": {"measure": "quantity"}}, "annex.unit_needed"),
    ],
)
def test_mistake_in_the_mapping_is_told_by_name(form: Path, cells: Any, code: str) -> None:
    assert refused(form, cells).code == code


def test_all_mistakes_are_told_at_once(form: Path) -> None:
    error = refused(form, {"Form 2!D5": {"measure": "sorrow"}, "Form 3!D5": {"measure": "fines"}})

    assert (error.code, error.values["count"]) == ("annex.problems", 2)


def test_form_that_is_no_workbook_is_refused(form: Path) -> None:
    form.write_text("no zip")

    assert refused(form, {"Form 2!D5": CIGARETTES}).code == "annex.unreadable_form"
