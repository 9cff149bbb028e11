"""The pictures that there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from tasvir.core.calendars.periods import Period
from tasvir.foundation import files
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.queries import Access
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import KeptPicture, MadePicture, Snapshot
from tasvir.rooms.picture.rules import Change, drift


def readable_bodies(access: Access) -> QuerySet[Body]:
    """The bodies whose pictures a person may open, in the order of the tree."""
    return Body.objects.filter(access.bodies("picture.read"), active=True)


def pictures_of(body: Body, period: Period, lang: str, group: str = "") -> QuerySet[MadePicture]:
    """Every picture of a body, a period and a language, the newest first."""
    found = MadePicture.objects.filter(body=body, period_start=period.start, period_end=period.end, lang=lang)
    return found.filter(group=group).select_related("body", "snapshot", "file")


def newest_picture(
    body: Body, period: Period, comparisons: Sequence[str] | None = None, lang: str = "fa", group: str = ""
) -> MadePicture | None:
    """The newest ready picture, of any comparisons where none are named; None where none has been made."""
    found = pictures_of(body, period, lang, group).filter(state=choices.READY)
    if comparisons is not None:
        found = found.filter(comparisons="|".join(comparisons))
    return found.first()


def newest_snapshot(body: Body) -> Snapshot | None:
    """What pictures of a body are made of now."""
    return Snapshot.objects.filter(body=body, state=choices.READY).first()


def recent_pictures(access: Access, lang: str) -> QuerySet[MadePicture]:
    """The ready pictures of bodies in a person's reach, the newest first."""
    found = MadePicture.objects.filter(access.scope("picture.read"), lang=lang, state=choices.READY)
    return found.select_related("body")


def kept_pictures(body: Body, period: Period) -> QuerySet[KeptPicture]:
    """What was kept of a body and a period, the newest first."""
    found = KeptPicture.objects.filter(body=body, period_start=period.start, period_end=period.end)
    return found.select_related("file", "kept_by", "made")


def picture_json(made: MadePicture | KeptPicture) -> dict[str, Any]:
    """The picture itself, as contracts.md has it, without any person's name."""
    if made.file is None:
        raise ValueError(f"the picture {made.pk} is not ready")
    found: dict[str, Any] = json.loads(files.read(made.file))
    return found


def drift_since(kept: KeptPicture, made: MadePicture) -> list[Change]:
    """What has changed between a kept picture and a newer one."""
    return drift(picture_json(kept), picture_json(made))
