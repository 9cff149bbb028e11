"""A document as a tree of parts, free of Word, PDF and HTML: what the renderers draw.

Text is already in the document's language, numbers already formatted. Every number in a text can carry the key of its
evidence, so that a screen links it and paper prints a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Direction = Literal["rtl", "ltr"]
Align = Literal["start", "end", "centre"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `evidence` points into the picture ("numbers/3"), `isolate` wraps mixed scripts."""

    text: str
    bold: bool = False
    muted: bool = False
    isolate: bool = False
    evidence: str | None = None


Text = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `anchor` names it for links, otherwise the page finds a name."""

    text: str
    level: int = 1
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text in one of five manners."""

    runs: Text
    style: Literal["body", "note", "lead", "caption", "warning"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: Sequence[Text]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; figures are aligned at the end."""

    runs: Text
    align: Align = "start"
    heading: bool = False
    value: float | int | None = None  # the raw number, for the workbook


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of the header, then rows; `caption` stands alone (what, when, cut-off, unit)."""

    caption: str
    header: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    name: str = ""  # the sheet's name in the workbook
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification with its data inside, and the same in words for those who cannot see it."""

    caption: str
    specification: Mapping[str, Any]
    alternative: str
    width_cm: float = 16.0


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of the first screen: what, how much, and its comparison in words."""

    label: str
    value: str
    change: str | None = None
    trend: Literal["up", "down", "level"] | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The numbers of the first screen, side by side."""

    figures: Sequence[KeyFigure]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a number comes from: the rows or sentences behind the key."""

    key: str  # "numbers/3"
    title: str
    facts: Sequence[tuple[str, str]]  # label, value: rows used, rows ignored and why, date ranges
    sources: Sequence[tuple[str, str]]  # "list.xlsx#Sheet1!A7", what stands there: cell values or the sentence
    count: int = 0  # of all sources; `sources` may hold only the first of them


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: Heading
    parts: Sequence[Part]


Part = Heading | Paragraph | Bullets | Table | Chart | KeyFigures | Section


@dataclass(frozen=True)
class Document:
    """The whole document in one language; `letterhead` fields are label/value pairs (number, date, attachments)."""

    lang: str
    direction: Direction
    title: str
    subtitle: str
    issued_by: str
    letterhead: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    evidence: Sequence[Evidence] = field(default_factory=tuple)
    footer: str = ""
