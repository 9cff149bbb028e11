"""A document as PDF through typst: no system libraries, and no user's text is ever read as markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tasvir.core.bulletins.tree import (
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
)
from tasvir.core.text.formatting import format_number
from tasvir.core.vocabulary.messages import message
from tasvir.renderers.charts import draw_svg
from tasvir.renderers.columns import ROOMY_COLUMNS, column_shares
from tasvir.renderers.fonts import FONTS, families, present
from tasvir.renderers.notes import Note, list_notes, number_notes

TEMPLATES = Path(__file__).parent / "templates"
_WORDS = ("page.contents", "page.evidence", "page.evidence_about", "page.number")
_LONG = 5  # sections, from which on a table of contents helps


def write_pdf(document: Document, path: Path) -> None:
    """Write the PDF (A4); the text goes to typst as data, the layout stands in templates/bulletin.typ."""
    import typst

    typst.compile(
        str(TEMPLATES / "bulletin.typ"),
        output=str(path),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        ignore_system_fonts=bool(present()),
        sys_inputs={"document": json.dumps(_document(document), ensure_ascii=False)},
    )


def _document(document: Document) -> dict[str, Any]:
    notes = number_notes(document)
    sections = sum(isinstance(part, Section) for part in document.parts)
    return {
        "lang": document.lang,
        "rtl": document.direction == "rtl",
        "faces": families(document.lang),
        "title": document.title,
        "subtitle": document.subtitle,
        "issued_by": document.issued_by,
        "letterhead": [list(pair) for pair in document.letterhead],
        "footer": document.footer,
        "words": {code.split(".")[1]: _word(code, document.lang) for code in _WORDS},
        "contents": sections >= _LONG,
        "parts": [_part(part, notes, document.lang) for part in document.parts],
        "evidence": [_evidence(note, document.lang) for note in list_notes(document)],
    }


def _word(code: str, lang: str) -> str:
    return message(code, lang, {"page": "{page}", "pages": "{pages}"})


def _runs(runs: Text, notes: dict[str, int], lang: str) -> list[dict[str, Any]]:
    drawn = []
    for run in runs:
        note = notes.get(run.evidence or "")
        number = format_number(note, lang) if note else None
        drawn.append({"text": run.text, "bold": run.bold, "muted": run.muted, "note": note, "mark": number})
    return drawn


def _part(part: Part, notes: dict[str, int], lang: str) -> dict[str, Any]:
    match part:
        case Section(heading, parts):
            inner = [_part(one, notes, lang) for one in parts]
            return {"kind": "section", "heading": _part(heading, notes, lang), "parts": inner}
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(runs, style):
            return {"kind": "paragraph", "style": style, "runs": _runs(runs, notes, lang)}
        case Bullets(items):
            return {"kind": "bullets", "items": [_runs(item, notes, lang) for item in items]}
        case Table():
            return _table(part, notes, lang)
        case Chart():
            svg = draw_svg(part.specification)
            caption = part.caption.split("\n")
            return {"kind": "chart", "caption": caption, "svg": svg, "alt": part.alternative, "width": part.width_cm}
        case KeyFigures(figures):
            return {"kind": "key_figures", "figures": [_key_figure(figure, notes, lang) for figure in figures]}
    raise TypeError(f"no such part of a document: {type(part).__name__}")


def _key_figure(figure: Any, notes: dict[str, int], lang: str) -> dict[str, Any]:
    note = notes.get(figure.evidence or "")
    mark = format_number(note, lang) if note else None
    return {"label": figure.label, "value": figure.value, "change": figure.change, "note": note, "mark": mark}


def _table(table: Table, notes: dict[str, int], lang: str) -> dict[str, Any]:
    def cell(it: Cell) -> dict[str, Any]:
        return {"runs": _runs(it.runs, notes, lang), "align": it.align}

    def cells(row: Sequence[Cell]) -> list[dict[str, Any]]:
        return [cell(it) for it in row]

    return {
        "kind": "table",
        "caption": table.caption.split("\n"),
        "shares": column_shares(table),
        "dense": len(table.header) > ROOMY_COLUMNS,
        "header": cells(table.header),
        "rows": [cells(row) for row in table.rows],
        "note": table.note,
    }


def _evidence(note: Note, lang: str) -> dict[str, Any]:
    number, count = format_number(note.number, lang), format_number(note.count, lang)
    shown = format_number(len(note.sources), lang)
    more = message("page.sources_shown", lang, {"shown": shown, "count": count})
    return {
        "note": note.number,
        "mark": number,
        "brief": message("page.sources", lang, {"count": count}) if note.brief else None,
        "title": note.entry.title,
        "facts": [list(fact) for fact in note.entry.facts],
        "sources": [list(source) for source in note.sources],
        "more": more if note.count > len(note.sources) else None,
    }
