"""RTF letters: their text without the marks, and the tables that striprtf leaves as cells between bars."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.documents.builder import DocumentBuilder
from tasvir.core.intake.documents.encodings import refuse_old_vietnamese
from tasvir.core.intake.documents.grids import Grid, GridCell, cell_text
from tasvir.core.text.extracted import Extracted

_ROW = re.compile(r".*\|\s*")


def read_rtf(name: str, data: bytes, lang: str) -> Extracted:
    """An .rtf file; embedded objects and pictures are left out."""
    try:
        text = str(rtf_to_text(data.decode("latin-1"), errors="strict"))  # type: ignore[no-untyped-call]
    except (UnicodeError, ValueError, LookupError, IndexError, RecursionError) as error:
        raise RefusedFile("document.encoding", file=name) from error
    refuse_old_vietnamese(text, name)
    builder = DocumentBuilder()
    rows: list[list[GridCell]] = []
    for line in [*text.splitlines(), ""]:
        if _ROW.fullmatch(line) and line.count("|") > 1:
            rows.append([GridCell(cell_text(cell)) for cell in line.rstrip().removesuffix("|").split("|")])
            continue
        if rows:
            builder.table(Grid.of(rows))
            rows = []
        builder.paragraph(line)
    if not builder.has_text:
        raise RefusedFile("document.empty", file=name)
    return builder.build(lang)
