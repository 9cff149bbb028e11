"""The sections that account for the picture: who reported, what counts once, what disagrees, what is only stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasvir.core.bulletins.pages import (
    Pages,
    amount,
    caption_of,
    day_of,
    exact,
    heads,
    paragraph,
    place_name,
    shortened,
    text,
)
from tasvir.core.bulletins.source_sections import method_parts, sources_parts
from tasvir.core.bulletins.tree import Cell, Heading, Part, Run, Section
from tasvir.core.bulletins.written_sections import statements_parts, unplaced_parts, written_parts

_MOST_MEMBERS = 4

Entry = Mapping[str, Any]


def account_sections(pages: Pages) -> Iterator[Section]:
    """The sections in the order of the document; one without content is left out."""
    yield _section(pages, "reporting", _reporting(pages))
    made = (
        ("once", _once(pages)),
        ("reconciliation", _reconciliation(pages)),
        ("written", written_parts(pages)),
        ("unplaced", unplaced_parts(pages)),
        ("statements", statements_parts(pages)),
        ("sources", sources_parts(pages)),
    )
    for name, parts in made:
        if parts:
            yield _section(pages, name, parts)
    yield _section(pages, "method", method_parts(pages))


def _section(pages: Pages, name: str, parts: Sequence[Part]) -> Section:
    return Section(Heading(pages.voice.say(f"heading.{name}"), anchor=name), parts)


def _reporting(pages: Pages) -> list[Part]:
    voice, reporting = pages.voice, pages.picture["reporting"]
    if reporting["expected"] is None:
        return [paragraph(voice.say("note.not_declared"))]
    counts = {name: voice.number(reporting[name]) for name in ("expected", "received")}
    complete = reporting["expected"] == reporting["received"]
    parts: list[Part] = [paragraph(voice.say("finding.complete" if complete else "finding.partial", **counts), "lead")]
    order = {"missing": 0, "late": 1, "undated": 2, "on_time": 3}
    reports = sorted(reporting["reports"], key=lambda one: order[one["state"]])
    rows = [
        [
            text(voice.body(one["body"])),
            text(voice.word(f"source.{one['kind']}")),
            text(_slot(pages, one)),
            text(day_of(pages, one["due"])),
            text(day_of(pages, one["received_on"])),
            Cell((Run(voice.word(f"state.{one['state']}"), bold=one["state"] in ("missing", "late")),)),
        ]
        for one in reports
    ]
    header = heads(pages, "body", "report", "slot", "due", "received", "state")
    caption = f"{voice.say('heading.reporting')}{voice.word('join.comma')}{pages.period_name} ({pages.range})"
    parts.append(shortened(pages, caption, header, rows, name=voice.say("heading.reporting")))
    return parts


def _slot(pages: Pages, one: Entry) -> str:
    return pages.voice.label("month", one["period"])  # any canonical label has a name


def _once(pages: Pages) -> list[Part]:
    voice, once = pages.voice, pages.picture["counted_once"]
    parts: list[Part] = []
    if once["groups"]:
        parts.append(paragraph(voice.say("note.once")))
        rows = [_group_row(pages, place, one) for place, one in enumerate(once["groups"])]
        header = heads(pages, "incident", "rows", "why", "decided")
        caption = caption_of(pages, "once")
        parts.append(shortened(pages, caption, header, rows, name=voice.say("heading.once")))
    if once["doubtful"]:
        parts.append(paragraph(voice.say("note.doubtful")))
        rows = [_doubtful_row(pages, place, one) for place, one in enumerate(once["doubtful"])]
        header = heads(pages, "rows", "why", "probability", ends=1)
        parts.append(shortened(pages, voice.say("note.doubtful"), header, rows, name=voice.say("column.probability")))
    return parts


def _group_row(pages: Pages, place: int, one: Entry) -> list[Cell]:
    voice = pages.voice
    lead = voice.label("agency", one["lead_agency"]) if one["lead_agency"] else voice.word("text.none")
    partners = voice.word("join.comma").join(voice.label("agency", code) for code in one["partners"])
    name = f"{lead} ({partners})" if partners else lead
    key = pages.cite(f"counted_once/groups/{place}")
    return [
        Cell((Run(name, evidence=key),)),
        _members(pages, one),
        text(voice.word("join.list").join(one["reasons"])),
        text(voice.word(f"decided.{one['decided_by']}")),
    ]


def _doubtful_row(pages: Pages, place: int, one: Entry) -> list[Cell]:
    voice = pages.voice
    percent = voice.percent(one["probability"] * 100)
    return [
        _members(pages, one),
        text(voice.word("join.list").join(one["reasons"])),
        Cell((Run(percent, evidence=pages.cite(f"counted_once/doubtful/{place}")),), align="end"),
    ]


def _members(pages: Pages, one: Entry) -> Cell:
    runs: list[Run] = []
    for member in one["members"][:_MOST_MEMBERS]:
        if runs:
            runs.append(Run(pages.voice.word("join.list")))
        runs.append(Run(place_name(pages, member), isolate=True))
    return Cell(tuple(runs))


def _reconciliation(pages: Pages) -> list[Part]:
    voice = pages.voice
    rows = []
    shown = [(place, one) for place, one in enumerate(pages.picture["reconciliation"]) if _comparable(one)]
    for place, one in sorted(shown, key=lambda pair: not (exact(pair[1]["difference"]) or pair[1]["conflict"])):
        what = [voice.measure(one["measure"]), voice.cell(one["by"])]
        rows.append(
            [
                text(voice.label("agency", one["agency"])),
                text(voice.word("join.comma").join(part for part in what if part)),
                _reported(pages, place, one),
                _value(pages, one, "from_events"),
                _value(pages, one, "difference"),
                text(voice.word(f"basis.{one['basis']}"), muted=True),
            ]
        )
    if not rows:
        return []
    header = heads(pages, "agency", "measure", "reported", "from_events", "difference", "basis")
    caption = caption_of(pages, "reconciliation")
    note = voice.say("method.reported")
    return [shortened(pages, caption, header, rows, name=voice.say("heading.reconciliation"), note=note)]


def _comparable(one: Entry) -> bool:
    return one["difference"] is not None or bool(one["conflict"])


def _reported(pages: Pages, place: int, one: Entry) -> Cell:
    values = [exact(value) for value in one["conflict"]] or [exact(one["reported_total"])]
    words = pages.voice.joined([pages.voice.amount(value, one["unit"]) for value in values])
    key = pages.cite(f"reconciliation/{place}")
    return Cell((Run(words, evidence=key),), align="end", value=values[0] if len(values) == 1 else None)


def _value(pages: Pages, one: Entry, name: str) -> Cell:
    value = exact(one[name])
    if value is None:
        return amount(pages.voice.word("text.none"))
    return amount(pages.voice.amount(value, one["unit"]), value)
