"""Evidence on paper: each number in the text carries the number of its note, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


def number_notes(document: Document) -> dict[str, int]:
    """The note's number for each key that the document uses and has evidence for."""
    known = {entry.key for entry in document.evidence}
    numbers: dict[str, int] = {}
    for key in _keys(document.parts):
        if key in known:
            numbers.setdefault(key, len(numbers) + 1)
    return numbers


def noted_evidence(document: Document) -> list[tuple[int, Evidence]]:
    """The evidence that the document uses, with its numbers, in their order."""
    numbers = number_notes(document)
    return sorted(((numbers[e.key], e) for e in document.evidence if e.key in numbers), key=lambda note: note[0])


def _keys(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Section):
            yield from _keys(part.parts)
        elif isinstance(part, KeyFigures):
            yield from (figure.evidence for figure in part.figures if figure.evidence)
        else:
            yield from (run.evidence for text in _texts(part) for run in text if run.evidence)


def _texts(part: Part) -> Iterator[Text]:
    if isinstance(part, Paragraph):
        yield part.runs
    elif isinstance(part, Bullets):
        yield from part.items
    elif isinstance(part, Table):
        yield from (cell.runs for row in [part.header, *part.rows] for cell in row)
