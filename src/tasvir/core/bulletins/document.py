"""The official document of a picture as a tree: letterhead, first figures, findings, numbers, and the whole account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tasvir.core.bulletins.account_sections import account_sections
from tasvir.core.bulletins.analysis_sections import analysis_sections
from tasvir.core.bulletins.evidence import build_evidence
from tasvir.core.bulletins.finding_sections import findings_section
from tasvir.core.bulletins.number_sections import key_figures, number_sections
from tasvir.core.bulletins.pages import Pages
from tasvir.core.bulletins.tree import Document, Heading, Part, Section
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
    pages = pages_of(picture, lang, lists=lists, commission=commission, paper=paper)
    voice = pages.voice
    parts: list[Part] = []
    figures = key_figures(pages)
    if figures.figures:
        parts.append(Section(Heading(voice.say("heading.key"), anchor="key"), [figures]))
    parts.append(findings_section(pages))
    parts += number_sections(pages, boundaries)
    parts += analysis_sections(pages, boundaries)
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


def pages_of(
    picture: Mapping[str, Any],
    lang: str,
    *,
    lists: Lists | None = None,
    commission: Commission | None = None,
    paper: bool = False,
) -> Pages:
    """What the sections of a picture's document need, in a language."""
    office = commission or Commission(names=picture["commission"]["name"])
    system = "jalali" if picture["period"]["calendar"] == "jalali" or office.calendar == "jalali" else "gregorian"
    voice = Wording(lang, lists or load_lists(), office, system)  # type: ignore[arg-type]
    return Pages(picture, voice, paper)
