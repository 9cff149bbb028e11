"""Paragraph to sentences to segments: one segment is what one statement can be read from.

Who speaks ("X said", «وی افزود:», "Phó Thủ tướng yêu cầu") is the frame and no part of a statement; what stands in
the frame after «با بیان اینکه» or «با تاکید بر» is a segment of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tasvir.core.text.statements.lexicon import Hit
from tasvir.core.text.statements.words import Words

SENTENCE_ENDS = frozenset(".!?؟…")
SEMICOLONS = frozenset(";؛")
PUNCTUATION = frozenset(".!?؟…;؛:،,\"'«»“”‘’()[]/-–—•*+●▪|")
OPENERS = frozenset("\"'«“‘([-–—•*+●▪،,.:;؛)]»”’/")
_ABBREVIATIONS = frozenset(("mr", "mrs", "ms", "dr", "no", "art", "st", "tp", "ths", "ts", "pgs", "gs", "u", "e", "i", "inc", "ltd", "co", "v", "vs", "fig", "approx", "ref", "q", "p"))  # fmt: skip
_FRAME = 45  # words in which a frame ends
_SPEECH_TO_COLON = 8
_LEAST = 3
_LEAST_CLAUSE = 4

SegmentKind = Literal["clause", "stress", "mention"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of words with its cues; `part` counts the segments of one sentence."""

    words: Words
    start: int
    end: int
    hits: Sequence[Hit]
    kind: SegmentKind = "clause"
    part: int = 0
    frame: Sequence[Hit] = ()

    def of(self, role: str) -> list[Hit]:
        """The cues of a role."""
        return [hit for hit in self.hits if hit.role == role]

    def has(self, *roles: str) -> bool:
        """Whether any cue has one of the roles."""
        return any(hit.role in roles for hit in self.hits)

    def first(self, role: str) -> Hit | None:
        """The first cue of a role."""
        return next((hit for hit in self.hits if hit.role == role), None)

    def framed(self, role: str) -> bool:
        """Whether the frame in front of the segment has a role."""
        return any(hit.role == role for hit in self.frame)

    def part_of(self, start: int, end: int, kind: SegmentKind = "clause", part: int = 0) -> Segment:
        """The same cues within a narrower span."""
        inside = within(self.hits, start, end)
        return Segment(self.words, start, end, inside, kind, part, self.frame)


def within(hits: Sequence[Hit], start: int, end: int) -> list[Hit]:
    """The cues that lie wholly in a span of words; `hits` are in order."""
    first = bisect_left(hits, start, key=lambda hit: hit.start)
    found = []
    for hit in hits[first:]:
        if hit.start >= end:
            break
        if hit.end <= end:
            found.append(hit)
    return found


def sentences(words: Words, text: str) -> Iterator[tuple[int, int]]:
    """The spans of words between full stops; a stop after an abbreviation or inside a number is none."""
    start = 0
    for at, word in enumerate(words.folded):
        if word in SENTENCE_ENDS and _is_end(words, at, text):
            if at > start:
                yield start, at
            start = at + 1
    if start < len(words):
        yield start, len(words)


def _is_end(words: Words, at: int, text: str) -> bool:
    if words.folded[at] != ".":
        return True
    before = words.folded[at - 1] if at else ""
    if at + 1 >= len(words):
        return True
    touching = words.ends[at] == words.starts[at + 1]
    following = text[words.starts[at + 1]]
    if touching:
        return (
            following in "/\"'»”’)" or not following.isascii() and following.isalpha() and before not in _ABBREVIATIONS
        )
    return before not in _ABBREVIATIONS and not (following.isascii() and following.islower())


def segments_of(words: Words, hits: Sequence[Hit], text: str, lang: str) -> Iterator[Segment]:
    """The segments of a paragraph in order."""
    for start, end in sentences(words, text):
        whole = Segment(words, start, end, within(hits, start, end))
        framed = list(_unframed(whole, lang))
        part = 0
        for piece in framed:
            for clause in _clauses(piece, lang) if piece.kind == "clause" else [piece]:
                if clause.end - clause.start >= _LEAST:
                    yield Segment(words, clause.start, clause.end, clause.hits, clause.kind, part, piece.frame)
                    part += 1


def _unframed(sentence: Segment, lang: str) -> Iterator[Segment]:
    """The parts of a sentence without the words that only say who speaks."""
    colon = _speech_colon(sentence)
    if colon is not None:
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
        if folded[at] == ":" and any(0 <= at - end <= _SPEECH_TO_COLON for end in ends):
            return at
    return None


def _frame_parts(sentence: Segment, start: int, end: int) -> Iterator[Segment]:
    """Statements inside a frame: «با بیان اینکه …», «با تاکید بر …», «با اشاره به …»."""
    openers = [
        hit for hit in within(sentence.hits, start, end) if hit.role in ("says_that", "stress_frame", "mentions")
    ]
    speeches = [hit for hit in within(sentence.hits, start, end) if hit.role in ("speech", "stress")]
    stop = speeches[-1].start if speeches else end
    openers = [o for i, o in enumerate(openers) if i == 0 or o.start >= openers[i - 1].end]
    for index, opener in enumerate(openers):
        until = openers[index + 1].start if index + 1 < len(openers) else stop
        begin = opener.start if opener.role == "stress_frame" else opener.end
        kind: SegmentKind = {"says_that": "clause", "stress_frame": "stress"}.get(opener.role, "mention")  # type: ignore[assignment]
        if until - begin >= _LEAST:
            yield sentence.part_of(begin, until, kind)


def _frame_requests(sentence: Segment, end: int) -> Iterator[Segment]:
    """What a frame asks for before it goes on: «خواستار … شد و افزود:», «بر … تاکید کرد و گفت:»."""
    frame = within(sentence.hits, sentence.start, end)
    last = max((hit.start for hit in frame if hit.role == "speech"), default=end)
    for hit in frame:
        if hit.role == "stress" and hit.end < end - 1:
            begin = _preposition(sentence, hit.start)
            if begin is not None:
                yield sentence.part_of(begin, hit.end, "stress")
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
    for hit in sentence.of("speech"):
        if hit.start - sentence.start > _FRAME or hit.end >= sentence.end - _LEAST:
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


def _before_tail(sentence: Segment) -> Segment:
    """An English sentence without its `, said the director of …`."""
    folded = sentence.words.folded
    for hit in sentence.of("speech"):
        near_end = sentence.end - hit.end <= 18 and hit.start - sentence.start > 6
        back = next(
            (i for i in range(hit.start - 1, max(hit.start - 9, sentence.start), -1) if folded[i] in ',"”'), None
        )
        if (
            near_end
            and back is not None
            and (hit.start - back <= 2 or folded[back] in '"”' or sentence.end - hit.end <= 2)
        ):
            return sentence.part_of(sentence.start, back)
    return sentence


def _clauses(piece: Segment, lang: str) -> list[Segment]:
    """The clauses that can each carry a statement of their own."""
    cuts = _persian_cuts(piece) if lang == "fa" else _latin_cuts(piece, lang)
    edges = [piece.start, *sorted(cuts), piece.end]
    return [piece.part_of(a, b) for a, b in zip(edges, edges[1:]) if b > a]


def _persian_cuts(piece: Segment) -> set[int]:
    """After a finite verb where a conjunction follows, before «که باید», and at semicolons."""
    folded = piece.words.folded
    finite = {hit.end for hit in piece.hits if hit.role in ("finite", "participle")}
    cuts: set[int] = set()
    last = piece.start
    for at in range(piece.start + 1, piece.end - _LEAST_CLAUSE + 1):
        if at - last < _LEAST_CLAUSE and folded[at] not in SEMICOLONS:
            continue
        if folded[at] in SEMICOLONS or (_begins_clause(piece, at, finite) and any(last < end <= at for end in finite)):
            cuts.add(at)
            last = at
    return cuts | _besides(piece)


def _begins_clause(piece: Segment, at: int, finite: set[int]) -> bool:
    """Whether a word opens another Persian clause: a conjunction behind a verb, or one in front of a «باید»."""
    folded = piece.words.folded
    if at in finite or (at - 1 in finite and folded[at - 1] in "،,"):
        if folded[at] in "،," or any(hit.role == "conjunction" and hit.start == at for hit in piece.hits):
            return True
    if folded[at] not in ("و", "که"):
        return False
    return any(hit.role in ("must", "propose") and at < hit.start <= at + 2 for hit in piece.hits)


def _besides(piece: Segment) -> set[int]:
    """«علاوه بر X باید Y» orders X as well as Y."""
    opens = any(hit.role == "besides" and hit.start - piece.start <= 2 for hit in piece.hits)
    must = piece.first("must")
    return {must.start} if opens and must and must.start - piece.start > _LEAST_CLAUSE else set()


_LATIN_JOINTS = {
    "vi": (", đồng thời", ", tuy nhiên", ", trong khi", ", khi", "nhưng", ", phối hợp tổ chức", "với các phương thức", "với phương thức", "với thủ đoạn", "với nhiều thủ đoạn", "với các thủ đoạn", "bằng các thủ đoạn", "bằng thủ đoạn", "tuy nhiên", ", song"),
    "en": (", but", ", while", ", whereas", ", although", ", and", ", so", ", which"),
}  # fmt: skip


def _latin_cuts(piece: Segment, lang: str) -> set[int]:
    """At semicolons, and at the conjunctions behind which another statement begins."""
    folded = piece.words.folded
    cuts = {at for at in range(piece.start, piece.end) if folded[at] in SEMICOLONS}
    for joint in _LATIN_JOINTS[lang]:
        first, *rest = joint.split()
        for at in range(piece.start + _LEAST_CLAUSE, piece.end - _LEAST_CLAUSE):
            if folded[at] == first and folded[at + 1 : at + 1 + len(rest)] == rest and _carries(piece, at, lang):
                cuts.add(at)
    return cuts


def _carries(piece: Segment, at: int, lang: str) -> bool:
    """Whether what follows a joint has a cue of its own near its beginning."""
    if lang == "vi":
        return True
    roles = ("must", "request", "trouble", "will", "gap", "trick", "propose", "urge", "hotspot")
    return any(hit.role in roles and at < hit.start <= at + 12 for hit in piece.hits)


_ITEM_MARK = re.compile(r"^\W*(?:\(?[\dIVXivx۰-۹]{1,4}(?:\.\d{1,2})*[.)/-]\s*|[a-zđA-ZĐ]\)\s*|[-•*+–●▪]\s*)")


def item_mark(text: str) -> int:
    """How many characters at the beginning only number or mark an item of a list."""
    match = _ITEM_MARK.match(text)
    return match.end() if match else 0
