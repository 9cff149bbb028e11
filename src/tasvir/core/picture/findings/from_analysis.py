"""Findings of the analyses: ranked, each thing told once, with how sure it is; what is withheld is named too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasvir.core.picture.findings.draft import Draft, Say
from tasvir.core.picture.wording import Wording

Entry = Mapping[str, Any]
_MOST_OF_A_KIND = 3
_OWN_QUESTION = frozenset({"axes", "effects", "roots"})  # never only another sight of what a count shows


@dataclass(frozen=True)
class _Told:
    """An entry with the place where it stands in the picture."""

    key: str
    kind: str
    entry: Entry


def analysis_findings(analysis: Mapping[str, Any]) -> Iterator[Draft]:
    """The entries of all methods by weight; one that another method has told already becomes its evidence."""
    ranked = [
        _Told(f"analysis/{kind}/{place}", kind, entry)
        for kind, entries in analysis.items()
        if kind != "withheld"
        for place, entry in enumerate(entries)
    ]
    ranked.sort(key=lambda one: (-one.entry["weight"], one.key))
    told: list[tuple[_Told, list[str]]] = []
    for one in ranked:
        same = next((keys for other, keys in told if _same(one, other)), None)
        if same is not None:
            same.append(one.key)
        else:
            told.append((one, [one.key]))
    for one, keys in _some_of_each(told):
        yield Draft("analysis", _say(one.entry["text"]), tuple(keys), one.entry["confidence"], _say(_reason(one)))
    if analysis.get("withheld"):
        yield _withheld(analysis["withheld"])


def _say(texts: Mapping[str, str]) -> Say:
    return lambda voice: texts[voice.lang]


def _reason(one: _Told) -> Mapping[str, str]:
    reasons: Mapping[str, str] = one.entry["confidence_reason"]
    return reasons


def _same(one: _Told, other: _Told) -> bool:
    """Whether two methods speak of the same thing at the same time: one subject holds the other, and the days meet."""
    if one.kind == other.kind or {one.kind, other.kind} & _OWN_QUESTION:
        return False
    if not one.entry["subject"] or not other.entry["subject"]:
        return False
    few, many = sorted((one.entry["subject"].items(), other.entry["subject"].items()), key=len)
    return few <= many and _days_meet(one.entry, other.entry)


def _days_meet(one: Entry, other: Entry) -> bool:
    start, end, other_start, other_end = (entry.get(name) for entry in (one, other) for name in ("start", "end"))
    return bool(start and end and other_start and other_end and start <= other_end and other_start <= end)


def _some_of_each(told: Sequence[tuple[_Told, list[str]]]) -> Iterator[tuple[_Told, list[str]]]:
    """The best of every kind by weight, then the second of every kind, and so on."""
    taken: dict[str, int] = {}
    ranks: list[int] = []
    for one, _ in told:
        ranks.append(taken.get(one.kind, 0))
        taken[one.kind] = ranks[-1] + 1
    for place in sorted(range(len(told)), key=lambda at: (ranks[at], at)):
        if ranks[place] < _MOST_OF_A_KIND:
            yield told[place]


def _withheld(withheld: Sequence[Entry]) -> Draft:
    def say(voice: Wording) -> str:
        return voice.count("finding.withheld", "count", count=len(withheld))

    keys = tuple(f"analysis/withheld/{place}" for place in range(len(withheld)))
    return Draft("withheld", say, keys, "high", lambda voice: voice.word("because.checks"))
