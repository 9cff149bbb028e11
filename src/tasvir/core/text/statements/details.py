"""Who must act, until when, and about what: read from the words of a statement."""

from __future__ import annotations

from collections.abc import Sequence

from tasvir.core.text.statements.lexicon import Hit, Lexicon
from tasvir.core.text.statements.segments import PUNCTUATION, Segment
from tasvir.core.text.statements.words import Words

_TOPIC = "topic:"
_TOPIC_LABELS = 3
_HEAD_WORDS = 8
_LONGEST_OWNER = {"fa": 14, "vi": 40, "en": 14}
_CUES = frozenset(("must", "request", "request_head", "propose", "urge", "connective", "need"))


def owner_of(segment: Segment, lang: str, lexicon: Lexicon, text: str) -> str | None:
    """The words for who must act or acted, or None where the statement does not say."""
    span = {"fa": _persian_owner, "vi": _vietnamese_owner, "en": _english_owner}[lang](segment, lexicon)
    if span is None or span[1] <= span[0] or span[1] - span[0] > _LONGEST_OWNER[lang]:
        return None
    return text[segment.words.starts[span[0]] : segment.words.ends[span[1] - 1]]


def _persian_owner(segment: Segment, lexicon: Lexicon) -> tuple[int, int] | None:
    """The body that opens the clause, follows «باید» at once, or is named by «توسط» and the like."""
    folded, must = segment.words.folded, segment.first("must")
    near = segment.start + 1
    passive = folded[segment.end - 1] in lexicon.words("passive") or folded[segment.end - 2] in lexicon.words("passive")
    for actor in segment.of("actor"):
        named = actor.start > segment.start and folded[actor.start - 1] in lexicon.words("owner_before")
        subject = actor.start <= near or (must is not None and 0 <= actor.start - must.end <= 1)
        if named or (subject and not passive):
            return actor.start, _owner_end(segment, actor, lexicon)
    return None


def _owner_end(segment: Segment, actor: Hit, lexicon: Lexicon) -> int:
    folded = segment.words.folded
    stops = lexicon.words("owner_stop") | lexicon.words("subjunctive")
    verbs = {hit.start for hit in segment.hits if hit.role in ("must", "finite", "done", "will", "trouble")}
    limit = min(segment.end, actor.start + _LONGEST_OWNER["fa"])
    end = actor.end
    while end < limit and end not in verbs and folded[end] not in PUNCTUATION:
        against = folded[end] == "با" and folded[end - 1] in lexicon.words("against")
        if folded[end] in stops and not against:
            break
        end += 1
    return end


def _vietnamese_owner(segment: Segment, lexicon: Lexicon) -> tuple[int, int] | None:
    folded, acts = segment.words.folded, lexicon.words("act")
    request, must = segment.first("request_head"), segment.first("must")
    actor = segment.first("actor")
    done = segment.first("done")
    if request is not None and not (done and done.start < request.start):
        begin = request.start + (1 if folded[request.start] == "giao" else 2)
    elif actor is not None and actor.start - segment.start <= 4:
        begin = actor.start
    else:
        return None
    end = begin
    stops = {hit.start for hit in segment.hits if hit.role in ("must", "will", "done", "joint_head")}
    while end < segment.end and end not in stops and not (end > begin + 1 and folded[end] in acts):
        if folded[end] in (":", ";", "("):
            break
        end += 1
    if must is None and end >= segment.end:
        return None
    return (begin, end) if folded[begin] not in acts or folded[begin] in ("quản", "công", "ban") else None


def _english_owner(segment: Segment, lexicon: Lexicon) -> tuple[int, int] | None:
    folded = segment.words.folded
    for role in ("urge", "request"):
        asked = segment.first(role)
        if asked is not None and folded[asked.end - 1] != "to":
            to = next((at for at in range(asked.end, min(asked.end + 12, segment.end)) if folded[at] == "to"), None)
            if to is not None:
                return asked.end, to
    verb = segment.first("must") or segment.first("request") or segment.first("will")
    if verb is None or folded[segment.start] in lexicon.words("pronoun"):
        return None
    return segment.start, verb.start


def due_of(segment: Segment, lexicon: Lexicon, text: str) -> str | None:
    """The words of a deadline or recurrence."""
    piece = text[segment.words.starts[segment.start] : segment.words.ends[segment.end - 1]]
    return lexicon.due(piece)


def topic_of(segment: Segment, start: int, end: int, text: str) -> str:
    """What a statement is about: English labels of the words that the lexicon knows, else its first words."""
    labels = [h.role.removeprefix(_TOPIC) for h in segment.hits if h.role.startswith(_TOPIC) and start <= h.start < end]
    distinct = list(dict.fromkeys(labels))[:_TOPIC_LABELS]
    return ", ".join(distinct) if distinct else _head_words(segment.words, segment.hits, start, end, text)


def _head_words(words: Words, hits: Sequence[Hit], start: int, end: int, text: str) -> str:
    first = start
    for hit in hits:
        if hit.role in _CUES and start <= hit.start < start + _HEAD_WORDS and hit.end < end - 2:
            first = max(first, hit.end)
    last = first
    while last < min(first + _HEAD_WORDS, end) and words.folded[last] not in ".;:؛":
        last += 1
    return text[words.starts[first] : words.ends[max(last, first + 1) - 1]]
