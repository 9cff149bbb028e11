"""Who may read what is kept for named persons only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import NamedReader, User


@transaction.atomic
def name_readers(*, kind: str, object_id: int, users: Iterable[User], by: User | None, now: datetime) -> None:
    """Let exactly these persons read one thing; the room that owns it has asked whether `by` may say so."""
    wanted = {user.pk: user.username for user in users}
    NamedReader.objects.filter(kind=kind, object_id=object_id).exclude(user_id__in=wanted).delete()
    there = set(NamedReader.objects.filter(kind=kind, object_id=object_id).values_list("user_id", flat=True))
    NamedReader.objects.bulk_create(
        [NamedReader(user_id=one, kind=kind, object_id=object_id) for one in sorted(wanted.keys() - there)]
    )
    names = sorted(wanted.values())
    record_event(kind="people.readers_named", by=by, now=now, subject=kind, subject_id=object_id, readers=names)
