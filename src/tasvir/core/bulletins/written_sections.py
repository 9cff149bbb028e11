"""What letters say, in the document: figures with a place, figures without, statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tasvir.core.bulletins.pages import (
    Pages,
    caption_of,
    cut_short,
    exact,
    figure_of,
    heads,
    paragraph,
    shortened,
    text,
)
from tasvir.core.bulletins.tree import Bullets, Cell, Heading, Part, Run

_KINDS = (
    *("cause", "method", "weak_point", "hotspot_or_axis", "limitation"),
    *("directive", "proposal", "commitment", "cooperation", "achievement"),
)

Entry = Mapping[str, Any]


def written_parts(pages: Pages) -> list[Part]:
    """Figures of letters that have their place, as a table."""
    voice, rows = pages.voice, []
    for place, one in enumerate(pages.picture["written"]):
        if not one["values"]:  # taken out, because it was a person's own number
            continue
        what = [voice.measure(one["measure"]), voice.cell(one["by"])]
        values = voice.joined([voice.amount(exact(value["value"]), one["unit"]) for value in one["values"]])
        key = pages.cite(f"written/{place}")
        quotes = [sentence for value in one["values"] for sentence in value["sentences"]]
        rows.append(
            [
                text(voice.label("agency", one["agency"]) if one["agency"] else voice.word("text.none")),
                text(voice.word("join.comma").join(part for part in what if part)),
                Cell((Run(values, evidence=key),), align="end"),
                text(cut_short(quotes[0]), isolate=True),
            ]
        )
    if not rows:
        return []
    header = heads(pages, "agency", "measure", "figure", "sentence")
    note = voice.say("method.written")
    return [shortened(pages, caption_of(pages, "written"), header, rows, name=voice.say("heading.written"), note=note)]


def unplaced_parts(pages: Pages) -> list[Part]:
    """Figures that enter no total, each with the reason."""
    voice, rows = pages.voice, []
    for place, one in enumerate(pages.picture["unplaced"]):
        key = pages.cite(f"unplaced/{place}")
        period = voice.label("month", one["period"]) if one["period"] else ""
        rows.append(
            [
                Cell((Run(figure_of(pages, one), evidence=key),), align="end"),
                text(voice.say(f"why.{one['reason']}", period=period)),
                text(cut_short(one["sentences"][0]), isolate=True),
                text(voice.body(one["body"]) if one["body"] else one["sources"][0].split("#")[0], isolate=True),
            ]
        )
    if not rows:
        return []
    header = heads(pages, "figure", "why", "sentence", "source")
    note = voice.say("note.unplaced")
    return [
        shortened(pages, voice.say("heading.unplaced"), header, rows, name=voice.say("heading.unplaced"), note=note)
    ]


def statements_parts(pages: Pages) -> list[Part]:
    """What the reports say without a number, by kind."""
    voice, statements = pages.voice, list(enumerate(pages.picture["statements"]))
    parts: list[Part] = []
    for kind in _KINDS:
        found = [(place, one) for place, one in statements if one["kind"] == kind]
        if found:
            parts.append(Heading(voice.say(f"kinds.{kind}"), level=2))
            parts.append(Bullets([statement_item(pages, place, one) for place, one in found]))
    return [paragraph(voice.say("note.statements"), "note"), *parts] if parts else []


def statement_item(pages: Pages, place: int, one: Entry) -> tuple[Run, ...]:
    """A quote with those who say it, opening to its source."""
    voice = pages.voice
    names = [voice.body(code) for code in one["bodies"]] or [one["stated_by"]]
    key = pages.cite(f"statements/{place}")
    runs = [
        Run(voice.word("join.quote").format(text=cut_short(one["quotes"][0], 400)), isolate=True, evidence=key),
        Run(f" {voice.word('text.none')} {voice.say('column.who')} {voice.joined(names)}", muted=True),
    ]
    for name, column in (("owner", "owner"), ("due", "until")):
        if one[name]:
            told = voice.word("text.colon").format(label=voice.say(f"column.{column}"), value=one[name])
            runs.append(Run(voice.word("join.list") + told, muted=True))
    return tuple(runs)
