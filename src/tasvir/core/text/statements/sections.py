"""Headings that name the kind of what stands below them: «مشکلات و موانع», "Kiến nghị, đề xuất", "Challenges"."""

from __future__ import annotations

from collections.abc import Sequence

from tasvir.core.text.statements.lexicon import Hit
from tasvir.core.text.statements.segments import PUNCTUATION
from tasvir.core.text.statements.words import Words

_PREFIX = "section:"
_LONGEST = 12
_SHORT = 8
_FIRST_WORDS = 4


def _named(hits: Sequence[Hit], start: int) -> Hit | None:
    """The section's name at the beginning of a line, the longest one."""
    names = [h for h in hits if h.role.startswith(_PREFIX) and start <= h.start < start + _FIRST_WORDS]
    return min(names, key=lambda h: (h.start, -h.end), default=None)


def heading_kind(words: Words, hits: Sequence[Hit], start: int, *, marked: bool) -> str | None:
    """The kind that a whole line names as a heading, or None where the line is a sentence or another heading.

    `marked` says that the line is numbered or styled as a heading; `start` is its first word after the number.
    """
    length = sum(1 for word in words.folded[start:] if word not in PUNCTUATION)
    name = _named(hits, start)
    if name is None or length > _LONGEST or words.folded[-1] in ".!?؟؛;":
        return None
    if any(h.role in ("must", "finite", "request_head") and h.end == len(words) for h in hits):
        return None
    share = (name.end - name.start) / max(length, 1)
    closed = words.folded[-1] == ":"
    if share >= 0.5 or (length <= _SHORT and (closed or marked)):
        return name.role.removeprefix(_PREFIX)
    return None


def inline_kind(words: Words, hits: Sequence[Hit], start: int) -> tuple[str, int] | None:
    """The kind of a line such as "Nguyên nhân: do …" and the word where its content begins."""
    name = _named(hits, start)
    if name is None:
        return None
    for at in range(name.end, min(name.end + _FIRST_WORDS, len(words) - 2)):
        if words.folded[at] == ":":
            return name.role.removeprefix(_PREFIX), at + 1
    return None
