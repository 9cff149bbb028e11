"""Word letters (.docx): paragraphs, headings, text boxes and tables in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.documents.builder import DocumentBuilder
from tasvir.core.intake.documents.encodings import refuse_old_vietnamese
from tasvir.core.intake.documents.grids import Grid, GridCell, cell_text
from tasvir.core.intake.safety import check_archive
from tasvir.core.text.extracted import Extracted

_HEADING_STYLE = re.compile(r"heading|title|عنوان|tiêu đề", re.IGNORECASE)
_TEXT_BOX = f".//{qn('w:txbxContent')}"
_TRANSPARENT = frozenset(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins"))
_OLD_FONTS = (("document.tcvn3", re.compile(rb'w:ascii="\.Vn')), ("document.vni", re.compile(rb'w:ascii="VNI-')))


def read_word(name: str, data: bytes, lang: str) -> Extracted:
    """A .docx file; refuses old Vietnamese fonts, whose letters are not what they show."""
    check_archive(data, name)
    try:
        document = Document(BytesIO(data))
    except (KeyError, ValueError, etree.XMLSyntaxError, AttributeError) as error:
        raise RefusedFile("document.broken", file=name) from error
    builder = DocumentBuilder()
    for item in _items(document):
        _add(builder, item)
    if not builder.has_text:
        raise RefusedFile("document.empty", file=name)
    extracted = builder.build(lang)
    _refuse_old_fonts(document, extracted.text, name)
    return extracted


def _items(document: WordDocument) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in order, those inside content controls (forms, covers, tables of contents) too."""
    body = document.element.body
    for element in body.iter(qn("w:p"), qn("w:tbl")):
        holders = (a.tag for a in element.iterancestors() if a.tag not in _TRANSPARENT)
        if next(holders, None) == body.tag:
            yield Table(element, document) if element.tag == qn("w:tbl") else Paragraph(element, document)


def _add(builder: DocumentBuilder, item: Paragraph | Table) -> None:
    if isinstance(item, Table):
        builder.table(grid_of(item))
        return
    heading = bool(item.style and _HEADING_STYLE.search(item.style.name or "")) or _has_outline(item)
    builder.paragraph(paragraph_text(item), "heading" if heading else "paragraph")
    for box in _text_boxes(item):
        builder.paragraph(box)


def _has_outline(paragraph: Paragraph) -> bool:
    return bool(paragraph._p.xpath("./w:pPr/w:outlineLvl[@w:val < 9]"))


def paragraph_text(paragraph: Paragraph) -> str:
    """A paragraph's words without deleted text and without what its text boxes hold."""
    parts: list[str] = []
    for node in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        if any(True for _ in node.iterancestors(qn("w:txbxContent"), qn("w:del"), qn("w:moveFrom"))):
            continue
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif (parent := node.getparent()) is not None and parent.tag == qn("w:r"):
            parts.append(" " if node.tag == qn("w:tab") else "\n")
    return "".join(parts)


def _text_boxes(paragraph: Paragraph) -> Iterator[str]:
    """The text boxes that hang on a paragraph, once each: Word stores a second copy for old readers."""
    for box in paragraph._p.iterfind(_TEXT_BOX):
        if any("Fallback" in str(parent.tag) for parent in box.iterancestors()):
            continue
        for inner in box.iterfind(qn("w:p")):
            yield "".join(node.text or "" for node in inner.iter(qn("w:t")))


def grid_of(table: Table) -> Grid:
    """The places of a Word table; merged cells fill all of theirs."""
    seen: set[object] = set()
    rows: list[list[GridCell]] = []
    for row in table.rows:
        places = [GridCell("")] * row.grid_cols_before
        for cell in row.cells:
            first = cell._tc not in seen
            seen.add(cell._tc)
            text = " ".join(paragraph_text(p) for p in cell.paragraphs)
            nested = " ".join(c.text for t in cell.tables for r in t.rows for c in r.cells)
            places.append(GridCell(cell_text(f"{text} {nested}"), first))
        rows.append(places)
    return Grid.of(rows)


def _refuse_old_fonts(document: WordDocument, text: str, name: str) -> None:
    refuse_old_vietnamese(text, name)
    if re.search(r"[\u1ea0-\u1ef9\u01b0]", text):
        return
    body = etree.tostring(document.element.body)
    for code, font in _OLD_FONTS:
        if len(font.findall(body)) > 3 and re.search(r"[\u00a8-\u00ff]", text):
            raise RefusedFile(code, file=name)
