"""A picture as its pages show it: without what this person may not read, drawn once and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from tasvir.core.bulletins.document import pages_of
from tasvir.core.bulletins.evidence import evidence_entry
from tasvir.core.bulletins.pages import Pages
from tasvir.core.bulletins.tree import Document, Evidence
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.office.own_lists import office_lists
from tasvir.core.picture.wording import Wording
from tasvir.foundation import files
from tasvir.foundation.labels import current_lists
from tasvir.foundation.paper import document_of
from tasvir.renderers.html import Page, html_parts
from tasvir.rooms.people.queries import Access
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.rules import Change, withhold
from tasvir.rooms.reports import queries as reports

_PAGE = "page-{}.html"


def hidden_submissions(made: MadePicture, access: Access) -> frozenset[str]:
    """The numbers of the submissions in a picture whose words this person may not read."""
    told = set(made.submissions)
    seen = reports.visible_submissions(access).filter(number__in=told).values_list("number", flat=True)
    return frozenset(told.difference(seen))


def shown_picture(made: MadePicture, hidden: Collection[str] = ()) -> dict[str, Any]:
    """The picture without the words of hidden submissions."""
    if made.file is None:
        raise ValueError(f"the picture {made.pk} is not ready")
    return withhold(_read(made.file.sha256), hidden)


def page_of(made: MadePicture, hidden: Collection[str] = ()) -> SafeString:
    """The parts of the page as HTML: drawn at the first call, read from the warehouse afterwards."""
    name = hashlib.sha256("|".join(sorted(hidden)).encode()).hexdigest()[:16] if hidden else "whole"
    path = made.folder / _PAGE.format(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(draw_page(made, shown_picture(made, hidden)), encoding="utf-8")
    # Every text in it went through the escaping templates of the renderers.
    return mark_safe(path.read_text("utf-8"))


def draw_page(made: MadePicture, picture: Mapping[str, Any]) -> str:
    """The page of a picture, its numbers leading to their sources."""
    document = _document(made, picture)
    return html_parts(document, _LinkedPage(document, made))


def charts_of(made: MadePicture, hidden: Collection[str] = ()) -> list[Mapping[str, Any]]:
    """The specifications of the page's charts, in its order."""
    document = _document(made, shown_picture(made, hidden))
    page = _LinkedPage(document, made)
    html_parts(document, page)
    return page.specifications


def evidence_of(made: MadePicture, picture: Mapping[str, Any], key: str) -> tuple[Evidence | None, Wording]:
    """Where a number or sentence comes from (None: there is no such thing), and the voice that says it."""
    pages = _pages(made, picture)
    return evidence_entry(pages, key), pages.voice


def voice_of(made: MadePicture) -> Wording:
    """The language of a picture with its office's own words and calendar."""
    return _pages(made, shown_picture(made)).voice


@dataclass(frozen=True)
class ToldChange:
    """One changed number in words."""

    change: Change
    label: str
    before: str
    now: str
    difference: str


def told_changes(made: MadePicture, changes: Iterable[Change]) -> list[ToldChange]:
    """What has changed, in the language of the newer picture."""
    voice = voice_of(made)
    return [_told(one, voice) for one in changes]


def _told(one: Change, voice: Wording) -> ToldChange:
    label = voice.word("join.comma").join(part for part in (voice.measure(one.measure), voice.cell(one.by)) if part)
    before, now = (voice.amount(value, one.unit) if value is not None else "" for value in (one.before, one.now))
    difference = voice.amount(abs(one.difference), one.unit) if one.difference else ""
    return ToldChange(one, label, before, now, difference)


def _pages(made: MadePicture, picture: Mapping[str, Any]) -> Pages:
    commission = _commission(made)
    return pages_of(picture, made.lang, lists=office_lists(current_lists(), commission), commission=commission)


def _document(made: MadePicture, picture: Mapping[str, Any]) -> Document:
    commission = _commission(made)
    return document_of(picture, made.lang, lists=office_lists(current_lists(), commission), commission=commission)


def _commission(made: MadePicture) -> Commission:
    return reports.commission_of(made.body)


class _LinkedPage(Page):
    """The page inside the platform: a number leads to its own page."""

    def __init__(self, document: Document, made: MadePicture) -> None:
        super().__init__(document)
        self._where = {"body": made.body.code, "period": made.period_name}
        self._group = f"?group={made.group}" if made.group else ""

    def address(self, key: str) -> str | None:
        kind, _, place = key.rpartition("/")
        if kind == "numbers":
            return reverse("picture:number", kwargs={**self._where, "index": int(place)}) + self._group
        return reverse("picture:evidence", kwargs={**self._where, "key": key}) + self._group


@lru_cache(maxsize=6)
def _read(sha256: str) -> dict[str, Any]:
    """A file by its hash never changes, so that it is read once."""
    found: dict[str, Any] = json.loads(files.path_of(sha256).read_bytes())
    return found
