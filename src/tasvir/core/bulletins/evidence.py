"""Where every number and sentence of the document comes from: rows used and left out, days, and what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tasvir.core.bulletins.pages import Pages, exact, figure_of, place_name, totals_beside
from tasvir.core.bulletins.tree import Evidence
from tasvir.core.picture.analysis.run import KINDS

Entry = Mapping[str, Any]
Pair = tuple[str, str]

_ON_PAPER = 5


def build_evidence(pages: Pages) -> list[Evidence]:
    """An entry for every key that the document cites, in the order of its first use."""
    made = (evidence_entry(pages, key) for key in pages.cited)
    return [entry for entry in made if entry is not None]


def evidence_entry(pages: Pages, key: str) -> Evidence | None:
    """The entry of one key; None where the picture holds nothing under it."""
    kind, place = _split(key)
    makers: dict[str, Callable[..., Evidence]] = {
        "numbers": _number,
        "reconciliation": _reconciled,
        "written": _written,
        "unplaced": _quoted,
        "statements": _stated,
        "counted_once/groups": _joined,
        "counted_once/doubtful": _joined,
        "sources": _source,
        "reporting": _reporting,
        **dict.fromkeys((f"analysis/{name}" for name in KINDS), _analysed),
        "analysis/withheld": _withheld,
    }
    if kind not in makers:
        return None
    at: Any = pages.picture
    for part in kind.split("/"):
        at = at[part]
    if place is None:
        return makers[kind](pages, key, at) if isinstance(at, Mapping) else None
    return makers[kind](pages, key, at[place]) if isinstance(at, list) and place < len(at) else None


def _split(key: str) -> tuple[str, int | None]:
    head, _, last = key.rpartition("/")
    return (head, int(last)) if head and last.isdigit() else (key, None)


def _stands(pages: Pages, sources: Sequence[str]) -> list[Pair]:
    texts = pages.picture["source_texts"]
    sources = sources[:_ON_PAPER] if pages.paper else sources
    return [(source, texts.get(source, place_name(pages, source))) for source in sources]


def _number(pages: Pages, key: str, number: Entry) -> Evidence:
    voice = pages.voice
    names = [voice.measure(number["measure"]), voice.cell(number["by"])]
    title = voice.say(
        "text.colon", label=voice.word("join.comma").join(n for n in names if n), value=pages.amount(number)
    )
    facts = [
        (voice.say("fact.period"), pages.range),
        (voice.say("fact.rows_used"), voice.number(number["rows_used"])),
        *_ignored(pages, number),
        *_comparisons(pages, number),
        *_not_included(pages, number),
        (voice.say("fact.basis"), voice.word(f"basis.{number['basis']}")),
    ]
    return Evidence(key, title, facts, _stands(pages, number["sources"]["examples"]), number["sources"]["count"])


def _ignored(pages: Pages, number: Entry) -> Iterator[Pair]:
    voice = pages.voice
    told = [
        f"{voice.number(one['rows'])} ({voice.word(_reason(pages, one['reason']))})" for one in number["rows_ignored"]
    ]
    if told:
        yield voice.say("fact.rows_ignored"), voice.word("join.list").join(told)


def _not_included(pages: Pages, number: Entry) -> Iterator[Pair]:
    if number.get("not_included"):
        yield pages.voice.say("fact.not_included"), totals_beside(pages, number)


def _reason(pages: Pages, reason: str) -> str:
    return f"ignored.{reason}" if pages.voice.knows(f"ignored.{reason}") else "ignored.other"


def _comparisons(pages: Pages, number: Entry) -> Iterator[Pair]:
    voice = pages.voice
    for one in number["comparisons"]:
        days = voice.days(date.fromisoformat(one["start"]), date.fromisoformat(one["end"]))
        base = (
            voice.word("state.not_reported")
            if one["value"] is None
            else voice.amount(exact(one["value"]), number["unit"])
        )
        change = pages.change(one) if one["name"] != "plan" else ""
        told = f"{voice.word('comparison.' + one['name'])} ({days})"
        value = f"{base}{voice.word('join.list')}{change}" if change else base
        yield voice.say("fact.comparison"), voice.word("text.colon").format(label=told, value=value)


def _reconciled(pages: Pages, key: str, one: Entry) -> Evidence:
    voice = pages.voice
    names = [voice.label("agency", one["agency"]), voice.measure(one["measure"]), voice.cell(one["by"])]
    facts = [(voice.say("fact.basis"), voice.word(f"basis.{one['basis']}"))]
    for name in ("reported_total", "from_events", "difference"):
        if one[name] is not None:
            column = "reported" if name == "reported_total" else name
            facts.append((voice.say(f"column.{column}"), voice.amount(exact(one[name]), one["unit"])))
    sources = [*one["reported_sources"], *one["event_sources"]["examples"]]
    count = len(one["reported_sources"]) + one["event_sources"]["count"]
    return Evidence(key, voice.word("join.comma").join(n for n in names if n), facts, _stands(pages, sources), count)


def _written(pages: Pages, key: str, one: Entry) -> Evidence:
    voice = pages.voice
    names = [voice.measure(one["measure"]), voice.cell(one["by"])]
    facts = [(voice.say("fact.basis"), voice.word("basis.written"))]
    sources = [source for value in one["values"] for source in value["sources"]]
    return Evidence(
        key, voice.word("join.comma").join(n for n in names if n), facts, _stands(pages, sources), len(sources)
    )


def _quoted(pages: Pages, key: str, one: Entry) -> Evidence:
    voice = pages.voice
    period = voice.label("month", one["period"]) if one["period"] else ""
    facts = [(voice.say("column.why"), voice.say(f"why.{one['reason']}", period=period))]
    title = figure_of(pages, one)
    return Evidence(key, title, facts, _stands(pages, one["sources"]), len(one["sources"]))


def _stated(pages: Pages, key: str, one: Entry) -> Evidence:
    voice = pages.voice
    names = [voice.body(code) for code in one["bodies"]] or [one["stated_by"]]
    facts = [(voice.say("column.who"), voice.joined(names))]
    for name, column in (("owner", "owner"), ("due", "until")):
        if one[name]:
            facts.append((voice.say(f"column.{column}"), one[name]))
    return Evidence(key, voice.say(f"kind.{one['kind']}"), facts, _stands(pages, one["sources"]), len(one["sources"]))


def _joined(pages: Pages, key: str, one: Entry) -> Evidence:
    voice = pages.voice
    facts = [(voice.say("column.why"), reason) for reason in one["reasons"]]
    lead = one.get("lead_agency")
    title = voice.label("agency", lead) if lead else voice.say("note.doubtful")
    return Evidence(key, title, facts, _stands(pages, one["members"]), len(one["members"]))


def _source(pages: Pages, key: str, one: Entry) -> Evidence:
    voice = pages.voice
    facts = [(voice.say("column.kind"), voice.word(f"source.{one['kind']}"))]
    for name in ("rows_in", "accepted", "rejected", "duplicate", "blank"):
        facts.append((voice.say(f"column.{name}"), voice.number(one[name])))
    sources = [
        (f"{one['file']}#{_where(one, issue)}" if issue["row"] else one["file"], issue["message"])
        for issue in one["issues"][:20]
    ]
    return Evidence(key, one["file"], facts, sources, len(one["issues"]))


def _where(source: Entry, issue: Entry) -> str:
    sheet = issue.get("sheet") or source.get("sheet")
    return f"{sheet}!A{issue['row']}" if sheet else f"A{issue['row']}"


def _analysed(pages: Pages, key: str, one: Entry) -> Evidence:
    voice, lang = pages.voice, pages.voice.lang
    sure = voice.word("note.beside").format(
        confidence=one["confidence_label"][lang], because=one["confidence_reason"][lang]
    )
    facts = [(voice.say(f"analysis.{key.split('/')[1]}"), one["text"][lang]), (voice.say("fact.sure"), sure)]
    title = voice.say(f"analysis.{key.split('/')[1]}")
    return Evidence(key, title, facts, _stands(pages, one["sources"]["examples"]), one["sources"]["count"])


def _withheld(pages: Pages, key: str, one: Entry) -> Evidence:
    facts = [(pages.voice.say(f"analysis.{one['analysis']}"), one["text"][pages.voice.lang])]
    return Evidence(key, pages.voice.say("heading.withheld"), facts, [], 0)


def _reporting(pages: Pages, key: str, reporting: Entry) -> Evidence:
    voice = pages.voice
    facts = []
    for one in reporting["reports"]:
        slot = f"{voice.body(one['body'])}{voice.word('join.comma')}{voice.word('source.' + one['kind'])}"
        facts.append((slot, voice.word(f"state.{one['state']}")))
    return Evidence(key, voice.say("heading.reporting"), facts, [], len(facts))
