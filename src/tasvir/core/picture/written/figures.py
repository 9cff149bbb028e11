"""A written report as the picture receives it: its text, figures and statements, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.office.commission import Body
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.model import Figure
from tasvir.core.text.statements.model import Statement

_SENTENCE_END = re.compile(r"[.!?؟؛;。](?=\s|$)|\n")
_FIRST_CHARACTERS = 400


@dataclass(frozen=True)
class WrittenReport:
    """One letter: `received_on` and `receipt_period` come from the office's list of receipts, where it keeps one.

    `confirmed` holds the spans of the figures that a person has confirmed.
    """

    file: str
    extracted: Extracted
    figures: Sequence[Figure] = ()
    statements: Sequence[Statement] = ()
    body: Body | None = None
    received_on: date | None = None
    receipt_period: Period | None = None
    confirmed: frozenset[tuple[int, int]] = frozenset()

    def source(self, start: int, end: int) -> str:
        """The address of a quote."""
        return f"{self.file}#chars={start}-{end}"

    def block_at(self, start: int) -> Block | None:
        """The block that holds a character."""
        return next((block for block in self.extracted.blocks if block.start <= start < block.end), None)

    def sentence_at(self, start: int, end: int) -> str:
        """The sentence round a quote, within its block."""
        first, last = self.sentence_span(start, end)
        return self.extracted.text[first:last].strip()

    def sentence_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence round a quote begins and ends."""
        block = self.block_at(start)
        low, high = (block.start, block.end) if block else (0, len(self.extracted.text))
        ends = [match.end() for match in _SENTENCE_END.finditer(self.extracted.text, low, high)]
        first = max((at for at in ends if at <= start), default=low)
        last = min((at for at in ends if at >= end), default=high)
        return first, last

    def opening(self) -> str:
        """The title, the headings before the body and the first lines: where a report names its period and date."""
        headings = [block for block in self.extracted.blocks if block.kind == "heading"]
        texts = [self.extracted.text[block.start : block.end] for block in headings]
        return "\n".join([*texts, self.extracted.text[:_FIRST_CHARACTERS]])

    def headings_before(self, start: int) -> list[str]:
        """The headings above a character, the nearest first."""
        above = [b for b in self.extracted.blocks if b.kind == "heading" and b.end <= start]
        return [self.extracted.text[block.start : block.end] for block in reversed(above)]
