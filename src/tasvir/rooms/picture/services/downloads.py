"""Hand out a picture as a file, and write down who took it."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.core.picture.office.own_lists import office_lists
from tasvir.foundation.labels import current_lists
from tasvir.foundation.paper import Paper
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import User
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import MadePicture
from tasvir.rooms.picture.queries import shown_picture
from tasvir.rooms.reports import queries as reports


@transaction.atomic
def download_picture(
    *, made: MadePicture, form: str, hidden: Collection[str], by: User | None, now: datetime
) -> tuple[str, bytes]:
    """The name and the bytes of a picture in one of the forms of `choices.DOWNLOADS`."""
    if form not in choices.DOWNLOADS:
        raise UserError("picture.unknown_form", form=form)
    facts: dict[str, Any] = {"period": made.period_name, "form": form, "withheld": len(hidden)}
    record_event(
        kind="picture.downloaded", by=by, now=now, body=made.body.code, subject="picture", subject_id=made.pk, **facts
    )
    name = f"picture-{made.body.code}-{made.period_name.replace(':', '-')}.{form}"
    return name, _written(made, form, hidden)


def _written(made: MadePicture, form: str, hidden: Collection[str]) -> bytes:
    commission = reports.commission_of(made.body)
    lists = office_lists(current_lists(), commission)
    picture = shown_picture(made, hidden)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"picture.{form}"
        # The picture was made without names, so that nothing is left to take out.
        Paper.of(picture, made.lang, lists=lists, commission=commission, with_names=True).write(form, path)
        return path.read_bytes()
