"""The tree of bodies."""

from __future__ import annotations

from django.db.models import QuerySet

from tasvir.rooms.people.models import Body


def bodies_below(body: Body, *, itself: bool = True) -> QuerySet[Body]:
    """A body and all below it, in the order of the tree."""
    found = Body.objects.filter(path__startswith=body.path)
    return found if itself else found.exclude(pk=body.pk)


def reporting_bodies(body: Body) -> QuerySet[Body]:
    """Those at or below a body that are still at work."""
    return bodies_below(body).filter(active=True)
