"""Evidence on paper: each number in the text carries the number of its note, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasvir.core.bulletins.tree import (
    Bullets,
    Document,
    Evidence,
    KeyFigures,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
)

_SOURCES = 3  # of a note that prose leads to


def number_notes(document: Document) -> dict[str, int]:
    """The note's number for each key that the document uses and has evidence for."""
    known = {entry.key for entry in document.evidence}
    numbers: dict[str, int] = {}
    for key in _keys(document.parts):
        if key in known:
            numbers.setdefault(key, len(numbers) + 1)
    return numbers


@dataclass(frozen=True, slots=True)
class Note:
    """One piece of evidence on paper; `brief` where only a table uses it: a line, so that hundreds take few pages."""

    number: int
    entry: Evidence
    brief: bool

    @property
    def sources(self) -> Sequence[tuple[str, str]]:
        """The sources that paper shows."""
        return self.entry.sources[:1] if self.brief else self.entry.sources[:_SOURCES]

    @property
    def count(self) -> int:
        """How many sources there are in all."""
        return self.entry.count or len(self.entry.sources)


def list_notes(document: Document) -> list[Note]:
    """The evidence that the document uses, in the order of its numbers."""
    numbers, said = number_notes(document), set(_keys(document.parts, tables=False))
    notes = [Note(numbers[e.key], e, e.key not in said) for e in document.evidence if e.key in numbers]
    return sorted(notes, key=lambda note: note.number)


def _keys(parts: Sequence[Part], *, tables: bool = True) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Section):
            yield from _keys(part.parts, tables=tables)
        elif isinstance(part, KeyFigures):
            yield from (figure.evidence for figure in part.figures if figure.evidence)
        elif tables or not isinstance(part, Table):
            yield from (run.evidence for text in _texts(part) for run in text if run.evidence)


def _texts(part: Part) -> Iterator[Text]:
    if isinstance(part, Paragraph):
        yield part.runs
    elif isinstance(part, Bullets):
        yield from part.items
    elif isinstance(part, Table):
        yield from (cell.runs for row in [part.header, *part.rows] for cell in row)
