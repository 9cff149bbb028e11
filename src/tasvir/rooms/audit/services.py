"""Write into the audit; called inside the transaction of what it records."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from tasvir.foundation.registry import audited_events
from tasvir.rooms.audit.models import Event, Head
from tasvir.rooms.audit.rules import chained_hash


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
    """Add one event to the chain; `facts` are plain JSON values, without anything that the audit should not hold."""
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
        subject_id=str(subject_id),
        reason=reason,
        facts=facts,
        previous_hash=head.hash,
    )
    event.hash = chained_hash(head.hash, hashed_fields(event))
    event.save(force_insert=True)
    Head.objects.filter(pk=1).update(number=event.number, hash=event.hash)
    return event


def hashed_fields(event: Event) -> dict[str, Any]:
    """What the hash of an event covers."""
    return {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": event.kind,
        "actor": event.actor,
        "actor_id": event.actor_id,
        "body": event.body,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "reason": event.reason,
        "facts": event.facts,
    }
