"""The text of a written report as extracted, cut into blocks that know what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tasvir.core.issues import Issue

BlockKind = Literal["paragraph", "heading", "cell"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a table's cell: the half-open span of the text that it covers.

    A cell knows its table's number, its name in that table ("B3") and the headings of its row and column.
    """

    start: int
    end: int
    kind: BlockKind
    lang: str
    row_heading: str | None = None
    column_heading: str | None = None
    table: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """A report's text, its blocks in reading order, and the language of most of it (fa, vi or en).

    `issues` are doubts that did not stop the reading, such as a guessed encoding.
    """

    text: str
    blocks: tuple[Block, ...]
    lang: str
    issues: tuple[Issue, ...] = ()
