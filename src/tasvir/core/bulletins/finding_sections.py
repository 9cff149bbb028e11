"""The findings in the document: a first page by groups, how sure each group is said once, the rest below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from tasvir.core.bulletins.pages import Pages, exact
from tasvir.core.bulletins.tree import Bullets, Heading, Paragraph, Part, Run, Section

Finding = Mapping[str, Any]
_OPENING = "“«"


def findings_section(pages: Pages) -> Section:
    """The findings of the first page under their groups, then the further ones in a part of their own."""
    voice, findings = pages.voice, pages.picture["findings"]
    parts = list(_groups(pages, [one for one in findings if one["first_page"]]))
    further = [one for one in findings if not one["first_page"]]
    if further:
        heading = Heading(voice.say("heading.further"), level=2, anchor="further")
        parts.append(Section(heading, list(_groups(pages, further))))
    return Section(Heading(voice.say("heading.findings"), anchor="findings"), parts)


def _groups(pages: Pages, findings: Sequence[Finding]) -> Iterator[Part]:
    for group, members in groupby(findings, key=lambda one: str(one["group"])):
        found = list(members)
        usual = Counter(how_sure(pages, one) for one in found).most_common(1)[0][0]
        name = pages.voice.say(f"group.{group}")
        yield Paragraph((Run(name, bold=True), Run(f" ({usual})", muted=True)))
        yield Bullets([_item(pages, one, usual) for one in found])


def how_sure(pages: Pages, one: Finding) -> str:
    """How sure a finding is and why, in words."""
    lang = pages.voice.lang
    confidence, because = one["confidence_label"][lang], one["confidence_reason"][lang]
    return pages.voice.word("note.beside").format(confidence=confidence, because=because)


def _item(pages: Pages, one: Finding, usual: str) -> tuple[Run, ...]:
    """A sentence with its numbers opening to their sources, and how sure it is where that differs from its group."""
    sure = how_sure(pages, one)
    numbers = [key for key in one["evidence"] if key.startswith("numbers/")]
    others = [key for key in one["evidence"] if key not in numbers and _can_be_opened(key)]
    key = pages.cite(others[0], always=True) if others else None
    text = one["text"][pages.voice.lang]
    if one["kind"] == "stated":
        runs = _with_quote(text, key)
    else:
        runs = _linked(pages, text, numbers) if numbers or not key else [Run(text, evidence=key)]
    return (*runs, Run(f" ({sure})", muted=True)) if sure != usual else tuple(runs)


def _with_quote(text: str, key: str | None) -> list[Run]:
    """A sentence whose quote opens to its source and keeps its own direction."""
    start = next((place for place, letter in enumerate(text) if letter in _OPENING), 0)
    return [Run(text[:start]), Run(text[start:], isolate=True, evidence=key)]


def _linked(pages: Pages, text: str, keys: Sequence[str]) -> list[Run]:
    """A sentence whose values, in the order of their keys, open to their sources."""
    runs: list[Run] = []
    for key in keys:
        number = pages.picture["numbers"][int(key.rpartition("/")[2])]
        value = pages.amount(number)
        if value not in text and number["value"] is not None:  # said without its unit
            value = pages.voice.number(exact(number["value"]))
        before, found, after = text.partition(value)
        if found:
            runs += [Run(before)] if before else []
            runs.append(Run(value, evidence=pages.cite(key, always=True)))
            text = after
    return [*runs, Run(text)] if text else runs


def _can_be_opened(place: str) -> bool:
    return place == "reporting" or place.rpartition("/")[2].isdigit()
