"""Write into the audit; called inside the transaction of what it records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tasvir.foundation.registry import audited_events
from tasvir.rooms.audit.models import Event, Head
from tasvir.rooms.audit.rules import settled, settled_text

# Looking at the list without asking for anybody or anything is recorded once in this time.
_ONE_LOOK = timedelta(hours=12)


@transaction.atomic
def record_event(
    *,
    kind: str,
    by: Any | None,
    now: datetime,
    body: str = "",
    subject: str = "",
    subject_id: object = "",
    reason: str = "",
    **facts: Any,
) -> Event:
    """Add one event to the chain; `facts` are plain values, without anything that the audit should not hold.

    Until the transaction ends nobody else adds an event: record late in it.
    """
    if kind not in audited_events():
        raise ValueError(f"{kind} is no kind of event that a room has declared")
    head = Head.objects.select_for_update().get_or_create(pk=1)[0]
    event = Event(
        number=head.number + 1,
        at=now,
        kind=kind,
        actor=by.get_username() if by else "",
        actor_id=by.pk if by else None,
        body=body,
        subject=subject,
        subject_id=settled_text(str(subject_id)),
        reason=settled_text(reason),
        facts=settled(facts),
        previous_hash=head.hash,
    )
    event.hash = event.hash_after(head.hash)
    event.save(force_insert=True)
    Head.objects.filter(pk=1).update(number=event.number, hash=event.hash)
    return event


@transaction.atomic
def record_reading(*, by: Any, now: datetime, asked: Mapping[str, str]) -> Event | None:
    """Record that a person looked into the audit: always for what was asked for, twice a day for the bare list."""
    looks = Event.objects.filter(kind="audit.read", actor=by.get_username(), at__gt=now - _ONE_LOOK)
    if not asked and looks.exists():
        return None
    return record_event(kind="audit.read", by=by, now=now, asked=dict(asked))


def record_export(*, by: Any, now: datetime, asked: Mapping[str, str]) -> Event:
    """Record that a person took events out of the house."""
    return record_event(kind="audit.exported", by=by, now=now, asked=dict(asked))
