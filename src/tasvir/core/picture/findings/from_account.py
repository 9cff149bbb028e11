"""Findings about the reports themselves: who is missing, what counts once, what disagrees, what is stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasvir.core.characters.folding import search_key
from tasvir.core.picture.findings.draft import Confidence, Draft, Say, accounted
from tasvir.core.picture.wording import Wording

Picture = Mapping[str, Any]

_REPEAT = "repeat.exact"
_MOST = 3
_STATED = ("cause", "method", "weak_point", "hotspot_or_axis", "limitation", "directive", "proposal")
_MOST_STATED = 2
_LONGEST_QUOTE = 240
_ALIKE = 0.8  # share of the shorter quote's words


def account_findings(picture: Picture) -> Iterator[Draft]:
    """What the account of the folder says, completeness first, statements last."""
    yield from _completeness(picture["reporting"])
    yield from _once(picture["counted_once"])
    yield from _reconciliation(picture["reconciliation"])
    yield from _left_out(picture)
    yield from _stated(picture["statements"])


def _completeness(reporting: Picture) -> Iterator[Draft]:
    expected, received = reporting["expected"], reporting["received"]
    if expected is None:
        yield _accounted("completeness", lambda voice: voice.say("finding.unknown_completeness"), "reporting")
        return
    missing, late = reporting["missing_reports"], reporting["late_reports"]
    if missing:
        yield _accounted("missing", lambda voice: _missing(voice, missing, expected), "reporting")
    else:
        key = "finding.complete" if received == expected else "finding.partial"
        yield _accounted("completeness", _counts(key, expected=expected, received=received), "reporting")
    if late:
        yield _accounted(
            "late",
            lambda voice: voice.say(
                _form("finding.late", late), count=voice.number(len(late)), names=_names(voice, late)
            ),
            "reporting",
        )


def _missing(voice: Wording, missing: Sequence[Picture], expected: int) -> str:
    counts = {"missing": voice.number(len(missing)), "expected": voice.number(expected)}
    return voice.say(_form("finding.missing", missing), names=_names(voice, missing), **counts)


def _names(voice: Wording, reports: Sequence[Picture]) -> str:
    return voice.joined(list(dict.fromkeys(voice.body(report["body"]) for report in reports)))


def _form(key: str, entries: Sequence[Picture]) -> str:
    return f"{key}.one" if len(entries) == 1 else key


def _several(key: str, of: str, **counts: int) -> Say:
    return lambda voice: voice.count(key, of, **counts)


def _counts(key: str, **values: int) -> Say:
    return lambda voice: voice.say(key, **{name: voice.number(value) for name, value in values.items()})


def _accounted(kind: str, say: Say, *evidence: str) -> Draft:
    return Draft(kind, say, evidence, "high", accounted)


def _once(once: Picture) -> Iterator[Draft]:
    joined = [one for one in once["groups"] if set(one["reason_codes"]) - {"link.lines"}]
    if joined:
        counts = {"groups": len(joined), "reported": once["reported"], "distinct": once["distinct"]}
        yield _accounted("joint", _several("finding.joint", "groups", **counts), "counted_once/groups")
    repeats = [one for one in once["doubtful"] if _REPEAT in one["reason_codes"]]
    pairs = len(once["doubtful"]) - len(repeats)
    if repeats:
        yield _waiting("repeats", _several("finding.repeats", "count", count=len(repeats)))
    if pairs:
        yield _waiting("doubtful", _several("finding.doubtful", "count", count=pairs))
    if once.get("not_compared"):
        say = _counts("finding.not_compared", rows=once["not_compared"])
        yield Draft("not_compared", say, ("counted_once",), "medium", accounted)


def _waiting(kind: str, say: Say) -> Draft:
    return Draft(kind, say, ("counted_once/doubtful",), "medium", lambda voice: voice.word("because.waits"))


def _reconciliation(entries: Sequence[Picture]) -> Iterator[Draft]:
    compared = [(place, one) for place, one in enumerate(entries) if one["difference"] is not None]
    equal = [one for one in compared if not one[1]["difference"]]
    if equal:
        counts = _counts("finding.agreement", count=len(equal), all=len(compared))
        yield _accounted("agreement", counts, "reconciliation")
    unequal = [one for one in compared if one[1]["difference"]]
    for place, one in sorted(unequal, key=_weight)[:_MOST]:
        confidence: Confidence = "high" if one["confirmed"] else "low"
        because = accounted if one["confirmed"] else _unconfirmed
        yield Draft("difference", _difference(one), (f"reconciliation/{place}",), confidence, because)
    conflicts = [(place, one) for place, one in enumerate(entries) if one["conflict"]]
    for place, one in conflicts[:_MOST]:
        yield Draft("conflict", _conflict(one), (f"reconciliation/{place}",), "low", _unconfirmed)


def _unconfirmed(voice: Wording) -> str:
    return voice.word("because.unconfirmed")


def _weight(pair: tuple[int, Picture]) -> tuple[bool, float]:
    """Confirmed totals first, then the largest difference for its size."""
    return not pair[1]["confirmed"], -_relative(pair[1])


def _relative(one: Picture) -> float:
    return float(abs(one["difference"]) / max(1, abs(one["reported_total"] or 0), abs(one["from_events"] or 0)))


def _difference(one: Picture) -> Say:
    def say(voice: Wording) -> str:
        values = {key: voice.amount(one[key], one["unit"]) for key in ("from_events", "difference")}
        key = "finding.difference_joint" if one["as_partner"] else "finding.difference"
        return voice.say(
            key,
            agency=voice.label("agency", one["agency"]),
            measure=_what(voice, one),
            reported=voice.amount(one["reported_total"], one["unit"]),
            joint=voice.number(one["as_partner"]),
            **values,
        )

    return say


def _what(voice: Wording, one: Picture) -> str:
    cell = voice.cell(one["by"])
    measure = voice.measure(one["measure"])
    return voice.word("join.comma").join(part for part in (measure, cell) if part)


def _conflict(one: Picture) -> Say:
    def say(voice: Wording) -> str:
        values = voice.joined([voice.amount(value, one["unit"]) for value in one["conflict"]])
        agency = voice.label("agency", one["agency"])
        return voice.say("finding.conflict", agency=agency, measure=_what(voice, one), values=values)

    return say


def _left_out(picture: Picture) -> Iterator[Draft]:
    if picture["unplaced"]:
        say = _several("finding.unplaced", "count", count=len(picture["unplaced"]))
        yield _accounted("unplaced", say, "unplaced")
    files = sum(one["kind"] == "refused" for one in picture["sources"])
    rows = sum(one["rejected"] for one in picture["sources"])
    if files:
        yield _accounted("refused", _several("finding.refused_files", "count", count=files), "sources")
    if rows:
        yield _accounted("refused", _several("finding.refused_rows", "count", count=rows), "sources")


def _stated(statements: Sequence[Picture]) -> Iterator[Draft]:
    """The best statements of each kind, one of every kind before the second of any."""
    by_kind = [_best([(place, one) for place, one in enumerate(statements) if one["kind"] == kind]) for kind in _STATED]
    for rank in range(_MOST_STATED):
        for place, one in (found[rank] for found in by_kind if rank < len(found)):
            evidence = (f"statements/{place}",)
            yield Draft("stated", _statement(one), evidence, "low", lambda voice: voice.word("because.stated"))


def _best(found: Sequence[tuple[int, Picture]]) -> list[tuple[int, Picture]]:
    """Those that most reports make, the surest first; of near-duplicates only the first."""
    kept: list[tuple[int, Picture]] = []
    for place, one in sorted(found, key=lambda pair: (-len(pair[1]["sources"]), -pair[1]["confidence"])):
        if not any(_alike(one["quotes"][0], earlier["quotes"][0]) for _, earlier in kept):
            kept.append((place, one))
    return kept


def _alike(quote: str, other: str) -> bool:
    words, others = (set(search_key(text).split()) for text in (quote, other))
    return len(words & others) >= _ALIKE * min(len(words), len(others))


def _statement(one: Picture) -> Say:
    def say(voice: Wording) -> str:
        names = [voice.body(code) for code in one["bodies"]] or [one["stated_by"]]
        quote = " ".join(one["quotes"][0].split())
        if len(quote) > _LONGEST_QUOTE:
            quote = quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
        return voice.say("finding.stated", kind=voice.word(f"kind.{one['kind']}"), who=voice.joined(names), quote=quote)

    return say
