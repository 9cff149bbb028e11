"""The statement reader: what a written report says without a number, with the place of every word of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasvir.core.characters.folding import search_key
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.statements.binding import Setting
from tasvir.core.text.statements.clauses import segments_of
from tasvir.core.text.statements.details import due_of, owner_of, topic_of
from tasvir.core.text.statements.judging import Judgement, judge
from tasvir.core.text.statements.lexicon import Hit, Lexicon, load_lexicon
from tasvir.core.text.statements.model import Statement
from tasvir.core.text.statements.repeats import mark_repeats
from tasvir.core.text.statements.sections import heading_kind, inline_kind
from tasvir.core.text.statements.segments import OPENERS, PUNCTUATION, Segment, item_mark, within
from tasvir.core.text.statements.words import Words, words_of

_LEAST_WORDS = 2
_SAID_AGAIN = 0.6
_WORD = re.compile(r"[^\W_]+")
_STRESSED = re.compile(r"(?:ضمن|با) تا[کك]ید")
_BINDING = ("directive", "proposal", "commitment", "achievement")
_DESCRIBED = ("hotspot_or_axis", "method", "limitation", "weak_point", "achievement")
_FIRST_BLOCKS = 6


@dataclass
class _Report:
    """What the reader remembers from one block to the next."""

    text: str
    provincial: bool
    section: str | None = None
    section_style: str = ""
    list_kind: str | None = None
    carried: str | None = None
    found: list[Statement] = field(default_factory=list)


def read_statements(extracted: Extracted, lang: str | None = None) -> list[Statement]:
    """The statements of a report in the order of its text; repeats point at the first of their kind."""
    report = _Report(extracted.text, _is_provincial(extracted, lang))
    for block in extracted.blocks:
        _read_block(report, block, lang or block.lang)
    return mark_repeats(sorted(report.found, key=lambda s: (s.start, s.end)))


def _is_provincial(extracted: Extracted, lang: str | None) -> bool:
    """Whether a province or a smaller place speaks, which cannot order what concerns the country."""
    for block in extracted.blocks[:_FIRST_BLOCKS]:
        own = lang or block.lang
        lexicon = load_lexicon(own)
        words = words_of(extracted.text[block.start : block.end], persian=own == "fa")
        if any(hit.role == "provincial" for hit in lexicon.hits(words)):
            return True
    return False


def _read_block(report: _Report, block: Block, lang: str) -> None:
    piece = report.text[block.start : block.end]
    lexicon = load_lexicon(lang)
    words = words_of(piece, block.start, persian=lang == "fa")
    if not words.folded:
        return
    hits = lexicon.hits(words)
    if block.kind == "cell":
        _read_cell(report, block, words, hits, lang, lexicon)
        return
    style, marked = item_mark(piece)
    first = next((i for i, start in enumerate(words.starts) if start >= block.start + marked), 0)
    kind = heading_kind(words, hits, first, marked=bool(marked) or block.kind == "heading")
    if kind or (block.kind == "heading" and not _is_item(report, style)):
        report.section, report.section_style, report.list_kind = kind, style, None
        if kind:
            return
    section, begin = report.section, first
    inline = inline_kind(words, hits, first)
    if inline:
        section, begin = inline
    elif report.list_kind:
        if marked or words.folded[first] in lexicon.words("act"):
            section = report.list_kind
        else:
            report.list_kind = None
    opened = _opens_list(words, hits)
    if opened is None:  # "yêu cầu các đơn vị:" only announces its items
        _read_words(report, words, hits, begin, section, lang, lexicon)
    report.list_kind = opened or (report.list_kind if marked or section == report.list_kind else None)


def _is_item(report: _Report, style: str) -> bool:
    """Whether a numbered line is an item below the last heading, which was numbered in another way or not at all."""
    if style not in ("digit", "letter", "bullet"):
        return False
    return bool(report.list_kind) or (report.section is not None and style != report.section_style)


def _opens_list(words: Words, hits: Sequence[Hit]) -> str | None:
    """The kind of the items below a line such as «مقرر شد:» or "yêu cầu các đơn vị:"."""
    if words.folded[-1] != ":":
        return None
    roles = {hit.role for hit in hits if hit.start >= len(words) - 25}
    if roles & {"propose", "urge"}:
        return "proposal"
    if roles & {"must", "request", "request_head"}:
        return "directive"
    return "limitation" if roles & {"problem", "trouble"} else None


def _read_cell(report: _Report, block: Block, words: Words, hits: Sequence[Hit], lang: str, lexicon: Lexicon) -> None:
    """A table's cell belongs to the kind that the heading of its column or row names."""
    section = None
    for heading in (block.column_heading, block.row_heading):
        if heading and section is None:
            names = words_of(heading, persian=lang == "fa")
            section = heading_kind(names, lexicon.hits(names), 0, marked=True) if names.folded else None
    if len(words) >= (_LEAST_WORDS if section else 3 * _LEAST_WORDS):
        _read_words(report, words, hits, 0, section, lang, lexicon)


def _read_words(
    report: _Report, words: Words, hits: Sequence[Hit], begin: int, section: str | None, lang: str, lexicon: Lexicon
) -> None:
    rest = words if not begin else Words(words.folded[begin:], words.starts[begin:], words.ends[begin:])
    own = hits if not begin else [Hit(h.role, h.start - begin, h.end - begin) for h in hits if h.start >= begin]
    before: str | None = report.carried if lang == "vi" else None
    report.carried = None
    owner: str | None = None
    waiting: Segment | None = None
    outsider = False
    first = len(report.found)
    for segment in segments_of(rest, own, report.text, lang):
        trimmed = _trimmed(segment, lang)
        if trimmed is None:
            continue
        goes_on = segment.part > 0 or lang == "vi" or _is_continued(trimmed)
        setting = Setting(lang, section, report.provincial, before if goes_on else None)
        judgements = judge(trimmed, setting)
        if not judgements or (lang == "vi" and judgements[0].kind in _DESCRIBED):
            judgements = _inherited(trimmed, setting, lexicon) or judgements
        if outsider and segment.part:
            judgements = _outside_as_before(trimmed, judgements)
        outsider = lang == "fa" and trimmed.has("external") and [j.kind for j in judgements] == ["proposal"]
        if judgements and waiting is not None and judgements[0].kind in _BINDING:
            also = Judgement(judgements[0].kind, waiting.start, waiting.end, 0.6)
            report.found.append(_statement(report.text, waiting, also, lang, lexicon, None))
        waiting = trimmed if segment.has("besides") and not judgements else None
        for judgement in judgements:
            report.found.append(_statement(report.text, trimmed, judgement, lang, lexicon, owner))
        if judgements or not segment.part:
            before = _goes_on(trimmed, judgements[0]) if judgements else None
        if judgements:
            owner = report.found[-len(judgements)].owner or (owner if segment.part else None)
    report.carried = before if before in ("directive", "proposal", "commitment") else None
    report.found[first:] = _without_announced(report.found[first:])


def _goes_on(segment: Segment, judgement: Judgement) -> str:
    """The kind that the next clause takes over; joint work that was ordered goes on as an order."""
    if judgement.kind == "cooperation" and segment.has("must", "request_head", "request"):
        return "directive"
    return judgement.kind


def _without_announced(found: list[Statement]) -> list[Statement]:
    """A paragraph's statements without the «با تاکید بر …» that the order behind it says in full."""
    orders = [_content(s.quote) for s in found if s.kind in ("directive", "proposal") and not _STRESSED.match(s.quote)]
    kept = []
    for statement in found:
        content = _content(statement.quote)
        said = any(len(content & order) >= _SAID_AGAIN * len(content) for order in orders)
        if not (_STRESSED.match(statement.quote) and content and said):
            kept.append(statement)
    return kept


def _content(quote: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(search_key(quote)) if len(word) > 2)


def _is_continued(segment: Segment) -> bool:
    """Whether a sentence goes on with the order before it and says so: «همچنین», "in addition,"."""
    return segment.start > 0 and segment.words.folded[segment.start - 1] in ",،"


def _inherited(segment: Segment, setting: Setting, lexicon: Lexicon) -> list[Judgement]:
    """A clause without a binding word of its own stays under the one before it in the same sentence."""
    if setting.before not in _BINDING or setting.section or segment.kind != "clause":
        return []
    folded = segment.words.folded
    if setting.lang == "vi" and folded[segment.start] in lexicon.words("act") and not _tells(segment, setting):
        return [Judgement(setting.before, segment.start, segment.end, 0.6)]
    last = folded[segment.end - 1]
    if setting.lang == "fa" and setting.before in ("directive", "proposal") and last in lexicon.words("subjunctive"):
        actor = segment.first("actor")
        ordered = actor is not None and actor.start == segment.start and not segment.has("external")
        return [Judgement("directive" if ordered else setting.before, segment.start, segment.end, 0.6)]
    return []


def _outside_as_before(segment: Segment, judgements: list[Judgement]) -> list[Judgement]:
    """«دولت باید … و نباید …»: a second Persian "must" without an actor of its own is about the same outsider."""
    if segment.has("actor", "order"):
        return judgements
    return [replace(j, kind="proposal") if j.kind == "directive" else j for j in judgements]


def _tells(segment: Segment, setting: Setting) -> bool:
    """Whether a Vietnamese clause behind an order reports something with a subject of its own: "công tác … chưa …"."""
    return setting.before != "achievement" and segment.has("trouble") and segment.hits[0].role in ("trouble", "actor")


def _trimmed(segment: Segment, lang: str) -> Segment | None:
    """A segment without leading connectives and outer punctuation."""
    start, end, folded = segment.start, segment.end, segment.words.folded
    connectives = {hit.start: hit.end for hit in reversed(segment.hits) if hit.role == "connective"}
    while start < end and (folded[start] in OPENERS or start in connectives):
        start = connectives[start] if start in connectives and folded[start] not in OPENERS else start + 1
    if (
        lang == "vi"
        and (request := next((h for h in segment.hits if h.role == "request_head" and h.start >= start), None))
        and request.start - start <= 25
    ):
        start = request.start
    start = _after_purpose(segment, start) if lang == "vi" and start < end else start
    while end > start and folded[end - 1] in PUNCTUATION and folded[end - 1] not in ")]»":
        end -= 1
    if end - start < _LEAST_WORDS:
        return None
    inside = within(segment.hits, start, end)
    return Segment(segment.words, start, end, inside, segment.kind, segment.part, segment.frame)


def _after_purpose(segment: Segment, start: int) -> int:
    """The subject behind a leading purpose: "Nhằm thực hiện …, Ban Chỉ đạo …"."""
    folded = segment.words.folded
    if folded[start] not in load_lexicon("vi").words("purpose"):
        return start
    starts = (hit.start for hit in segment.of("actor") if hit.start > start and folded[hit.start - 1] == ",")
    return next(starts, start)


def _statement(
    text: str, segment: Segment, judgement: Judgement, lang: str, lexicon: Lexicon, owner: str | None
) -> Statement:
    start, end = segment.words.starts[judgement.start], segment.words.ends[judgement.end - 1]
    acting = judgement.kind in ("directive", "proposal", "commitment", "cooperation", "achievement")
    binding = judgement.kind in ("directive", "proposal", "commitment", "cooperation")
    return Statement(
        kind=judgement.kind,
        topic=topic_of(segment, judgement.start, judgement.end, text),
        owner=(owner_of(segment, lang, lexicon, text) or (owner if segment.part else None)) if acting else None,
        due=due_of(segment, lexicon, text) if binding else None,
        quote=text[start:end],
        start=start,
        end=end,
        confidence=judgement.confidence,
    )
