"""Which pairs of rows are compared at all: rules that bring rows together, and the most that a pair can score."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from tasvir.core.linkage.comparisons import COMPARISONS, DOUBTFUL, Comparison
from tasvir.core.linkage.settings import weights_of

LARGEST_BLOCK = 100  # rows that share a rule's keys and day; larger blocks are left to the other rules, with a warning
_AT_FIRST = ("area", "goods", "quantity")
# Columns of records that candidates need; texts that are only held against each other are told by their hash.
PLAIN = ("id", "report", "day", "reported", "hour", "quantity", "quantity_key", "value", "persons", "vehicles")
FLAGS = ("area_depth", "goods_depth", "spelt", "told")
HASHED = ("agency", "area", "province", "place", "goods", "family", "unit", "currency", "ref", "case_ref", "tracking")
HASHED_TOO = ("concealment", "brand")
KNOWN = ("partners",)  # lists, of which only whether they are told counts


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows meet that agree on keys (left column, right column), with the left day up to `days` after the right one.

    `bounded` rules bring many rows together, so a pair must also be able to score; `days` None leaves days alone.
    """

    name: str
    keys: tuple[tuple[str, str], ...]
    days: int | None = None
    others: bool = True  # reports of two agencies only
    bounded: bool = False
    also: str | None = None


def _same(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in names)


RULES: tuple[Rule, ...] = (
    Rule("goods", _same("family", "province"), days=2, bounded=True),
    Rule("area", _same("family", "area"), days=2, bounded=True),
    Rule("place", _same("place"), days=2, bounded=True),
    Rule("case", _same("case_ref"), others=False),
    Rule("case", (("case_ref", "ref"),), others=False),
    Rule("case", (("ref", "case_ref"),), others=False),
    Rule("tracking", _same("tracking"), others=False),
    Rule("quantity", _same("area", "goods", "quantity_key"), days=7),
    Rule("reported", (*_same("family", "province"), ("day", "reported")), bounded=True),
    Rule("reported", (*_same("family", "province"), ("reported", "day")), bounded=True),
    Rule(
        "copy",
        _same("agency", "day", "area", "goods", "place"),
        others=False,
        also="abs(l.quantity - r.quantity) <= 0.001 * l.quantity",
    ),
)


def meets(rule: Rule) -> str:
    """The condition of a rule on rows `l` and `r`, in either order of days."""
    parts = [f"l.{left} = r.{right}" for left, right in rule.keys]
    if rule.days is not None:
        parts.append(f"abs(l.day - r.day) <= {rule.days}")
    return " AND ".join([*parts, *_further(rule)])


def joins(rule: Rule) -> str:
    """The same as a join that finds each pair once; `r` holds its days moved on by `shift`."""
    parts = [f"l.{left} = r.{right}" for left, right in rule.keys]
    if rule.days is None:
        parts.append("l.id < r.id")
    else:
        parts += ["l.day = r.day + r.shift", "(r.shift > 0 OR l.id < r.id)"]
    return " AND ".join([*parts, *_further(rule)])


def _further(rule: Rule) -> list[str]:
    parts = ["l.report <> r.report"]
    if rule.others:
        parts.append("l.agency IS DISTINCT FROM r.agency")
    return [*parts, *([rule.also] if rule.also else [])]


def highest_weight(settings: Mapping[str, Any], *, at_first: bool = False) -> str:
    """The most that a pair `l`, `r` can weigh, told by what is cheap to compare; `at_first` by very little."""
    terms = []
    for comparison, weights in zip(COMPARISONS, weights_of(settings)):
        if at_first and comparison.name not in _AT_FIRST:
            terms.append(repr(max(0.0, *weights)))
        else:
            terms.append(_highest(comparison, weights))
    return " + ".join(f"({_on_rows(term)})" for term in terms)


def lowest_of_use(settings: Mapping[str, Any]) -> float:
    """The weight from which a pair is at least doubtful."""
    prior = settings["probability_two_random_records_match"]
    return log2(DOUBTFUL / (1 - DOUBTFUL)) - log2(prior / (1 - prior))


def _highest(comparison: Comparison, weights: Sequence[float]) -> str:
    cases = []
    for place, level in enumerate(comparison.levels):
        weight = max(weights[place:]) if level.cheap else weights[place]
        told = level.cheap or level.sql
        cases.append(f"ELSE {weight!r}" if told == "ELSE" else f"WHEN {told} THEN {weight!r}")
    chain = f"CASE {' '.join(cases)} END"
    if comparison.perhaps_unknown:
        return f"CASE WHEN {comparison.perhaps_unknown} THEN greatest(0, {chain}) ELSE {chain} END"
    return f"CASE WHEN {comparison.unknown} THEN 0 ELSE {chain} END"


_SIDED = re.compile(r"\b([a-z_]+)_([lr])\b")


def _on_rows(sql: str) -> str:
    return _SIDED.sub(r"\2.\1", sql)
