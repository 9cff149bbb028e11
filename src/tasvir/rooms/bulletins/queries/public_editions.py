"""What the public has seen, and may see."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tasvir.core.disclosure.cells import CASES, CellValue
from tasvir.core.disclosure.picture_cells import DIMENSIONS, exact
from tasvir.core.picture.wording import Wording
from tasvir.foundation import files
from tasvir.rooms.bulletins import choices
from tasvir.rooms.bulletins.models import PublicEdition, ViolationNotice
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.queries import Access


def ever_published(body: Body) -> QuerySet[PublicEdition]:
    """Every edition of a body that the public has seen, also those taken back, the newest first."""
    found = PublicEdition.objects.filter(bulletin__body=body, published_at__isnull=False)
    return found.order_by("-published_at", "-id").select_related("cells")


def earlier_cells(body: Body) -> list[list[CellValue]]:
    """The cells of every edition of a body that the public has seen, the newest edition first."""
    return [[CellValue.from_json(one) for one in json.loads(files.read(found.cells))] for found in ever_published(body)]


def is_outdated(edition: PublicEdition) -> bool:
    """Whether the body has published another edition since this one was made."""
    return (
        ever_published(edition.bulletin.body).filter(published_at__gt=edition.made_at).exclude(pk=edition.pk).exists()
    )


def visible_editions(access: Access, permission: str = "bulletins.read") -> QuerySet[PublicEdition]:
    """Those of the bodies over which the person holds a permission."""
    scope = access.scope(permission, at="bulletin__body")
    return PublicEdition.objects.filter(scope).select_related("bulletin__body", "picture", "cells", "made_by")


def published_editions() -> QuerySet[PublicEdition]:
    """What everybody may read: published, of a bulletin that stands, its files written; the newest first."""
    found = PublicEdition.objects.filter(state=choices.PUBLISHED, bulletin__state=choices.ISSUED)
    return found.select_related("bulletin__body", "picture").prefetch_related("files").order_by("-published_at", "-id")


def public_picture(edition: PublicEdition) -> dict[str, Any]:
    """The picture for the public."""
    found: dict[str, Any] = json.loads(files.read(edition.picture))
    return found


def visible_notices(access: Access, permission: str = "bulletins.read") -> QuerySet[ViolationNotice]:
    """Those of the bodies over which the person holds a permission."""
    return ViolationNotice.objects.filter(access.scope(permission)).select_related("body", "written_by", "approved_by")


def public_notices(today: date) -> QuerySet[ViolationNotice]:
    """What everybody may read on a day."""
    found = ViolationNotice.objects.filter(state=choices.PUBLISHED, publish_on__lte=today, take_down_on__gt=today)
    return found.select_related("body")


@dataclass(frozen=True)
class PublicTable:
    """One table of the public page."""

    title: str
    head: str
    compared: str
    rows: list[dict[str, Any]]


def public_tables(picture: Mapping[str, Any], voice: Wording) -> list[PublicTable]:
    """The totals, then the cases by each breakdown, in the language of the page."""
    told = voice.say
    totals = [one for one in picture["numbers"] if not one["by"]]
    tables = [_table(told("heading.numbers"), told("column.measure"), totals, voice, whole=True)]
    for dimension in DIMENSIONS:
        cells = [one for one in picture["numbers"] if one["measure"] == CASES and list(one["by"]) == [dimension]]
        shown = [one for one in cells if one["state"] == "hidden" or exact(one["value"])]
        if shown:
            word = voice.word(f"dimension.{dimension}")
            title = f"{voice.measure(CASES)}{voice.word('join.comma')}{told('heading.by', dimension=word)}"
            tables.append(_table(title, told(f"dimension.{dimension}"), shown, voice, whole=False))
    return [one for one in tables if one.rows]


def _table(title: str, head: str, numbers: list[Mapping[str, Any]], voice: Wording, *, whole: bool) -> PublicTable:
    bases = [_base(one) for one in numbers]
    name = next((base["name"] for base in bases if base), "")
    compared = voice.say(f"comparison.{name}") if name else ""
    rows = []
    for one, base in zip(numbers, bases):
        label = _name(one, voice) if whole else voice.cell(one["by"])
        before = voice.amount(exact(base["value"]) or 0, one["unit"]) if base else ""
        hidden = one["state"] == "hidden"
        value = exact(one["value"])
        told = voice.word(f"state.{one['state']}") if value is None else voice.amount(value, one["unit"])
        rows.append({"label": label, "value": told, "before": before, "hidden": hidden})
    return PublicTable(title, head, compared, rows)


def _name(number: Mapping[str, Any], voice: Wording) -> str:
    """A measure's name; of quantities with the unit, since there is one total for each."""
    name = voice.measure(number["measure"])
    unit = voice.unit(number["unit"]) if number["measure"] == "quantity" else ""
    return f"{name} ({unit})" if unit else name


def _base(number: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The first comparison that has a base and is no plan."""
    return next((one for one in number["comparisons"] if one["name"] != "plan" and one["value"] is not None), None)
