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
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.queries import gather, page_of, read_material
from tasvir.rooms.picture.rules import submissions_of
from tasvir.rooms.picture.services.snapshots import build_snapshot

Tell = Callable[[str, int], None]
MAIN = "cases_detected"
STEPS = 5


def make_picture(*, made: Sequence[MadePicture], now: datetime, tell: Tell) -> None:
    """Make the pictures of one body, period and comparisons in the languages of `made`; their pages too."""
    first = made[0]
    tell("picture.step.gathering", 0)
    gathered = gather(first.body)
    tell("picture.step.joining", 1)
    snapshot = build_snapshot(body=first.body, now=now, gathered=gathered)
    tell("picture.step.counting", 2)
    material = read_material(snapshot, gathered)
    if first.group:
        material = of_group(material, first.group)
    today = timezone.localtime(now).date()
    order = Order(first.period, first.compared_with, first.lang, today)
    parts = parts_of(material, gathered.commission, gathered.lists, order, first.pairs)
    for one in made:
        tell("picture.step.writing", 3)
        one.snapshot = snapshot
        _finish(one, parts, now)
    tell("picture.step.drawing", 4)


def _finish(one: MadePicture, parts: Parts, now: datetime) -> None:
    picture = redact_picture(compose(replace(parts, lang=one.lang)))
    data = json.dumps(picture, ensure_ascii=False, separators=(",", ":")).encode()
    one.file = files.store(data, now=now)
    one.headline, one.submissions = _headline(picture), submissions_of(picture)
    one.state, one.made_at = choices.READY, now
    page_of(one)
    one.save()


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
