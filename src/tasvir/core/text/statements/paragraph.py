"""One paragraph's statements: each clause judged on its own, then in the light of the clause before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasvir.core.characters.folding import search_key
from tasvir.core.text.statements.binding import Setting
from tasvir.core.text.statements.clauses import segments_of
from tasvir.core.text.statements.judging import Judgement, judge
from tasvir.core.text.statements.lexicon import Hit, Lexicon
from tasvir.core.text.statements.model import Statement
from tasvir.core.text.statements.owners import owner_of
from tasvir.core.text.statements.segments import Segment
from tasvir.core.text.statements.topics import topic_of
from tasvir.core.text.statements.trimming import trimmed
from tasvir.core.text.statements.words import Words

_BINDING = ("directive", "proposal", "commitment", "achievement")
_CARRIED = ("directive", "proposal", "commitment")
_ASKED = ("directive", "proposal", "commitment", "cooperation")
_DESCRIBED = ("hotspot_or_axis", "method", "limitation", "weak_point", "achievement")
_TAKEN_OVER = 0.6
_SAID_AGAIN, _SAID_WITHIN = 0.6, 4
_WORD = re.compile(r"[^\W_]+")
_STRESSED = re.compile(r"(?:ضمن|با) تا[کك]ید")


@dataclass
class Paragraph:
    """What is known of a paragraph while its clauses are read one after the other."""

    text: str
    lang: str
    lexicon: Lexicon
    provincial: bool
    section: str | None = None
    carried: str | None = None
    found: list[Statement] = field(default_factory=list)
    _owner: str | None = None
    _waiting: Segment | None = None
    _outsider: bool = False

    def read(self, words: Words, hits: Sequence[Hit]) -> list[Statement]:
        """The statements of a paragraph; `carried` is then the order that the next paragraph may go on with."""
        if self.lang != "vi":
            self.carried = None
        for segment in segments_of(words, hits, self.text, self.lang):
            clause = trimmed(segment, self.lang)
            if clause is not None:
                self._take(clause, self._judged(clause), segment.has("besides"))
        self.carried = self.carried if self.carried in _CARRIED else None
        return _without_announced(self.found)

    def _judged(self, clause: Segment) -> list[Judgement]:
        goes_on = clause.part > 0 or self.lang == "vi" or _is_continued(clause)
        setting = Setting(self.lang, self.section, self.provincial, self.carried if goes_on else None)
        judgements = judge(clause, setting)
        weak = self.lang == "vi" and self.carried != "achievement" and judgements and judgements[0].kind in _DESCRIBED
        if not judgements or weak:
            judgements = _inherited(clause, setting, self.lexicon) or judgements
        if self._outsider and clause.part:
            judgements = _outside_as_before(clause, judgements)
        return judgements

    def _take(self, clause: Segment, judgements: list[Judgement], besides: bool) -> None:
        """Keep what a clause says and remember it for the next one."""
        kinds = [judgement.kind for judgement in judgements]
        self._outsider = self.lang == "fa" and kinds == ["proposal"] and clause.has("external")
        if kinds and self._waiting is not None and kinds[0] in _BINDING:
            waiting = self._waiting
            self._add(waiting, Judgement(kinds[0], waiting.start, waiting.end, _TAKEN_OVER))
        self._waiting = clause if besides and not kinds else None
        owner = None
        for judgement in judgements:
            owner = self._add(clause, judgement) or owner
        if kinds:
            self._owner = owner or (self._owner if clause.part else None)
        if kinds or not clause.part:
            self.carried = _goes_on(clause, kinds[0]) if kinds else None

    def _add(self, clause: Segment, judgement: Judgement) -> str | None:
        """Keep a statement and answer its owner; what was done goes on with what was done before it in the sentence."""
        start, end = clause.words.starts[judgement.start], clause.words.ends[judgement.end - 1]
        last = self.found[-1] if self.found and clause.part else None
        if last and judgement.kind == last.kind == "achievement":
            self.found[-1] = replace(last, end=end, quote=self.text[last.start : end])
            return last.owner
        acting = judgement.kind in (*_ASKED, "achievement")
        owner = owner_of(clause, self.lang, self.lexicon, self.text) if acting else None
        owner = owner or (self._owner if acting and clause.part else None)
        statement = Statement(
            kind=judgement.kind,
            topic=topic_of(clause, self.lang, judgement.start, judgement.end, self.text),
            owner=owner,
            due=self.lexicon.due(_text_of(clause, self.text)) if judgement.kind in _ASKED else None,
            quote=self.text[start:end],
            start=start,
            end=end,
            confidence=judgement.confidence,
        )
        self.found.append(statement)
        return owner


def _text_of(segment: Segment, text: str) -> str:
    return text[segment.words.starts[segment.start] : segment.words.ends[segment.end - 1]]


def _goes_on(segment: Segment, kind: str) -> str:
    """The kind that the next clause takes over; joint work that was ordered goes on as an order."""
    ordered = kind == "cooperation" and segment.has("must", "request_head", "request")
    stressed = segment.kind == "stress" and kind == "proposal"  # «بر … تاکید کرد و گفت: … شود»
    return "directive" if ordered or stressed else kind


def _without_announced(found: list[Statement]) -> list[Statement]:
    """A paragraph's statements without the «با تاکید بر …» that the order behind it says in full."""
    kept = []
    for index, statement in enumerate(found):
        behind = found[index + 1 : index + _SAID_WITHIN] if _STRESSED.match(statement.quote) else []
        content = _content(statement.quote) if behind else frozenset()
        orders = (_content(s.quote) for s in behind if s.kind in ("directive", "proposal"))
        if not any(len(content & order) >= _SAID_AGAIN * len(content) for order in orders):
            kept.append(statement)
    return kept


def _content(quote: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(search_key(quote)) if len(word) > 2)


def _is_continued(segment: Segment) -> bool:
    """Whether a sentence goes on with the order before it and says so: «همچنین», "in addition,"."""
    return segment.start > 0 and segment.words.folded[segment.start - 1] in ",،"


def _inherited(segment: Segment, setting: Setting, lexicon: Lexicon) -> list[Judgement]:
    """A clause without a binding word of its own stays under the one before it in the same sentence."""
    if setting.before == "cooperation" and segment.has("joint_task"):
        return [Judgement("commitment", segment.start, segment.end, _TAKEN_OVER)]
    if setting.before not in _BINDING or setting.section or segment.kind != "clause":
        return []
    folded = segment.words.folded
    actor = segment.first("actor")
    named = actor is not None and actor.start == segment.start and segment.part > 0 and setting.before == "directive"
    opens = folded[segment.start] in lexicon.words("act") or (named and not segment.has("done", "trouble"))
    if setting.lang == "vi" and opens and not _tells(segment, setting):
        return [Judgement(setting.before, segment.start, segment.end, _TAKEN_OVER)]
    last = folded[segment.end - 1]
    if setting.lang == "fa" and setting.before in ("directive", "proposal") and last in lexicon.words("subjunctive"):
        if segment.has("joint_head"):
            return [Judgement("cooperation", segment.start, segment.end, _TAKEN_OVER)]
        ordered = actor is not None and actor.start == segment.start and not segment.has("external")
        return [Judgement("directive" if ordered else setting.before, segment.start, segment.end, _TAKEN_OVER)]
    return []


def _outside_as_before(segment: Segment, judgements: list[Judgement]) -> list[Judgement]:
    """«دولت باید … و نباید …»: a second Persian "must" without an actor of its own is about the same outsider."""
    if segment.has("actor", "order"):
        return judgements
    return [replace(j, kind="proposal") if j.kind == "directive" else j for j in judgements]


def _tells(segment: Segment, setting: Setting) -> bool:
    """Whether a Vietnamese clause behind an order reports something with a subject of its own: "công tác … chưa …"."""
    return setting.before != "achievement" and segment.has("trouble") and segment.hits[0].role in ("trouble", "actor")
