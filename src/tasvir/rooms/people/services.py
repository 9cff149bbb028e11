"""Change bodies, persons and appointments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import Body, User


@transaction.atomic
def add_body(*, code: str, kind: str, parent: Body | None, by: User | None, now: datetime, **fields: Any) -> Body:
    """Add a commission or an agency under a body (or at the top)."""
    body = Body.objects.create(code=code, kind=kind, parent=parent, **fields)
    body.path = f"{parent.path if parent else '/'}{body.pk}/"
    body.save(update_fields=["path"])
    record_event(kind="people.body_added", by=by, now=now, body=code, subject="body", subject_id=body.pk)
    return body
