"""Keep a picture as it stands, so that what changes afterwards can be shown."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import User
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import KeptPicture, MadePicture


@transaction.atomic
def keep_picture(*, made: MadePicture, label: str, by: User | None, now: datetime) -> KeptPicture:
    """Keep a ready picture under a label: the number of the report issued from it, or an occasion."""
    words = " ".join(label.split())[:200]
    if made.state != choices.READY or made.file is None:
        raise UserError("picture.not_ready")
    if not words:
        raise UserError("picture.label_missing")
    kept = KeptPicture.objects.create(
        made=made,
        body=made.body,
        period_start=made.period_start,
        period_end=made.period_end,
        label=words,
        file=made.file,
        kept_at=now,
        kept_by=by,
    )
    facts = {"period": made.period_name, "label": words, "sha256": made.file.sha256}
    record_event(
        kind="picture.kept", by=by, now=now, body=made.body.code, subject="picture", subject_id=made.pk, **facts
    )
    return kept
