"""What reports say without a number, once each, with everybody who says it: "stated by X", never as measured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tasvir.core.characters.folding import search_key
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.text.statements.model import Statement

# In these kinds the owner is the one who speaks of their own work; in the others, the one who is asked to act.
_OWN_WORK = frozenset({"achievement", "commitment", "cooperation"})
_NOT_WORDS = re.compile(r"[^\w]+")


@dataclass
class Stated:
    """One statement: its words wherever they stand, and the codes or names of those who made it."""

    kind: str
    topic: str
    owner: str | None
    due: str | None
    confidence: float
    bodies: list[str] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


def merge_statements(reports: Iterable[WrittenReport]) -> list[Stated]:
    """The statements of all reports in reading order; the same content once, with all its quotes and sources."""
    merged: dict[tuple[str, str], Stated] = {}
    for report in reports:
        own: list[Stated] = []
        for statement in report.statements:
            key = (statement.kind, content_key(statement.quote))
            repeated = statement.repeat_of
            if repeated is not None and 0 <= repeated < len(own) and own[repeated].kind == statement.kind:
                stated = merged.setdefault(key, own[repeated])
            else:
                stated = merged.setdefault(key, _new(statement))
            _add(stated, statement, report)
            own.append(stated)
    return list({id(stated): stated for stated in merged.values()}.values())


def content_key(quote: str) -> str:
    """The words of a quote without their writing variants, spacing and punctuation."""
    return _NOT_WORDS.sub("", search_key(quote))


def _new(statement: Statement) -> Stated:
    return Stated(statement.kind, statement.topic, statement.owner, statement.due, statement.confidence)


def _add(stated: Stated, statement: Statement, report: WrittenReport) -> None:
    stated.owner = stated.owner or statement.owner
    stated.due = stated.due or statement.due
    stated.confidence = max(stated.confidence, statement.confidence)
    if report.body:
        _once(stated.bodies, report.body.code)
    elif statement.kind in _OWN_WORK and statement.owner:
        _once(stated.speakers, statement.owner)
    _once(stated.files, report.file)
    _once(stated.quotes, statement.quote)
    _once(stated.sources, report.source(statement.start, statement.end))


def _once(values: list[str], value: str) -> None:
    if value not in values:
        values.append(value)
