"""Make a picture of a body's snapshot: counted once, composed in each language, kept by its hash."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from tasvir.core.disclosure.names import redact_picture
from tasvir.core.picture.compose import Parts, compose
from tasvir.foundation import files
from tasvir.foundation.making import Order, of_group, parts_of
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import MadePicture, Snapshot
from tasvir.rooms.picture.queries import Gathered, gather, page_of, read_material
from tasvir.rooms.picture.rules import submissions_of
from tasvir.rooms.picture.services.methods import note_methods
from tasvir.rooms.picture.services.snapshots import build_snapshot

Tell = Callable[[str, int], None]
MAIN = "cases_detected"
STEPS = 6


def make_picture(*, made: Sequence[MadePicture], now: datetime, tell: Tell) -> None:
    """Make the pictures of one body, period and comparisons in the languages of `made`; their pages too."""
    tell("picture.step.gathering", 0)
    gathered = gather(made[0].body)
    tell("picture.step.joining", 1)
    snapshot = build_snapshot(body=made[0].body, now=now, gathered=gathered)
    make_of_snapshot(made=made, snapshot=snapshot, gathered=gathered, now=now, tell=tell)


def make_of_snapshot(
    *, made: Sequence[MadePicture], snapshot: Snapshot, gathered: Gathered, now: datetime, tell: Tell
) -> None:
    """The same of a snapshot that is there: counted once, said in each language."""
    first = made[0]
    tell("picture.step.counting", 2)
    material = read_material(snapshot, gathered)
    if first.group:
        material = of_group(material, first.group)
    order = Order(first.period, first.compared_with, first.lang, timezone.localtime(now).date())
    parts = parts_of(material, gathered.commission, gathered.lists, order, first.pairs)
    for place, one in enumerate(made):
        tell("picture.step.writing", 3 + place)
        one.snapshot = snapshot
        picture = _finish(one, parts, now)
        if not place:
            note_methods(made=one, picture=picture, now=now)


def _finish(one: MadePicture, parts: Parts, now: datetime) -> dict[str, Any]:
    picture = redact_picture(compose(replace(parts, lang=one.lang)))
    data = json.dumps(picture, ensure_ascii=False, separators=(",", ":")).encode()
    one.file = files.store(data, now=now)
    one.headline, one.submissions = _headline(picture), submissions_of(picture)
    one.state, one.made_at = choices.READY, now
    page_of(one)
    one.save()
    return picture


def _headline(picture: dict[str, Any]) -> dict[str, Any]:
    """The first number of the whole, for lists of pictures."""
    totals = [one for one in picture["numbers"] if not one["by"] and one["value"] is not None]
    told = next((one for one in totals if one["measure"] == MAIN), totals[0] if totals else None)
    if told is None:
        return {}
    return {"measure": told["measure"], "label": told["label"], "value": told["value_label"]}


def fail_pictures(*, made: Sequence[MadePicture]) -> None:
    """Note that they could not be made; they can be asked for again."""
    MadePicture.objects.filter(pk__in=[one.pk for one in made]).update(state=choices.FAILED)
