"""Our own forms: filled in, they come back as what was meant, in each language."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from tasvir.core.intake.headers.fields import FIELDS
from tasvir.core.intake.sheets.workbook_safety import inspect_workbook
from tasvir.core.intake.tables import Kind
from tasvir.core.intake.templates import TEMPLATE_KINDS, build_template, choices, example, template_fields
from tasvir.core.intake.tests.made_sheets import column, read
from tasvir.core.vocabulary.lists import load_lists

_LANGUAGES = ("fa", "vi", "en")


def _filled(kind: Kind, lang: str, rows: int = 1) -> bytes:
    """A form with the example of its own notes in its first rows."""
    lists = load_lists()
    book = openpyxl.load_workbook(io.BytesIO(build_template(kind, lang, lists)))
    page = book.worksheets[0]
    for row in range(2, rows + 2):
        for place, field in enumerate(template_fields(kind), start=1):
            text = example(kind, field, lang, lists)
            page.cell(row, place).value = f"{text}{row}" if field.name == "ref" else text or None
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("lang", _LANGUAGES)
@pytest.mark.parametrize("kind", TEMPLATE_KINDS)
def test_form_carries_its_id_and_is_read_back_empty(kind: Kind, lang: str) -> None:
    data = build_template(kind, lang, load_lists())
    assert inspect_workbook("form.xlsx", data).template == f"{kind}/1/{lang}"
    (answer,) = read(data)
    assert (answer.kind, answer.rows_in, answer.issues) == (kind, 0, [])


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_filled_incidents_come_back(lang: str) -> None:
    (answer,) = read(_filled("incidents", lang, rows=2), calendar="jalali" if lang == "fa" else "gregorian")
    assert (answer.accepted, answer.issues) == (2, [])
    assert column(answer, "occurred_on") == [date(2025, 9, 21)] * 2
    assert column(answer, "goods") == ["cigarettes"] * 2
    assert column(answer, "lead_agency") == ["police"] * 2
    assert column(answer, "value") == [96_000_000] * 2
    assert column(answer, "unit") == ["package"] * 2


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_filled_figures_come_back(lang: str) -> None:
    (answer,) = read(_filled("figures", lang))
    assert answer.issues == []
    told = [column(answer, name) for name in ("agency", "measure", "breakdown", "value", "unit", "state")]
    assert told == [["customs"], ["cases_detected"], ["goods=cigarettes"], [12.0], ["case"], ["number"]]


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_filled_effort_comes_back(lang: str) -> None:
    (answer,) = read(_filled("effort", lang))
    assert answer.issues == []
    told = [column(answer, name) for name in ("agency", "inspections", "patrol_hours", "parcels_screened", "checks")]
    assert told == [["customs"], [140.0], [62.5], [None], [0.0]]


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_every_header_of_every_form_is_read_as_its_column(lang: str) -> None:
    for kind in TEMPLATE_KINDS:
        book = openpyxl.load_workbook(io.BytesIO(build_template(kind, lang, load_lists())))
        headers = [cell.value for cell in book.worksheets[0][1]]
        assert len(set(headers)) == len(FIELDS[kind])


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_drop_downs_stand_in_a_hidden_sheet_under_names(lang: str) -> None:
    lists = load_lists()
    book = openpyxl.load_workbook(io.BytesIO(build_template("incidents", lang, lists)))
    assert book.worksheets[2].sheet_state == "hidden"
    assert book.worksheets[0].sheet_view.rightToLeft is (True if lang == "fa" else None)
    assert book.worksheets[0].freeze_panes == "A2"
    offered = {field.name for field in template_fields("incidents") if choices(field, lang, lists)}
    assert set(book.defined_names) == {f"list_{name}" for name in offered}
    assert {"goods", "unit", "area", "channel", "lead_agency"} <= offered
