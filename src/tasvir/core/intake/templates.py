"""Empty workbooks for offices to fill in, which intake knows again by their id."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from tasvir.core.intake.headers.fields import FIELDS, REQUIRED, Field
from tasvir.core.intake.sheets.workbook_safety import ASIDE_PROPERTY, TEMPLATE_PROPERTY
from tasvir.core.intake.tables import Kind
from tasvir.core.vocabulary.lists import Lists
from tasvir.core.vocabulary.messages import message

VERSION = 1
TEMPLATE_KINDS: tuple[Kind, ...] = ("incidents", "figures", "effort")
SHORT_FORM = (
    "ref", "occurred_on", "area", "place", "channel", "violation", "goods", "quantity", "unit", "value", "currency",
    "lead_agency",
)  # fmt: skip
# One believable row of each kind, in codes; labels and days are written in the language of the workbook.
_EXAMPLES = {
    "incidents": {
        "ref": "14-0231", "occurred_on": "", "area": "", "channel": "post", "violation": "smuggling",
        "goods": "cigarettes", "quantity": "120", "unit": "package", "value": "96000000", "lead_agency": "police",
    },
    "figures": {
        "agency": "customs", "period": "", "measure": "cases_detected", "breakdown": "goods=cigarettes", "value": "12",
        "unit": "case", "state": "number",
    },
    "effort": {"agency": "customs", "period": "", "inspections": "140", "patrol_hours": "62.5", "checks": "0"},
}  # fmt: skip
_COUNTRY = {"fa": "IR", "vi": "VN"}
_DAY = {"fa": "1404/06/30", "vi": "21/09/2025", "en": "2025-09-21"}
_PERIOD = {"fa": "1404-Q2", "vi": "2025-Q3", "en": "2025-Q3"}
_CURRENCY = {"fa": "IRR", "vi": "VND", "en": "IRR"}
_ROWS = 5000


def build_template(kind: Kind, lang: str, lists: Lists) -> bytes:
    """The workbook: a sheet to fill in with drop-downs, a sheet of notes with an example, and the hidden lists."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    names = [message(f"form.sheet_{name}", lang) for name in (kind, "notes", "lists")]
    book.set_custom_property(TEMPLATE_PROPERTY, f"{kind}/{VERSION}/{lang}")
    book.set_custom_property(ASIDE_PROPERTY, "|".join(names[1:]))
    page, notes, hidden = (book.add_worksheet(name) for name in names)
    hidden.hide()
    if lang == "fa":
        for sheet in (page, notes, hidden):
            sheet.right_to_left()
    fields = template_fields(kind)
    ranges = _write_lists(book, hidden, fields, lang, lists)
    _write_form(book, page, kind, lang, lists, ranges)
    _write_notes(book, notes, kind, lang, lists)
    book.close()
    return target.getvalue()


def template_fields(kind: Kind) -> list[Field]:
    """The columns in the order of the form: the short form first."""
    fields = FIELDS[kind]
    first = [name for name in SHORT_FORM if name in fields] if kind == "incidents" else []
    return [fields[name] for name in (*first, *(name for name in fields if name not in first))]


def choices(field: Field, lang: str, lists: Lists) -> list[str]:
    """The labels that a drop-down offers: those that intake reads back as the code they stand for."""
    if field.vocabulary not in lists.by_name or field.reading == "codes":
        return []
    country = _COUNTRY.get(lang, "") if field.vocabulary == "areas" else ""
    labels = [
        (entry.code, entry.label(lang)) for entry in lists.rows(field.vocabulary) if entry.code.startswith(country)
    ]
    sure = [label for code, label in labels if lists.find(field.vocabulary, label) == code]
    return list(dict.fromkeys(sure))


def _write_lists(book: Any, hidden: Any, fields: Sequence[Field], lang: str, lists: Lists) -> dict[str, str]:
    """Each list in a column of the hidden sheet, under a defined name; the names by field."""
    ranges = {}
    for place, field in enumerate(field for field in fields if choices(field, lang, lists)):
        labels = choices(field, lang, lists)
        hidden.write_string(0, place, field.name)
        for row, label in enumerate(labels, start=1):
            hidden.write_string(row, place, label)
        column = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
        sheet = hidden.get_name().replace("'", "''")
        ranges[field.name] = f"list_{field.name}"
        book.define_name(ranges[field.name], f"='{sheet}'!{column}$2:{column}${len(labels) + 1}")
    return ranges


def _write_form(book: Any, page: Any, kind: Kind, lang: str, lists: Lists, ranges: dict[str, str]) -> None:
    required = {name for group in REQUIRED[kind] for name in group}
    main = book.add_format(
        {"bold": True, "text_wrap": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1}
    )
    rest = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#D6DCE4", "border": 1})
    text = book.add_format({"num_format": "@"})
    for place, field in enumerate(template_fields(kind)):
        page.write_string(0, place, lists.label("columns", field.name, lang), main if field.name in required else rest)
        beyond = kind == "incidents" and place >= len(SHORT_FORM)
        as_text = field.reading in ("text", "code", "codes", "unit", "currency", "period") or (
            field.reading == "day" and lang == "fa"
        )
        page.set_column(place, place, 16, text if as_text else None, {"level": 1} if beyond else {})
        if field.name in ranges:
            page.data_validation(1, place, _ROWS, place, _drop_down(ranges[field.name], lang))
    page.set_row(0, 32)
    page.freeze_panes(1, 0)


def _drop_down(name: str, lang: str) -> dict[str, str]:
    """A choice from a named list that warns of other words and lets them through."""
    return {
        "validate": "list",
        "source": f"={name}",
        "error_type": "warning",
        "error_title": message("form.other_title", lang)[:32],
        "error_message": message("form.other", lang)[:255],
    }


def _write_notes(book: Any, notes: Any, kind: Kind, lang: str, lists: Lists) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    notes.set_column(0, 1, 24)
    notes.set_column(2, 2, 40)
    notes.set_column(3, 3, 24)
    for place, name in enumerate(("column", "need", "content", "example")):
        notes.write_string(0, place, message(f"form.{name}", lang), bold)
    for row, field in enumerate(template_fields(kind), start=1):
        notes.write_string(row, 0, lists.label("columns", field.name, lang), bold)
        notes.write_string(row, 1, message(f"form.{_need(kind, field)}", lang), wrapped)
        notes.write_string(row, 2, message(f"form.reading_{field.reading}", lang), wrapped)
        notes.write_string(row, 3, example(kind, field, lang, lists), wrapped)


def _need(kind: Kind, field: Field) -> str:
    group = next((group for group in REQUIRED[kind] if field.name in group), ())
    return "required" if len(group) == 1 else "one_of" if group else "optional"


def example(kind: Kind, field: Field, lang: str, lists: Lists) -> str:
    """What the notes show for a column; blank where nothing is to be shown."""
    code = _EXAMPLES[kind].get(field.name)
    if field.name == "currency":
        return lists.label("currencies", _CURRENCY[lang], lang)
    if code is None:
        return ""
    if field.reading == "day":
        return _DAY[lang]
    if field.reading == "period":
        return _PERIOD[lang]
    if field.name == "area":
        return next(iter(choices(field, lang, lists)), "")
    return lists.label(field.vocabulary, code, lang) if field.vocabulary in lists.by_name else code
