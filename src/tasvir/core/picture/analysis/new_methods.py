"""New methods of the period: combinations of codes and terms of narratives that were not there before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tasvir.core.picture.analysis.entries import Analysed, Entry
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.findings.draft import Confidence
from tasvir.core.picture.new_methods.finding import Incidents, NewMethod, find_new_methods
from tasvir.core.picture.wording import LIST_OF, Wording

_CODES = (
    *("goods", "channel", "carrier", "platform", "conveyance", "concealment_place", "concealment_method"),
    "detection",
)
_LISTS = {**LIST_OF, "concealment_place": "concealment_places", "concealment_method": "concealment_methods"}
_MOST = 6
_SURE_FROM = 10  # incidents


def analyse(evidence: Evidence) -> Mapping[str, Analysed]:
    """An entry for each method that came up in the period."""
    events = evidence.events
    told = events.select(["occurred_on", "narrative", "description", *_CODES]).to_pydict()
    lists = evidence.lists
    goods = [
        " ".join([description or "", *(lists.label("goods", code, lang) for lang in ("fa", "vi", "en") if code)])
        for description, code in zip(told["description"], told["goods"])
    ]
    narratives = [evidence.redact(text) if text else None for text in told["narrative"]]
    incidents = Incidents(told["occurred_on"], {name: told[name] for name in _CODES}, narratives, goods)
    found = find_new_methods(incidents, evidence.period.start, evidence.period.end, lists)
    sources = events["source"].to_pylist()
    return {"new_methods": Analysed([_entry(one, sources) for one in found[:_MOST]])}


def _entry(one: NewMethod, sources: list[str]) -> Entry:
    def say(voice: Wording) -> str:
        parts = [_label(voice, name, code) for name, code in one.items.items()]
        words = voice.word("join.comma").join(voice.word("new_method.quoted").format(word=term) for term in one.terms)
        method = voice.word("new_method.both").format(codes=voice.joined(parts), words=words) if parts and words else ""
        return voice.say(
            "new_method.rising" if one.before else "new_method.new",
            method=method or voice.joined(parts) or words,
            day=voice.day(one.first),
            count=voice.number(len(one.rows)),
            before=voice.number(one.before),
        )

    confidence: Confidence = "high" if len(one.rows) >= _SURE_FROM and not one.before else "medium"
    return Entry(
        numbers=_numbers(one),
        subject={name: code for name, code in one.items.items() if name in ("goods", "channel", "carrier")},
        say=say,
        weight=min(0.95, 0.5 + len(one.rows) / 50 + (0.1 if one.items and one.terms else 0)),
        confidence=confidence,
        because=lambda voice: voice.word("because.new_method"),
        sources=[sources[row] for row in one.rows],
        start=one.first,
        end=one.found_on,
    )


def _label(voice: Wording, name: str, code: str) -> str:
    entries = voice.lists[_LISTS[name]].entries
    return voice.lists.label(_LISTS[name], code, voice.lang) if code in entries else code


def _numbers(one: NewMethod) -> dict[str, Any]:
    return {
        "items": dict(one.items),
        "terms": list(one.terms),
        "first_date": one.first.isoformat(),
        "found_on": one.found_on.isoformat(),
        "start": one.first.isoformat(),
        "end": one.found_on.isoformat(),
        "count": len(one.rows),
        "before": one.before,
        "score": one.score,
    }
