"""Keep a list under a name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tasvir.rooms.audit.services import record_event
from tasvir.rooms.incidents.models import SavedView
from tasvir.rooms.people.models import Body, User


@transaction.atomic
def save_view(*, name: str, query: str, shared_with: Body | None, by: User, now: datetime) -> SavedView:
    """Keep a list under a name; the same name of the same person is written over."""
    view = SavedView.objects.update_or_create(
        owner=by, name=name, defaults={"query": query, "shared_with": shared_with, "made_at": now}
    )[0]
    if shared_with:
        record_event(
            kind="incidents.view_shared",
            by=by,
            now=now,
            body=shared_with.code,
            subject="saved_view",
            subject_id=view.pk,
            query=query,
        )
    return view


@transaction.atomic
def remove_view(*, view: SavedView, by: User) -> None:
    """Take out a saved list of one's own."""
    SavedView.objects.filter(pk=view.pk, owner=by).delete()
