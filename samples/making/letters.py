"""Letters: one plain template, written as Word, PDF, web page or text, as each office would send it."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from string import Template

import docx
import typst
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph

from making.narratives import Planted
from tasvir.renderers import fonts

Block = tuple[str, list[list[str]]]  # heading | paragraph | table, its rows of cells
_ACCOUNTS = ("persons", "plates", "telephones", "ids", "emails")
_LAYOUT = """
#let letter = json(bytes(sys.inputs.letter))
#set page(paper: "a4", margin: 2.2cm)
#set text(font: ("Vazirmatn", "Noto Sans", "DejaVu Sans"), lang: letter.lang, size: 11pt)
#set text(dir: if letter.lang == "fa" { rtl } else { ltr })
#for block in letter.blocks {
  if block.at(0) == "table" {
    table(columns: block.at(1).at(0).len(), ..block.at(1).flatten().map(cell => [#cell]))
  }
  else if block.at(0) == "heading" { heading(block.at(1).at(0).at(0)) }
  else { par(block.at(1).at(0).at(0)) }
}
"""


@dataclass
class Letter:
    """A letter: where it goes, its blocks, and what is personal in it."""

    file: str
    lang: str
    blocks: list[Block] = field(default_factory=list)
    personal: dict[str, list[str]] = field(default_factory=dict)


def read_letter(path: Path, values: Mapping[str, object], lang: str) -> Letter:
    """A template with its values filled in; lines that start with % say the file and what is personal."""
    letter = Letter("", lang)
    for line in Template(path.read_text("utf-8")).substitute(values).splitlines():
        if line.startswith("%"):
            name, _, rest = line[1:].partition(" ")
            if name == "file":
                letter.file = rest
            else:
                letter.personal[name] = rest.split("; ")
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if letter.blocks and letter.blocks[-1][0] == "table":
                letter.blocks[-1][1].append(cells)
            else:
                letter.blocks.append(("table", [cells]))
        elif line.startswith("# "):
            letter.blocks.append(("heading", [[line[2:]]]))
        elif line.strip():
            letter.blocks.append(("paragraph", [[line.strip()]]))
    return letter


def write_letter(letter: Letter, folder: Path, planted: Planted) -> None:
    """Write the letter in the form that its file's name asks for, and note the persons in it."""
    path = folder / letter.file
    path.parent.mkdir(parents=True, exist_ok=True)
    written = {".docx": _docx, ".pdf": _pdf, ".html": _html, ".md": _markdown}.get(path.suffix, _text)(letter)
    path.write_bytes(written)
    for account in _ACCOUNTS:
        getattr(planted, account).update(letter.personal.get(account, ()))


def _text(letter: Letter) -> bytes:
    return ("\n".join(_lines(letter)) + "\n").encode()


def _markdown(letter: Letter) -> bytes:
    return ("\n\n".join(_lines(letter, "## ")) + "\n").encode()


def _lines(letter: Letter, heading: str = "") -> Iterator[str]:
    for kind, rows in letter.blocks:
        for cells in rows:
            yield (heading if kind == "heading" else "") + "\t".join(cells)


def _html(letter: Letter) -> bytes:
    parts = []
    for kind, rows in letter.blocks:
        if kind == "table":
            body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>" for cells in rows)
            parts.append(f"<table>{body}</table>")
        else:
            tag = "h2" if kind == "heading" else "p"
            parts.append(f"<{tag}>{html.escape(rows[0][0])}</{tag}>")
    direction = "rtl" if letter.lang == "fa" else "ltr"
    page = (
        f'<html lang="{letter.lang}" dir="{direction}"><meta charset="utf-8"><body>{chr(10).join(parts)}</body></html>'
    )
    return f"<!doctype html>\n{page}\n".encode()


def _pdf(letter: Letter) -> bytes:
    source = json.dumps({"lang": letter.lang, "blocks": letter.blocks})
    faces = typst.Fonts(font_paths=[fonts.FONTS])
    made = typst.compile(
        _LAYOUT.encode(), format="pdf", sys_inputs={"letter": source}, font_paths=faces, timestamp=_DAY
    )
    return bytes(made)


_DAY = int(datetime(2025, 9, 30, tzinfo=UTC).timestamp())


def _docx(letter: Letter) -> bytes:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = datetime(2025, 9, 30)  # noqa: DTZ001
    for kind, rows in letter.blocks:
        if kind == "table":
            _table(document, rows, letter.lang)
        elif kind == "heading":
            _direct(document.add_heading(rows[0][0], level=2), letter.lang)
        else:
            _direct(document.add_paragraph(rows[0][0]), letter.lang)
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def _table(document: Document, rows: list[list[str]], lang: str) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    if lang == "fa":
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for y, cells in enumerate(rows):
        for x, cell in enumerate(cells):
            table.cell(y, x).text = cell
            _direct(table.cell(y, x).paragraphs[0], lang)


def _direct(paragraph: Paragraph, lang: str) -> None:
    """Persian paragraphs run from the right."""
    if lang != "fa":
        return
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # in a right-to-left paragraph, left means its start
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _timeless(archive: bytes) -> bytes:
    """The archive with one fixed time, so that it is the same file every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2025, 9, 30, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
