"""The official document of a picture as a tree: letterhead, first figures, findings, numbers, and the whole account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tasvir.core.bulletins.account_sections import account_sections
from tasvir.core.bulletins.evidence import build_evidence
from tasvir.core.bulletins.number_sections import key_figures, number_sections
from tasvir.core.bulletins.pages import Pages
from tasvir.core.bulletins.tree import Bullets, Document, Heading, Part, Run, Section
from tasvir.core.picture.office.commission import Commission, name_in
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import Lists, load_lists


def build_document(
    picture: Mapping[str, Any],
    lang: str,
    *,
    lists: Lists | None = None,
    commission: Commission | None = None,
    boundaries: Mapping[str, Any] | None = None,
    paper: bool = False,
) -> Document:
    """The document of a picture in a language; every number cites its evidence, on paper those of the first pages."""
    office = commission or Commission(names=picture["commission"]["name"])
    system = "jalali" if picture["period"]["calendar"] == "jalali" or office.calendar == "jalali" else "gregorian"
    voice = Wording(lang, lists or load_lists(), office, system)  # type: ignore[arg-type]
    pages = Pages(picture, voice, paper)
    parts: list[Part] = []
    figures = key_figures(pages)
    if figures.figures:
        parts.append(Section(Heading(voice.say("heading.key"), anchor="key"), [figures]))
    parts.append(Section(Heading(voice.say("heading.findings"), anchor="findings"), [_findings(pages)]))
    parts += number_sections(pages, boundaries)
    parts += account_sections(pages)
    name = name_in(picture["commission"]["name"], lang)
    return Document(
        lang=lang,
        direction="rtl" if lang == "fa" else "ltr",
        title=voice.say("title.picture_of", commission=name) if name else voice.say("title.picture"),
        subtitle=voice.say("title.subtitle", period=pages.period_name, range=pages.range),
        issued_by=name,
        letterhead=[
            (voice.say("letter.number"), ""),
            (voice.say("letter.date"), pages.made_on),
            (voice.say("letter.attachments"), voice.say("letter.attachments_value")),
        ],
        parts=parts,
        evidence=build_evidence(pages),
        footer=voice.say("method.cut_off", day=pages.made_on),
    )


def _findings(pages: Pages) -> Bullets:
    """Each finding with its numbers opening to their sources, and how sure it is."""
    lang = pages.voice.lang
    items = []
    for one in pages.picture["findings"]:
        because = pages.voice.word("note.beside").format(
            confidence=one["confidence_label"][lang], because=one["confidence_reason"][lang]
        )
        numbers = [key for key in one["evidence"] if key.startswith("numbers/")]
        others = [key for key in one["evidence"] if key not in numbers and _can_be_opened(key)]
        key = pages.cite(others[0], always=True) if others else None
        items.append((*_linked(pages, one["text"][lang], numbers), Run(f" {because}", muted=True, evidence=key)))
    return Bullets(items)


def _linked(pages: Pages, text: str, keys: Sequence[str]) -> list[Run]:
    """A sentence whose values, in the order of their keys, open to their sources."""
    runs: list[Run] = []
    for key in keys:
        value = pages.amount(pages.picture["numbers"][int(key.rpartition("/")[2])])
        before, found, after = text.partition(value)
        if found:
            runs += [Run(before)] if before else []
            runs.append(Run(value, evidence=pages.cite(key, always=True)))
            text = after
    return [*runs, Run(text)] if text else runs


def _can_be_opened(place: str) -> bool:
    return place == "reporting" or place.rpartition("/")[2].isdigit()
