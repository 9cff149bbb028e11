"""Collects paragraphs, headings and tables in reading order and makes the extracted text of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasvir.core.intake.documents.grids import Grid, cell_name, headings_of
from tasvir.core.issues import Issue
from tasvir.core.text.extracted import Block, BlockKind, Extracted
from tasvir.core.text.language import languages_of, main_language


@dataclass
class DocumentBuilder:
    """Text grows at its end; a block never crosses another."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _tables: int = 0

    def paragraph(self, text: str, kind: BlockKind = "paragraph") -> None:
        """Add a paragraph on a line of its own; one without letters or digits is left out."""
        clean = text.strip()
        if clean:
            self._block(clean, kind)
            self._write("\n")

    def table(self, grid: Grid) -> None:
        """Add a table: its cells separated by tabs, its rows by newlines, each cell a block that knows its headings."""
        self._tables += 1
        headings = headings_of(grid)
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if column:
                    self._write("\t")
                if cell.text and cell.first:
                    across, down = headings[row][column]
                    self._block(cell.text, "cell", across, down, cell_name(row, column))
            self._write("\n")

    def build(self, lang: str, issues: Sequence[Issue] = ()) -> Extracted:
        """The extracted text; `lang` other than "auto" is the language of every block."""
        return finish("".join(self._parts), self._blocks, lang, issues)

    @property
    def has_text(self) -> bool:
        return bool(self._blocks)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _block(
        self,
        text: str,
        kind: BlockKind,
        row_heading: str | None = None,
        column_heading: str | None = None,
        cell: str | None = None,
    ) -> None:
        start = self._length
        self._write(text)
        table = self._tables if cell else None
        self._blocks.append(Block(start, self._length, kind, "", row_heading, column_heading, table, cell))


def finish(text: str, blocks: Sequence[Block], lang: str, issues: Sequence[Issue] = ()) -> Extracted:
    """The extracted text with a language for each block."""
    pieces = [text[block.start : block.end] for block in blocks]
    languages = languages_of(pieces) if lang == "auto" else [lang] * len(blocks)
    spoken = tuple(replace(block, lang=own) for block, own in zip(blocks, languages))
    whole = main_language(pieces, languages) if lang == "auto" else lang
    return Extracted(text, spoken, whole, tuple(issues))
