"""The analyses in the document: for each method its sentences and charts, then what is withheld and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasvir.core.bulletins.analysis_charts import chart_of
from tasvir.core.bulletins.finding_sections import how_sure
from tasvir.core.bulletins.pages import Pages, paragraph
from tasvir.core.bulletins.tree import Bullets, Heading, Paragraph, Part, Run, Section
from tasvir.core.bulletins.written_sections import statement_item
from tasvir.core.picture.analysis.run import KINDS
from tasvir.core.picture.wording import sentence_case

Entry = Mapping[str, Any]
_MOST_TOLD = 8
_MOST_CHARTS = 2
_MOST_STATED = 5
_STATED_BESIDE = {"new_methods": "method", "roots": "cause"}


def analysis_sections(pages: Pages, boundaries: Mapping[str, Any] | None) -> Iterator[Section]:
    """One section with a part for each method that has something to say."""
    analysis = pages.picture.get("analysis") or {}
    parts: list[Part] = []
    for kind in KINDS:
        found = list(_of_kind(pages, kind, analysis[kind], boundaries)) if analysis.get(kind) else []
        found += _stated(pages, kind)
        if found:
            heading = Heading(pages.voice.say(f"analysis.{kind}"), level=2, anchor=kind.replace("_", "-"))
            parts.append(Section(heading, found))
    if analysis.get("withheld"):
        parts.append(_withheld(pages, analysis["withheld"]))
    if parts:
        heading = Heading(pages.voice.say("heading.analysis"), anchor="analysis")
        yield Section(heading, [paragraph(pages.voice.say("note.analysis"), "note"), *parts])


def _of_kind(pages: Pages, kind: str, entries: Sequence[Entry], boundaries: Mapping[str, Any] | None) -> Iterator[Part]:
    voice = pages.voice
    told = entries[:_MOST_TOLD]
    usual = Counter(how_sure(pages, one) for one in told).most_common(1)[0][0]
    yield paragraph(sentence_case(usual, voice.lang), "note")
    yield Bullets([_item(pages, f"analysis/{kind}/{place}", one, usual) for place, one in enumerate(told)])
    if len(entries) > _MOST_TOLD:
        yield paragraph(voice.say("note.more", count=voice.number(len(entries) - _MOST_TOLD)), "note")
    drawn = (chart_of(pages, one["chart"], one, boundaries) for one in entries if one["chart"])
    yield from [chart for _, chart in zip(range(_MOST_CHARTS), drawn)]


def _stated(pages: Pages, kind: str) -> list[Part]:
    """Beside what is found, never mixed with it: what reports state in words on the same question."""
    stated = [
        (place, one)
        for place, one in enumerate(pages.picture.get("statements", ()))
        if one["kind"] == _STATED_BESIDE.get(kind)
    ]
    if not stated:
        return []
    name = Paragraph((Run(pages.voice.say(f"stated.{kind}"), bold=True),))
    return [name, Bullets([statement_item(pages, place, one) for place, one in stated[:_MOST_STATED]])]


def _item(pages: Pages, key: str, one: Entry, usual: str) -> tuple[Run, ...]:
    """A sentence that opens to the rows behind it, and how sure it is where that differs from the others."""
    sure, run = how_sure(pages, one), Run(one["text"][pages.voice.lang], evidence=pages.cite(key))
    return (run, Run(f" ({sure})", muted=True)) if sure != usual else (run,)


def _withheld(pages: Pages, withheld: Sequence[Entry]) -> Section:
    voice = pages.voice
    items = [
        (
            Run(
                voice.word("text.colon").format(
                    label=voice.say(f"analysis.{one['analysis']}"), value=one["text"][voice.lang]
                )
            ),
        )
        for one in withheld
    ]
    return Section(Heading(voice.say("heading.withheld"), level=2, anchor="withheld"), [Bullets(items)])
