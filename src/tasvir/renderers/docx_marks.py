"""The marks of Word's XML that python-docx has no words for: direction, joined scripts, fields, links, bookmarks."""

from __future__ import annotations

from itertools import count
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# What the schema wants to stand after w:bidi in a paragraph's properties.
_AFTER_BIDI = (
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"),
    *("w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl"),
    *("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr"),
)


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A new element of the Word name space with its attributes in it, too: element("jc", val="right")."""
    made = cast("BaseOxmlElement", OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def is_rtl_text(text: str) -> bool:
    """Whether a stretch of text is written in Arabic letters or with Persian digits."""
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def turn_paragraph(paragraph: Paragraph) -> None:
    """Let a paragraph run from right to left."""
    properties = paragraph._p.get_or_add_pPr()
    if properties.find(qn("w:bidi")) is None:
        properties.insert_element_before(element("bidi"), *_AFTER_BIDI)


def turn_run(run: Run) -> None:
    """Let Word use the right-to-left letters, size and weight for a run."""
    properties = run._r.get_or_add_rPr()
    if run.bold:
        properties.append(element("bCs"))
    properties.append(element("rtl"))
    properties.append(element("lang", bidi="fa-IR"))


def turn_table(table: Table) -> None:
    """Let the first column stand on the right."""
    properties = table._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    mark = element("bidiVisual")
    if style is None:
        properties.insert(0, mark)
    else:
        style.addnext(mark)


def set_margins(table: Table, twentieths: int) -> None:
    """The same margin on both sides of every cell, in twentieths of a point."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=str(twentieths), type="dxa"))
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def repeat_header(table: Table) -> None:
    """Let the first row stand on top of every page, and no row break across two."""
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if index == 0:
            properties.append(element("tblHeader"))


def link_run(run: Run, bookmark: str) -> None:
    """Make a run lead to a bookmark of the same document."""
    link = element("hyperlink", anchor=bookmark, history="1")
    run._r.addprevious(link)
    link.append(run._r)


def add_bookmark(paragraph: Paragraph, name: str, numbers: count[int]) -> None:
    """Give a paragraph a name that links can lead to."""
    number = str(next(numbers))
    start = element("bookmarkStart", id=number, name=name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(element("bookmarkEnd", id=number))


def add_field(paragraph: Paragraph, instruction: str, *, face: str | None = None) -> None:
    """A field that Word fills in itself, such as PAGE; with a face it runs from right to left in it."""
    for kind in ("begin", None, "separate", "1", "end"):
        run = paragraph.add_run()
        if face:
            run._r.get_or_add_rPr().append(element("rFonts", ascii=face, hAnsi=face, cs=face))
            turn_run(run)
        if kind == "1":
            run.text = kind  # what stands there until Word counts its pages
        elif kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            text = element("instrText")
            text.text = f" {instruction} "
            run._r.append(text)
