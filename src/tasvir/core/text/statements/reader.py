"""The statement reader: what a written report says without a number, with the place of every word of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.statements.lexicon import Hit, Lexicon, load_lexicon
from tasvir.core.text.statements.model import Statement
from tasvir.core.text.statements.paragraph import Paragraph
from tasvir.core.text.statements.repeats import mark_repeats
from tasvir.core.text.statements.sections import heading_kind, inline_kind
from tasvir.core.text.statements.segments import item_mark
from tasvir.core.text.statements.words import Words, words_of

_LEAST_WORDS = 2
_FIRST_BLOCKS = 6
_AFTER_FURNITURE = frozenset(":.,،;-–/!")
_ANNOUNCING = (
    (frozenset(("propose", "urge")), "proposal"),
    (frozenset(("must", "request", "request_head")), "directive"),
    (frozenset(("because_strong", "because_list")), "cause"),
    (frozenset(("way_strong", "way_list")), "method"),
    (frozenset(("problem", "trouble")), "limitation"),
)


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
    for block, following in zip(extracted.blocks, (*extracted.blocks[1:], None)):
        listed = following is not None and bool(item_mark(extracted.text[following.start : following.end])[1])
        _read_block(report, block, lang or block.lang, listed=listed)
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


def _read_block(report: _Report, block: Block, lang: str, *, listed: bool) -> None:
    piece = report.text[block.start : block.end]
    lexicon = load_lexicon(lang)
    words = words_of(piece, block.start, persian=lang == "fa")
    if not words.folded:
        return
    hits = lexicon.hits(words)
    if block.kind != "cell" and _is_furniture(words, hits):
        return
    if block.kind == "cell":
        _read_cell(report, block, words, hits, lang, lexicon)
        return
    style, marked = item_mark(piece)
    first = next((i for i, start in enumerate(words.starts) if start >= block.start + marked), 0)
    kind = heading_kind(words, hits, first, marked=bool(marked) or listed or block.kind == "heading")
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
    opened = _opens_list(words, hits, listed=listed)
    last = _last_stop(words) if opened else len(words)  # "yêu cầu các đơn vị:" only announces its items
    if last > begin + _LEAST_WORDS:
        _read_words(report, *_between(words, hits, begin, last), section, lang)
    report.list_kind = opened or (report.list_kind if marked or section == report.list_kind else None)


def _is_furniture(words: Words, hits: Sequence[Hit]) -> bool:
    """Whether a line is one of contacts, addressees or signatures: "Đầu mối liên hệ: …", «رونوشت: …»."""
    head = next((hit for hit in hits if hit.role == "furniture" and hit.start <= 1), None)
    return head is not None and (len(words) == head.end or words.folded[head.end] in _AFTER_FURNITURE)


def _is_item(report: _Report, style: str) -> bool:
    """Whether a numbered line is an item below the last heading, which was numbered in another way or not at all."""
    if style not in ("digit", "letter", "bullet"):
        return False
    return bool(report.list_kind) or (report.section is not None and style != report.section_style)


def _opens_list(words: Words, hits: Sequence[Hit], *, listed: bool) -> str | None:
    """The kind of the items below a line such as «مقرر شد:» or "Some of these tactics include:"."""
    if words.folded[-1] != ":" and not (listed and any(hit.role == "lists" for hit in hits)):
        return None
    roles = {hit.role for hit in hits if hit.start >= len(words) - 25}
    return next((kind for cues, kind in _ANNOUNCING if roles & cues), None)


def _read_cell(report: _Report, block: Block, words: Words, hits: Sequence[Hit], lang: str, lexicon: Lexicon) -> None:
    """A table's cell belongs to the kind that the heading of its column or row names."""
    section = None
    for heading in (block.column_heading, block.row_heading):
        if heading and section is None:
            names = words_of(heading, persian=lang == "fa")
            section = heading_kind(names, lexicon.hits(names), 0, marked=True) if names.folded else None
    if len(words) >= (_LEAST_WORDS if section else 3 * _LEAST_WORDS):
        _read_words(report, words, hits, section, lang)


def _read_words(report: _Report, words: Words, hits: Sequence[Hit], section: str | None, lang: str) -> None:
    lexicon = load_lexicon(lang)
    paragraph = Paragraph(report.text, lang, lexicon, report.provincial, section, report.carried)
    report.found += paragraph.read(words, hits)
    report.carried = paragraph.carried


def _last_stop(words: Words) -> int:
    """Where the sentence begins that announces a list, behind the full sentences of its line."""
    return max((at + 1 for at, word in enumerate(words.folded) if word == "."), default=0)


def _between(words: Words, hits: Sequence[Hit], begin: int, end: int) -> tuple[Words, Sequence[Hit]]:
    """The words and cues of a line without its number, its inline heading and the sentence that announces a list."""
    if not begin and end == len(words):
        return words, hits
    rest = Words(words.folded[begin:end], words.starts[begin:end], words.ends[begin:end])
    return rest, [Hit(h.role, h.start - begin, h.end - begin) for h in hits if h.start >= begin and h.end <= end]
