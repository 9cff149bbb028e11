"""Combinations among the commission's own events, and what sets the period and the busiest area apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.relations import same_last_year
from tasvir.core.picture.analysis.entries import Analysed, Entry, Withheld
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.findings.draft import Say
from tasvir.core.picture.patterns.contexts import Context, find_contexts, target_from
from tasvir.core.picture.patterns.encoding import Items, encode, parts_of_day
from tasvir.core.picture.patterns.finding import Pattern, find_patterns
from tasvir.core.picture.patterns.mining import least_rows
from tasvir.core.picture.wording import Wording

_LISTS = {
    "goods": "goods",
    "channel": "channels",
    "concealment_place": "concealment_places",
    "concealment_method": "concealment_methods",
    "conveyance": "conveyances",
    "detection": "detections",
    "place_kind": "place_kinds",
}
_DULL = ("none", "other", "unknown")
_LEAST = 50  # events
_LEAST_OF_PERIOD = 300  # below it patterns are sought in the year up to the period's end
_LEAST_HELD = 5
_SUPPORT, _ALPHA = 0.01, 0.05
_LONGEST, _LONGEST_CONTEXT = 4, 2
_MOST_PATTERNS, _MOST_CONTEXTS, _MOST_OF_A_GROUP = 5, 4, 2


@dataclass(frozen=True)
class _Group:
    """What is compared with what: the events, which of them are meant, and how both are called."""

    kind: str  # period | area
    code: str
    rows: pa.Table
    inside: Any
    name: Say
    against: Say


def analyse(evidence: Evidence) -> Mapping[str, Analysed]:
    """Patterns of the period's (or the last year's) events; contexts of the period and of the busiest area."""
    rows = _recent(evidence)
    if rows.num_rows < _LEAST:
        return {"patterns": Analysed(withheld=[_too_few(rows.num_rows)])}
    return {"patterns": Analysed(_patterns(evidence, rows)), "contexts": Analysed(_contexts(evidence, rows))}


def _too_few(count: int) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say("pattern.too_few", count=voice.number(count), least=voice.number(_LEAST))

    return Withheld("too_few", {}, say)


def _recent(evidence: Evidence) -> pa.Table:
    if evidence.in_period.num_rows >= _LEAST_OF_PERIOD:
        return evidence.in_period
    since = min(evidence.period.start, evidence.period.end - timedelta(days=364))
    return evidence.events.filter(pc.greater_equal(evidence.events["occurred_on"], pa.scalar(since)))


def _encoded(rows: pa.Table) -> tuple[Items, int]:
    """The events as items; a code that says `none` or `other` is no item."""
    least = max(least_rows(rows.num_rows, _SUPPORT), _LEAST_HELD)
    columns: dict[str, Sequence[Any]] = {
        name: [None if code in _DULL else code for code in rows[name].to_pylist()] for name in _LISTS
    }
    columns["hour"] = parts_of_day(rows["hour"].to_pylist(), "hour")
    return encode(columns, least), least


def _patterns(evidence: Evidence, rows: pa.Table) -> list[Entry]:
    items, least = _encoded(rows)
    if len(items.columns) < 2:
        return []
    found = find_patterns(items, least, _LONGEST, _ALPHA)
    ranked = sorted(found.patterns, key=lambda one: -_weight(one))
    return [_pattern(evidence, rows, items, one, found.tests) for one in ranked[:_MOST_PATTERNS]]


def _weight(one: Pattern) -> float:
    """How far beyond the expected, and on how many events."""
    return 0.25 + 0.35 * min(1.0, math.log(one.lift) / math.log(10)) * min(1.0, one.count / 30)


def _pattern(evidence: Evidence, rows: pa.Table, items: Items, one: Pattern, tests: int) -> Entry:
    held = rows.take(items.rows_of(one.items))
    labelled = items.labelled(one.items)
    start, end = rows["occurred_on"][0].as_py(), evidence.period.end

    def say(voice: Wording) -> str:
        return voice.say(
            "pattern.found",
            items=_named(voice, labelled),
            range=voice.days(start, end),
            count=voice.number(one.count),
            all=voice.number(rows.num_rows),
            expected=voice.number(round(one.expected, 1)),
            ratio=voice.number(round(one.lift, 1)),
            percent=voice.percent(_percent(one.q)),
        )

    sources = held["source"].to_pylist()
    return Entry(
        numbers={
            "items": labelled,
            "support": round(one.support, 6),
            "count": one.count,
            "expected": round(one.expected, 6),
            "lift": round(one.lift, 6),
            "p": one.p,
            "q": one.q,
            "examples": sources[:5],
            "start": start.isoformat(),
            "end": end.isoformat(),
        },
        subject=labelled,
        say=say,
        weight=_weight(one),
        confidence="high" if one.q <= 0.01 and one.count >= 20 else "medium",
        because=lambda voice: voice.word("because.pattern").format(tests=voice.number(tests)),
        sources=sources,
        start=start,
        end=end,
    )


def _percent(q: float) -> float:
    return round(max(q, 0.001) * 100, 1)


def _named(voice: Wording, labelled: Mapping[str, str]) -> str:
    return voice.joined([_label(voice, column, code) for column, code in labelled.items()])


def _label(voice: Wording, column: str, code: str) -> str:
    if column == "hour":
        return voice.word("pattern.hours").format(part=code)
    return voice.lists.label(_LISTS[column], code, voice.lang)


def _contexts(evidence: Evidence, rows: pa.Table) -> list[Entry]:
    entries = [entry for group in _groups(evidence, rows) for entry in _of_group(evidence, group)]
    return sorted(entries, key=lambda one: -one.weight)[:_MOST_CONTEXTS]


def _groups(evidence: Evidence, rows: pa.Table) -> Iterator[_Group]:
    """The period against the same period a year before, and the busiest area against all others."""
    period, before = evidence.period, same_last_year(evidence.period)
    days = evidence.events["occurred_on"]
    meant = pc.and_(pc.greater_equal(days, pa.scalar(period.start)), pc.less_equal(days, pa.scalar(period.end)))
    earlier = pc.and_(pc.greater_equal(days, pa.scalar(before.start)), pc.less_equal(days, pa.scalar(before.end)))
    both = evidence.events.filter(pc.or_(meant, earlier))
    inside = pc.greater_equal(both["occurred_on"], pa.scalar(period.start)).to_numpy(zero_copy_only=False)
    yield _Group("period", period.label, both, inside, lambda v: v.period(period), lambda v: v.period(before))
    areas = rows.filter(pc.is_valid(rows["area"]))
    counts = pc.value_counts(areas["area"]).to_pylist()
    if len(counts) > 1:
        busiest = max(counts, key=lambda one: (one["counts"], one["values"]))["values"]
        there = pc.equal(areas["area"], busiest).to_numpy(zero_copy_only=False)
        yield _Group(
            "area", busiest, areas, there, lambda v: v.label("area", busiest), lambda v: v.word("context.other_areas")
        )


def _of_group(evidence: Evidence, group: _Group) -> list[Entry]:
    inside = np.asarray(group.inside, bool)
    if min(inside.sum(), (~inside).sum()) < _LEAST:
        return []
    items, least = _encoded(group.rows)
    if not items.columns:
        return []
    target = target_from(inside, np.ones(len(inside), bool), group.rows["lead_agency"].to_pylist())
    found = find_contexts(items, target, least, _LONGEST_CONTEXT, _ALPHA)
    return [_context(evidence, group, items, one, found.tests) for one in found.contexts[:_MOST_OF_A_GROUP]]


def _context(evidence: Evidence, group: _Group, items: Items, one: Context, tests: int) -> Entry:
    labelled = items.labelled(one.items)
    rows = [row for row in items.rows_of(one.items) if group.inside[row]]
    start = evidence.period.start if group.kind == "period" else group.rows["occurred_on"][0].as_py()
    verdict = one.by_agency.verdict if one.by_agency else None
    holds = verdict == "holds"
    area = {"area": group.code} if group.kind == "area" else {}
    return Entry(
        numbers={
            **_context_numbers(group, items, one),
            "start": start.isoformat(),
            "end": evidence.period.end.isoformat(),
        },
        subject={**area, **labelled},
        say=_sentence(group, labelled, one),
        weight=(0.3 if holds else 0.15) + 0.2 * min(1.0, abs(math.log(one.odds.ratio)) / math.log(10)),
        confidence="medium" if holds else "low",
        because=lambda voice: voice.word("because.context").format(
            tests=voice.number(tests), percent=voice.percent(_percent(one.q))
        ),
        sources=group.rows.take(pa.array(rows, pa.int64()))["source"].to_pylist(),
        start=start,
        end=evidence.period.end,
        counts_on_reports=group.kind == "period",
    )


def _sentence(group: _Group, labelled: Mapping[str, str], one: Context) -> Say:
    a, b, c, d = one.cells

    def say(voice: Wording) -> str:
        return voice.say(
            "context.found",
            group=group.name(voice),
            items=_named(voice, labelled),
            share=voice.percent(round(100 * a / (a + b), 1)),
            rest_share=voice.percent(round(100 * c / (c + d), 1)),
            against=group.against(voice),
            ratio=voice.number(round(one.odds.ratio, 2)),
            low=voice.number(round(one.odds.low, 2)),
            high=voice.number(round(one.odds.high, 2)),
            agency=_agency(voice, one),
        )

    return say


def _agency(voice: Wording, one: Context) -> str:
    told = one.by_agency
    if told is None:
        return voice.word("context.agency_unknown")
    if told.verdict == "unclear":
        return voice.word("context.unclear")
    name = voice.label("agency", told.agency or "")
    if told.verdict == "roster":
        return voice.word("context.roster").format(agency=name)
    return voice.word("context.one_agency").format(agency=name) if told.agency else voice.word("context.holds")


def _context_numbers(group: _Group, items: Items, one: Context) -> dict[str, Any]:
    a, b, c, d = one.cells
    return {
        "target": {group.kind: group.code},
        "items": items.labelled(one.items),
        "direction": "more" if one.odds.ratio > 1 else "less",
        "support": round(a / (a + b), 6),
        "count": a,
        "of": a + b,
        "rest_count": c,
        "rest_of": c + d,
        "expected": round(one.expected, 6),
        "odds_ratio": round(one.odds.ratio, 6),
        "low": round(one.odds.low, 6),
        "high": round(one.odds.high, 6),
        "p": one.p,
        "q": one.q,
        "within_agencies": one.by_agency and {"verdict": one.by_agency.verdict, "agency": one.by_agency.agency},
    }
