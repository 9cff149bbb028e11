"""Saved lists."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tasvir.rooms.incidents.models import SavedView
from tasvir.rooms.people.queries import Access


def saved_views(access: Access) -> QuerySet[SavedView]:
    """A person's own lists, and those that are shared with a body over which the person reads incidents."""
    shared = access.scope("incidents.read", at="shared_with")
    return SavedView.objects.filter(Q(owner=access.user_id) | shared).select_related("owner")
