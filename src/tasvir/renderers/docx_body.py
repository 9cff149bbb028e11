"""The parts of a document as paragraphs, tables and pictures of a Word file, in the template's own styles."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import count
from typing import Any, cast

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from tasvir.core.bulletins.charts.theme import ACCENT, INK, QUIET_INK, RULE
from tasvir.core.bulletins.tree import (
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Part,
    Run,
    Section,
    Table,
    Text,
)
from tasvir.core.text.formatting import format_number
from tasvir.core.vocabulary.messages import message
from tasvir.renderers import docx_marks as marks
from tasvir.renderers.charts import draw_png
from tasvir.renderers.columns import ROOMY_COLUMNS, column_shares
from tasvir.renderers.notes import Note, list_notes, number_notes

_STYLES = {
    "body": "Normal",
    "note": "Tasvir Note",
    "lead": "Tasvir Lead",
    "caption": "Caption",
    "warning": "Tasvir Warning",
}
_CARDS_ACROSS = 3
_WIDEST_CM = 16.6


class Body:
    """Writes the parts one after the other before a given paragraph, which then goes."""

    def __init__(self, word: WordDocument, document: Document) -> None:
        self._word = word
        self._document = document
        self._rtl = document.direction == "rtl"
        self._notes = number_notes(document)
        # By hand, because python-docx looks through all styles for each paragraph.
        self._styles = {style.name: style.style_id for style in word.styles}
        self._bookmarks = count(1000)

    def write_at(self, place: WordParagraph) -> None:
        """Write everything where `place` stands."""
        self._place = place
        for part in self._document.parts:
            self._part(part)
        self._evidence()
        place._p.getparent().remove(place._p)  # type: ignore[union-attr]

    def _part(self, part: Part) -> None:
        match part:
            case Section(heading, parts):
                self._part(heading)
                for one in parts:
                    self._part(one)
            case Heading(text, level):
                self._paragraph([Run(text)], f"Heading {min(level, 3)}")
            case Paragraph(runs, style):
                self._paragraph(runs, _STYLES[style])
            case Bullets(items):
                for item in items:
                    self._paragraph(item, "List Bullet")
            case Table():
                self._table(part)
            case Chart():
                self._chart(part)
            case KeyFigures(figures):
                self._key_figures(figures)

    def _paragraph(self, runs: Text, style: str) -> WordParagraph:
        element = cast(CT_P, marks.element("p"))
        self._place._p.addprevious(element)
        paragraph = WordParagraph(element, self._place._parent)
        self._fill(paragraph, runs, style)
        return paragraph

    def _fill(self, paragraph: WordParagraph, runs: Text, style: str, *, marked: bool = True) -> None:
        """Set a paragraph's style, direction and runs; a template without our style gives its plain one."""
        if style in self._styles:
            paragraph._p.style = self._styles[style]
        if self._rtl:
            marks.turn_paragraph(paragraph)
        for run in runs:
            self._run(paragraph, run, marked)

    def _run(self, paragraph: WordParagraph, run: Run, marked: bool) -> None:
        written = self._written(paragraph, run.text, bold=run.bold, colour=QUIET_INK if run.muted else None)
        note = self._notes.get(run.evidence or "")
        if note is None:
            return
        marks.link_run(written, f"evidence_{note}")
        if marked:
            # U+200F: after a number the mark would otherwise join its digits and land before it.
            text = ("\u200f" if self._rtl else "") + format_number(note, self._document.lang)
            mark = self._written(paragraph, text, colour=ACCENT)
            mark.font.superscript = True
            marks.link_run(mark, f"evidence_{note}")

    def _written(
        self, paragraph: WordParagraph, text: str, *, bold: bool = False, colour: str | None = None
    ) -> WordRun:
        run = paragraph.add_run(text)
        if bold:
            run.bold = True
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
        if self._rtl and marks.is_rtl_text(text):
            marks.turn_run(run)
        return run

    def _caption(self, words: str) -> None:
        title, *rest = words.split("\n")
        self._paragraph([Run(title)], "Caption").paragraph_format.keep_with_next = True
        for line in rest:
            self._paragraph([Run(line)], "Tasvir Subcaption").paragraph_format.keep_with_next = True

    def _table(self, table: Table) -> None:
        self._caption(table.caption)
        rows = [table.header, *table.rows]
        word = self._new_table(len(rows), [_WIDEST_CM * share for share in column_shares(table)])
        style = "Tasvir Cell" if len(table.header) <= ROOMY_COLUMNS else "Tasvir Dense"
        for index, (row, cells) in enumerate(zip(word.rows, rows)):
            for cell, content in zip(row.cells, cells):
                self._cell(cell, content, style, header=index == 0)
        marks.repeat_header(word)
        if table.note:
            self._paragraph([Run(table.note)], "Tasvir Note")

    def _new_table(self, rows: int, widths: Sequence[float]) -> WordTable:
        table: WordTable = self._word.add_table(rows, len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        self._place._p.addprevious(table._tbl)
        if self._rtl:
            marks.turn_table(table)
        marks.set_margins(table, 60)
        return table

    def _cell(self, cell: WordCell, content: Cell, style: str, *, header: bool) -> None:
        paragraph = cell.paragraphs[0]
        runs = [Run(run.text, bold=True, evidence=run.evidence) for run in content.runs] if header else content.runs
        self._fill(paragraph, runs, style, marked=False)
        # Units stand under units on the right, which is where a right-to-left paragraph starts anyway.
        if content.align == "end" and not self._rtl:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif content.align == "centre":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        colour, size = (INK, "8") if header else (RULE, "4")
        cell._tc.get_or_add_tcPr().append(_borders(bottom=(colour, size), **({"top": (INK, "12")} if header else {})))

    def _chart(self, chart: Chart) -> None:
        self._caption(chart.caption)
        paragraph = self._paragraph([], "Normal")
        width = Cm(min(chart.width_cm, _WIDEST_CM))
        picture = paragraph.add_run().add_picture(BytesIO(draw_png(chart.specification)), width=width)
        picture._inline.docPr.set("descr", chart.alternative)
        picture._inline.docPr.set("title", chart.caption.split("\n")[0])

    def _key_figures(self, figures: Sequence[KeyFigure]) -> None:
        across = min(_CARDS_ACROSS, len(figures)) or 1
        table = self._new_table(-(-len(figures) // across), [_WIDEST_CM / across] * across)
        for index, figure in enumerate(figures):
            cell = table.rows[index // across].cells[index % across]
            cell._tc.get_or_add_tcPr().append(_borders(top=(ACCENT, "16"), bottom=(RULE, "4")))
            self._fill(cell.paragraphs[0], [Run(figure.label)], "Tasvir Label")
            self._fill(cell.add_paragraph(), [Run(figure.value, evidence=figure.evidence)], "Tasvir Value")
            self._fill(cell.add_paragraph(), [Run(figure.change or "")], "Tasvir Label")
        self._paragraph([], "Tasvir Label")

    def _evidence(self) -> None:
        notes = list_notes(self._document)
        if not notes:
            return
        lang = self._document.lang
        self._paragraph([Run(message("page.evidence", lang))], "Heading 1")
        self._paragraph([Run(message("page.evidence_about", lang))], "Tasvir Note")
        for note in notes:
            title = [Run(f"{format_number(note.number, lang)}. {note.entry.title}", bold=not note.brief)]
            if note.brief:
                title += [Run(f" · {source}", muted=True) for source, _ in note.sources]
                count = format_number(note.count, lang)
                title.append(Run(" · " + message("page.sources", lang, {"count": count}), muted=True))
            paragraph = self._paragraph(title, "Tasvir Source")
            marks.add_bookmark(paragraph, f"evidence_{note.number}", self._bookmarks)
            if not note.brief:
                self._sources(note, lang)

    def _sources(self, note: Note, lang: str) -> None:
        facts: list[Run] = []
        for label, value in note.entry.facts:
            facts += [Run(" · " if facts else ""), Run(f"{label}: ", muted=True), Run(value)]
        self._paragraph(facts, "Tasvir Source")
        for source, content in note.sources:
            self._paragraph([Run(source), Run("  "), Run(content, muted=True)], "Tasvir Source")
        if note.count > len(note.sources):
            words = {"shown": format_number(len(note.sources), lang), "count": format_number(note.count, lang)}
            self._paragraph([Run(message("page.sources_shown", lang, words), muted=True)], "Tasvir Source")


def _borders(**sides: Any) -> BaseOxmlElement:
    """The edges of a cell: side to (colour, eighths of a point)."""
    borders = marks.element("tcBorders")
    for side in ("top", "bottom"):
        if side in sides:
            colour, size = sides[side]
            borders.append(marks.element(side, val="single", sz=size, space="0", color=colour.lstrip("#")))
    return borders
