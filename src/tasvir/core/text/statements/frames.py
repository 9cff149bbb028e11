"""Who speaks is the frame of a sentence and no part of a statement; what stands inside a frame may be one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasvir.core.text.statements.segments import Segment, SegmentKind, within

_FRAME = 45  # words in which a frame ends
_SPEECH_TO_COLON = 8
_LEAST = 2
_OPENERS: dict[str, SegmentKind] = {
    "says_that": "clause",
    "complains": "clause",
    "stress_frame": "stress",
    "mentions": "mention",
}
_SHORT_FRAME = 8
_TAIL = 30  # words after ", said" in which the speaker is described


def unframed(sentence: Segment, lang: str) -> Iterator[Segment]:
    """The parts of a sentence without the words that only say who speaks."""
    colon = _speech_colon(sentence)
    asked = colon is not None and any(hit.role == "request" and hit.end == colon for hit in sentence.hits)
    if colon is not None and not (asked and lang == "fa"):
        frame = within(sentence.hits, sentence.start, colon)
        yield from _frame_parts(sentence, sentence.start, colon)
        if lang == "fa":
            yield from _frame_requests(sentence, colon)
        rest = within(sentence.hits, colon + 1, sentence.end)
        yield Segment(sentence.words, colon + 1, sentence.end, rest, frame=frame)
        return
    if lang == "fa":
        yield from _persian_stress(sentence)
    elif lang == "vi":
        yield _after_speech(sentence, ("rằng", ",", ":"))
    else:
        yield _after_speech(_before_tail(sentence), ("that", ",", ":"))


def _speech_colon(sentence: Segment) -> int | None:
    """The colon after a verb of saying that opens what was said."""
    folded = sentence.words.folded
    ends = [hit.end for hit in sentence.hits if hit.role in ("speech", "request", "stress")]
    for at in range(sentence.start, min(sentence.end, sentence.start + 3 * _FRAME)):
        if folded[at] == ":" and (
            any(0 <= at - end <= _SPEECH_TO_COLON for end in ends) or _names_speaker(sentence, at)
        ):
            return at
    return None


def _names_speaker(sentence: Segment, colon: int) -> bool:
    """Whether what stands in front of a colon is a speaker: "Thủ tướng: …", «استاندار: …»."""
    roles = ("boss", "provincial")
    return colon - sentence.start <= _SHORT_FRAME and any(h.role in roles and h.end <= colon for h in sentence.hits)


def _frame_parts(sentence: Segment, start: int, end: int) -> Iterator[Segment]:
    """Statements inside a frame: «با بیان اینکه …», «با تاکید بر …», «با اشاره به …»."""
    openers = [hit for hit in within(sentence.hits, start, end) if hit.role in _OPENERS]
    speeches = [hit for hit in within(sentence.hits, start, end) if hit.role in ("speech", "stress")]
    stop = speeches[-1].start if speeches else end
    openers = [o for i, o in enumerate(openers) if i == 0 or o.start >= openers[i - 1].end]
    for index, opener in enumerate(openers):
        until = openers[index + 1].start if index + 1 < len(openers) else stop
        begin = opener.start if opener.role == "stress_frame" else opener.end
        if until - begin >= _LEAST:
            yield sentence.part_of(begin, until, _OPENERS[opener.role])


def _frame_requests(sentence: Segment, end: int) -> Iterator[Segment]:
    """What a frame asks for before it goes on: «خواستار … شد و افزود:», «بر … تاکید کرد و گفت:»."""
    frame = within(sentence.hits, sentence.start, end)
    last = max((hit.start for hit in frame if hit.role == "speech"), default=end)
    for hit in frame:
        if hit.role == "stress" and hit.end < end - 1:
            begin = _preposition(sentence, hit.start)
            if begin is not None:
                yield sentence.part_of(begin, hit.end, "stress")
        elif hit.role == "judged" and hit.end - sentence.start > _LEAST + 2:
            yield sentence.part_of(sentence.start, hit.end)
        elif hit.role == "urge" and last - hit.end >= _LEAST:
            stop = last - 1 if sentence.words.folded[last - 1] == "و" else last
            yield sentence.part_of(hit.start, stop)


def _persian_stress(sentence: Segment) -> Iterator[Segment]:
    """A sentence without a colon: «X بر Y تاکید کرد» is its stressed part, the rest stays whole."""
    verb = next((hit for hit in reversed(sentence.hits) if hit.role == "stress"), None)
    if verb is not None and sentence.end - verb.end <= 2:
        begin = _preposition(sentence, verb.start)
        if begin is not None:
            yield sentence.part_of(begin, verb.end, "stress")
            return
    yield from _frame_parts(sentence, sentence.start, _last_speech(sentence)) if sentence.has("says_that") else ()
    yield sentence


def _last_speech(sentence: Segment) -> int:
    speeches = sentence.of("speech")
    return speeches[-1].end if speeches else sentence.start


def _preposition(sentence: Segment, verb: int) -> int | None:
    """The «بر» that belongs to «تاکید کرد», not the one of «نظارت بر»."""
    folded = sentence.words.folded
    own = ("نظارت", "علاوه", "مبنی", "بنا", "افزون", "اشراف", "تسلط", "کنترل")
    for at in range(verb - 1, sentence.start - 1, -1):
        if folded[at] == "بر" and (at == sentence.start or folded[at - 1] not in own):
            return at
    return None


def _after_speech(sentence: Segment, marks: Sequence[str]) -> Segment:
    """A sentence from after its "X said that"; one that speaks for itself stays whole."""
    folded = sentence.words.folded
    bound = min((hit.start for hit in sentence.hits if hit.role in ("must", "request_head")), default=sentence.end)
    for hit in sentence.of("speech"):
        if hit.start - sentence.start > _FRAME or hit.end >= sentence.end - _LEAST or hit.start > bound:
            break
        if hit.start == sentence.start and folded[hit.start] not in ("theo", "according"):
            continue
        if folded[hit.start] in ("theo", "according"):
            comma = next((i for i in range(hit.end, min(hit.end + 15, sentence.end)) if folded[i] in ",،"), None)
            return sentence.part_of(comma + 1, sentence.end) if comma else sentence
        begin = hit.end
        while begin < sentence.end - 1 and folded[begin] in marks:
            begin += 1
        frame = within(sentence.hits, sentence.start, hit.end)
        rest = within(sentence.hits, begin, sentence.end)
        return Segment(sentence.words, begin, sentence.end, rest, frame=frame)
    return sentence


def _closes(sentence: Segment, comma: int, end: int) -> bool:
    """Whether a speech that stands behind a comma says nothing more of its own: ", the committee noted in a report"."""
    if sentence.end - end <= 2:
        return True
    return comma - sentence.start > _SHORT_FRAME and sentence.words.folded[end] in ("in", "on", "at", "during", "after")


def _before_tail(sentence: Segment) -> Segment:
    """An English sentence without its `, said the director of …`."""
    folded = sentence.words.folded
    for hit in sentence.of("speech"):
        near_end = sentence.end - hit.end <= _TAIL and hit.start - sentence.start > 6
        back = next(
            (i for i in range(hit.start - 1, max(hit.start - 9, sentence.start), -1) if folded[i] in ',"”'), None
        )
        if (
            near_end
            and back is not None
            and (hit.start - back <= 2 or folded[back] in '"”' or _closes(sentence, back, hit.end))
        ):
            return sentence.part_of(sentence.start, back)
    return sentence
