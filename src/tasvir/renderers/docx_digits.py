"""A small type face inside the Persian template that shows 0 to 9 as ۰ to ۹.

Word's page fields give ASCII digits, and it has no number format with Persian ones; which shape it shows depends on
a setting of each reader's own machine. The face travels in the file, hidden as ECMA-376 part 4, 17.8.1 asks.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from tasvir.renderers.docx_marks import element
from tasvir.renderers.fonts import FONTS

FAMILY = "Tasvir Digits"
_SOURCE = "Vazirmatn-Regular.ttf"
_KEY = UUID("8f0c6e14-5a1b-4d3c-9e27-6c0b41d2a905")
_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"


def embed_digits(document: Document) -> None:
    """Put the face into a Word file and tell its font table."""
    package = document.part.package
    part = Part(PackURI("/word/fonts/font1.odttf"), _TYPE, _hidden(_digit_face()), package)
    table = next(part for part in package.iter_parts() if part.partname == "/word/fontTable.xml")
    relation = table.relate_to(part, _RELATION)
    entry = (
        f'<w:font w:name="{FAMILY}"><w:altName w:val="Vazirmatn"/>'
        f'<w:embedRegular xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:id="{relation}" w:fontKey="{{{str(_KEY).upper()}}}"/></w:font></w:fonts>'
    )
    table._blob = table.blob.replace(b"</w:fonts>", entry.encode())
    settings = document.settings.element
    zoom = settings.find(qn("w:zoom"))
    mark = element("embedTrueTypeFonts")
    if zoom is None:
        settings.insert(0, mark)
    else:
        zoom.addnext(mark)


def _digit_face() -> bytes:
    """Only the digits of our Persian face, under both their codes and under a name of their own."""
    from fontTools import subset

    options = subset.Options(layout_features=[], hinting=False, name_IDs=[1, 2, 4, 6])
    out = BytesIO()
    with subset.load_font(str(FONTS / _SOURCE), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[*range(0x30, 0x3A), *range(0x6F0, 0x6FA)])
        subsetter.subset(font)
        _rename(font)
        font.recalcTimestamp = False
        font.save(out)
    return out.getvalue()


def _rename(font: Any) -> None:
    """Give the Persian digits the codes of the ASCII ones as well, and the face its own name."""
    for table in font["cmap"].tables:
        table.cmap |= {code - 0x6F0 + 0x30: glyph for code, glyph in table.cmap.items() if 0x6F0 <= code <= 0x6F9}
    names = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.toUnicode())


def _hidden(data: bytes) -> bytes:
    """The first 32 bytes crossed with the key read backwards."""
    key = _KEY.bytes[::-1]
    return bytes(byte ^ key[index % 16] for index, byte in enumerate(data[:32])) + data[32:]
