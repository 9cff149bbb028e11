"""The sources of one number, a page at a time, with what stands there for those who may read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from tasvir.core.picture.source_texts import row_text
from tasvir.core.picture.wording import Wording
from tasvir.rooms.incidents import queries as incidents
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.people.queries import Access
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.rules import submission_of
from tasvir.warehouse.source_pairs import sources_of

A_PAGE = 25
_TOLD = (
    "source", "occurred_on", "area", "goods", "channel", "violation", "lead_agency", "place",
    "quantity", "unit", "value", "currency", "ref",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One source: its submission, the place in it, what stands there (empty: not for this person) and its address."""

    submission: str
    place: str
    text: str
    url: str


@dataclass(frozen=True)
class Reader:
    """Who reads: the person's access, the submissions that are kept from the person, and the language."""

    access: Access
    hidden: Collection[str]
    voice: Wording


def sources_page(made: MadePicture, key: str, page: int, reader: Reader, texts: Mapping[str, str]) -> list[Source]:
    """A page of the sources of a number's key, counted from 1; `texts` say what stands at some of them."""
    found = sources_of(made.pairs, key, first=(page - 1) * A_PAGE, count=A_PAGE) if made.pairs.is_file() else []
    return described(found, reader, texts)


def described(found: Sequence[str], reader: Reader, texts: Mapping[str, str]) -> list[Source]:
    """Sources with what stands at each; a row that the person may not read is named without its content."""
    rows = Incident.objects.filter(source__in=found)
    kept = set(rows.values_list("source", flat=True))
    seen = incidents.visible_incidents(reader.access).filter(source__in=found).values(*_TOLD)
    told = dict(texts) | {row["source"]: row_text(_as_table(row), reader.voice) for row in seen}
    shown = {row["source"] for row in seen}
    return [_source(one, "" if one in kept - shown else told.get(one, ""), reader) for one in found]


def _as_table(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the database as core's tables have it: a blank is None."""
    return {name: None if value == "" else value for name, value in row.items()}


def _source(source: str, text: str, reader: Reader) -> Source:
    number = submission_of(source)
    address = f"{reverse('reports:source')}?{urlencode({'at': source})}"
    if number in reader.hidden:
        return Source(number, "", "", "")
    return Source(number, source.removeprefix(f"{number}/"), text, address if text else "")
