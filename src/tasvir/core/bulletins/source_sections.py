"""The files received, the problems in them, and how everything was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tasvir.core.bulletins.pages import Pages, amount, day_of, heads, shortened, text
from tasvir.core.bulletins.tree import Bullets, Cell, Part, Run

Entry = Mapping[str, Any]


def sources_parts(pages: Pages) -> list[Part]:
    """The files received and the problems found in them."""
    voice, rows, problems = pages.voice, [], []
    counts = ("rows_in", "accepted", "rejected", "duplicate", "blank")
    for place, one in enumerate(pages.picture["sources"]):
        key = pages.cite(f"sources/{place}")
        name = f"{one['file']} ({one['sheet']})" if one.get("sheet") else one["file"]
        cells = [amount(voice.number(one[name]), one[name]) for name in counts]
        rows.append([Cell((Run(name, isolate=True, evidence=key),)), text(voice.word(f"source.{one['kind']}")), *cells])
        problems += [_problem(pages, one, issue) for issue in one["issues"]]
    header = heads(pages, "file", "kind", *counts, ends=len(counts))
    parts: list[Part] = [
        shortened(pages, voice.say("heading.sources"), header, rows, name=voice.say("heading.sources"))
    ]
    if problems:
        header = heads(pages, "file", "row", "column", "problem")
        parts.append(shortened(pages, voice.say("column.problem"), header, problems, name=voice.say("column.problem")))
    return parts


def _problem(pages: Pages, source: Entry, issue: Entry) -> list[Cell]:
    row = pages.voice.number(issue["row"]) if issue["row"] else pages.voice.word("text.none")
    column = issue["column"] or pages.voice.word("text.none")
    return [text(source["file"], isolate=True), text(row), text(column, isolate=True), text(issue["message"])]


def method_parts(pages: Pages) -> list[Part]:
    """How it was counted, in points."""
    voice, picture = pages.voice, pages.picture
    sums = {
        name: sum(one[name] for one in picture["sources"])
        for name in ("rows_in", "accepted", "rejected", "duplicate", "blank")
    }
    files = len({one["file"] for one in picture["sources"]})
    told = {name: voice.number(value) for name, value in sums.items()}
    once = picture["counted_once"]
    lines = [
        voice.say("method.period", period=pages.period_name, start=voice.day(pages.start), end=voice.day(pages.end)),
        *_comparisons(pages),
        voice.say("method.cut_off", day=pages.made_on),
        voice.say("method.files", files=voice.number(files), **told),
        voice.say("method.once", reported=voice.number(once["reported"]), distinct=voice.number(once["distinct"])),
        voice.say("method.reported"),
        voice.say("method.written"),
        voice.say("method.units"),
    ]
    return [Bullets([(Run(line),) for line in lines])]


def _comparisons(pages: Pages) -> Iterator[str]:
    seen: set[str] = set()
    for _, number in pages.totals:
        for one in number["comparisons"]:
            if one["name"] not in seen:
                seen.add(one["name"])
                start, end = (day_of(pages, one[key]) for key in ("start", "end"))
                name = pages.voice.word(f"comparison.{one['name']}")
                yield pages.voice.say("method.comparison", name=name, start=start, end=end)
