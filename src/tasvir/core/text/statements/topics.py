"""What a statement is about: a short noun phrase."""

from __future__ import annotations

from tasvir.core.text.statements.lexicon import load_lexicon
from tasvir.core.text.statements.segments import PUNCTUATION, Segment

_TOPIC = "topic:"
_LABELS = 3
_WORDS = 6
_SKIPPED = frozenset(
    ("must", "request", "request_head", "propose", "urge", "connective", "need", "stress_frame", "joint_word")
)


def topic_of(segment: Segment, lang: str, start: int, end: int, text: str) -> str:
    """English labels of the words that the lexicon knows, else the first noun phrase in the text's own language."""
    labels = [h.role.removeprefix(_TOPIC) for h in segment.hits if h.role.startswith(_TOPIC) and start <= h.start < end]
    distinct = list(dict.fromkeys(labels))[:_LABELS]
    return ", ".join(distinct) if distinct else _noun_phrase(segment, lang, start, end, text)


def _noun_phrase(segment: Segment, lang: str, start: int, end: int, text: str) -> str:
    folded, words = segment.words.folded, segment.words
    small = load_lexicon(lang).words("small_word")
    cues = {at for hit in segment.hits if hit.role in _SKIPPED for at in range(hit.start, hit.end)}
    verbs = {hit.start for hit in segment.hits if hit.role == "finite"}
    longest = (start, start)
    first = at = start
    while at <= end and longest[1] - longest[0] < 2:
        if (
            at == end
            or at in cues
            or at in verbs
            or folded[at] in small
            or folded[at] in PUNCTUATION
            or at - first == _WORDS
        ):
            if at - first > longest[1] - longest[0]:
                longest = (first, at)
            first = at + 1
        at += 1
    begin, stop = longest
    if stop == begin:
        begin, stop = start, min(end, start + _WORDS)
    return text[words.starts[begin] : words.ends[stop - 1]]
