"""Sentence to clauses: one clause is what one statement can be read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasvir.core.text.statements.frames import unframed
from tasvir.core.text.statements.lexicon import Hit, load_lexicon
from tasvir.core.text.statements.segments import SEMICOLONS, Segment, sentences, within
from tasvir.core.text.statements.words import Words

_LEAST = 2
_LEAST_CLAUSE = 4
_LONGEST_SUBJECT = 12


def segments_of(words: Words, hits: Sequence[Hit], text: str, lang: str) -> Iterator[Segment]:
    """The segments of a paragraph in order."""
    for start, end in sentences(words, text):
        if end < len(words) and words.folded[end] in "?؟":
            continue  # a question states nothing
        whole = Segment(words, start, end, within(hits, start, end))
        framed = list(unframed(whole, lang))
        part = 0
        for piece in framed:
            for clause in _clauses(piece, lang) if piece.kind == "clause" else [piece]:
                if clause.end - clause.start >= _LEAST:
                    yield Segment(words, clause.start, clause.end, clause.hits, clause.kind, part, piece.frame)
                    part += 1


def _clauses(piece: Segment, lang: str) -> list[Segment]:
    """The clauses that can each carry a statement of their own."""
    cuts = _persian_cuts(piece) if lang == "fa" else _latin_cuts(piece, lang)
    edges = [piece.start, *sorted(cuts), piece.end]
    return [piece.part_of(a, b) for a, b in zip(edges, edges[1:]) if b > a]


def _persian_cuts(piece: Segment) -> set[int]:
    """After a finite verb where a conjunction follows, before «که باید», and at semicolons."""
    folded = piece.words.folded
    ending = folded[piece.end - 1] in load_lexicon("fa").words("subjunctive")
    roles = ("finite",) if ending else ("finite", "participle")
    bare = load_lexicon("fa").words("participle") if ending else frozenset()
    finite = {hit.end for hit in piece.hits if hit.role in roles and folded[hit.start] not in bare}
    finite -= {hit.end for hit in piece.of("must")}  # «مقرر شد، …» is no clause of its own
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
    behind_verb = at in finite or (at - 1 in finite and folded[at - 1] in "،,")
    joined = folded[at] in "،," or any(hit.role == "conjunction" and hit.start == at for hit in piece.hits)
    if behind_verb and joined:
        return True
    if folded[at] not in ("و", "که"):
        return False
    if behind_verb and any(hit.role == "connective" and hit.start == at + 1 for hit in piece.hits):
        return True
    return any(hit.role in ("must", "propose") and at < hit.start <= at + 2 for hit in piece.hits)


def _besides(piece: Segment) -> set[int]:
    """«علاوه بر X باید Y» orders X as well as Y."""
    opens = any(hit.role == "besides" and hit.start - piece.start <= 2 for hit in piece.hits)
    must = piece.first("must")
    if not opens or must is None or must.start - piece.start <= _LEAST_CLAUSE:
        return set()
    commas = (at for at in range(must.start - 1, piece.start + _LEAST, -1) if piece.words.folded[at] in "،,")
    comma = next(commas, None)
    return {must.start if comma is None or must.start - comma > _LONGEST_SUBJECT else comma}


def _latin_cuts(piece: Segment, lang: str) -> set[int]:
    """At semicolons, and at the conjunctions behind which another statement begins."""
    folded = piece.words.folded
    cuts = {at for at in range(piece.start, piece.end) if folded[at] in SEMICOLONS}
    first, last = piece.start + _LEAST_CLAUSE, piece.end - _LEAST_CLAUSE
    joints = (hit.start for hit in piece.hits if hit.role == "joint_word" and first <= hit.start < last)
    return cuts | {at for at in joints if _carries(piece, at, lang)}


def _carries(piece: Segment, at: int, lang: str) -> bool:
    """Whether what follows a joint has a cue of its own near its beginning."""
    if lang == "vi":
        follows = piece.words.folded[at] in ("nên", "khiến")
        return not follows or any(
            hit.role in ("trick", "way_strong", "offender") and hit.end <= at for hit in piece.hits
        )
    roles = ("must", "request", "trouble", "will", "gap", "trick", "propose", "urge", "hotspot")
    reach = 5 if piece.words.folded[at + 1] == "which" else 12
    return any(hit.role in roles and at < hit.start <= at + reach for hit in piece.hits)
