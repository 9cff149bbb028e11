"""The words of a clause that are quoted: without leading connectives, outer punctuation and leading purposes."""

from __future__ import annotations

from tasvir.core.text.statements.lexicon import load_lexicon
from tasvir.core.text.statements.segments import OPENERS, PUNCTUATION, Segment, within

_LEAST_WORDS = 2
_LONGEST_ASKER = 25  # words that may stand in front of "yêu cầu"


def trimmed(segment: Segment, lang: str) -> Segment | None:
    """The clause as it is quoted, or None where too little is left."""
    start, end = _start(segment, lang), segment.end
    while end > start and segment.words.folded[end - 1] in PUNCTUATION and segment.words.folded[end - 1] not in ")]»":
        end -= 1
    if end - start < _LEAST_WORDS:
        return None
    inside = within(segment.hits, start, end)
    return Segment(segment.words, start, end, inside, segment.kind, segment.part, segment.frame)


def _start(segment: Segment, lang: str) -> int:
    start, folded = segment.start, segment.words.folded
    connectives = {hit.start: hit.end for hit in reversed(segment.hits) if hit.role == "connective"}
    while start < segment.end and (folded[start] in OPENERS or start in connectives):
        start = start + 1 if folded[start] in OPENERS else connectives[start]
    if lang != "vi" or start >= segment.end:
        return start
    asked = next((hit.start for hit in segment.of("request_head") if hit.start >= start), None)
    return asked if asked is not None and asked - start <= _LONGEST_ASKER else _after_purpose(segment, start)


def _after_purpose(segment: Segment, start: int) -> int:
    """The subject behind a leading purpose: "Nhằm thực hiện …, Ban Chỉ đạo …"."""
    folded = segment.words.folded
    if folded[start] not in load_lexicon("vi").words("purpose"):
        return start
    starts = (hit.start for hit in segment.of("actor") if hit.start > start and folded[hit.start - 1] == ",")
    return next(starts, start)
