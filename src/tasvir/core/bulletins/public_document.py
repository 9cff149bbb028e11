"""The document of a public edition: published numbers and findings only, and what is hidden and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tasvir.core.bulletins.finding_sections import findings_section
from tasvir.core.bulletins.number_sections import key_figures, number_sections
from tasvir.core.bulletins.pages import Pages, paragraph
from tasvir.core.bulletins.tree import Document, Heading, Part, Section
from tasvir.core.picture.office.commission import Commission, name_in
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.lists import Lists, load_lists


@dataclass
class _PublicPages(Pages):
    """Pages that cite nothing: the public sees no rows."""

    def cite(self, key: str, *, always: bool = False) -> str | None:  # noqa: ARG002 - the signature of every page
        """No key at all."""
        return None


def build_public_document(
    picture: Mapping[str, Any],
    lang: str,
    *,
    lists: Lists | None = None,
    commission: Commission | None = None,
    boundaries: Mapping[str, Any] | None = None,
) -> Document:
    """The document of a public edition (`core.disclosure.public_edition`) in a language, without any evidence."""
    office = commission or Commission(names=picture["commission"]["name"])
    system = "jalali" if picture["period"]["calendar"] == "jalali" or office.calendar == "jalali" else "gregorian"
    voice = Wording(lang, lists or load_lists(), office, system)  # type: ignore[arg-type]
    pages = _PublicPages(picture, voice, paper=True)
    figures = key_figures(pages)
    parts: list[Part] = []
    if figures.figures:
        parts.append(Section(Heading(voice.say("heading.key"), anchor="key"), [figures]))
    if picture["findings"]:
        parts.append(findings_section(pages))
    parts += number_sections(pages, boundaries)
    parts.append(_hidden(pages))
    name = name_in(picture["commission"]["name"], lang)
    title = voice.say("title.picture_of", commission=name) if name else voice.say("title.picture")
    return Document(
        lang=lang,
        direction="rtl" if lang == "fa" else "ltr",
        title=f"{title}{voice.word('join.comma')}{voice.word('title.public')}",
        subtitle=voice.say("title.subtitle", period=pages.period_name, range=pages.range),
        issued_by=name,
        letterhead=[(voice.say("letter.number"), ""), (voice.say("letter.date"), pages.made_on)],
        parts=parts,
        footer=voice.say("method.cut_off", day=pages.made_on),
    )


def _hidden(pages: Pages) -> Section:
    voice, rules = pages.voice, pages.picture["public"]
    told = voice.say(
        "note.public",
        hidden=voice.number(rules["hidden"]),
        threshold=voice.number(rules["threshold"]),
        persons=voice.number(rules["threshold_persons"]),
    )
    return Section(Heading(voice.say("heading.public"), anchor="public"), [paragraph(told)])
