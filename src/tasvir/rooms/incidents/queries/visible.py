"""Which rows a person may see: every list, count, export and lookup of this room starts here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tasvir.foundation.roles import CLOSE_READERS
from tasvir.foundation.sensitivity import MEMBERS, NAMED, OPEN, RESTRICTED
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.people.models import Body, NamedReader
from tasvir.rooms.people.queries import Access

_MANY = 50  # bodies; with more it pays to ask whether they are all that there are


def visible_incidents(access: Access, permission: str = "incidents.read") -> QuerySet[Incident]:
    """The rows that a person may see: of the bodies in reach, by their label; whoever is named sees those too."""
    return Incident.objects.filter(incident_seen(access, permission))


def incident_seen(access: Access, permission: str = "incidents.read", at: str = "") -> Q:
    """The same as a filter, also on records that point to an incident (`at`: "left", "right").

    It says what `Access.visible` says, in the shape that lets a database walk an index of millions of rows: one list
    of bodies, none at all for whoever reaches every body, and names only where the person is named somewhere.
    """
    before = f"{at}__" if at else ""
    if not access.may(permission):
        return Q(pk__in=[])
    reach = access.body_ids(permission)
    close = Access(access.user_id, tuple(post for post in access.posts if post.role in CLOSE_READERS))
    seen = _in_reach(before, reach, close.body_ids(permission))
    named = _named(access, before)
    return seen | named if named else seen


def _in_reach(before: str, reach: frozenset[int], close: frozenset[int]) -> Q:
    label, body = f"{before}sensitivity", f"{before}body__in"
    everywhere = len(reach) > _MANY and len(reach) == Body.objects.count()
    within = Q() if everywhere else Q(**{body: sorted(reach)})
    if close == reach:
        return within & ~Q(**{label: NAMED})
    plain = Q(**{f"{label}__in": [OPEN, MEMBERS]})
    return within & (plain | Q(**{label: RESTRICTED, body: sorted(close)}) if close else plain)


def _named(access: Access, before: str) -> Q | None:
    """What is kept for named persons and names this one."""
    if access.user_id is None:
        return None
    found = NamedReader.objects.filter(user_id=access.user_id, kind__in=["incident", "submission"])
    numbers: dict[str, list[int]] = {"incident": [], "submission": []}
    for kind, number in found.values_list("kind", "object_id"):
        numbers[kind].append(number)
    if not any(numbers.values()):
        return None
    own = Q(**{f"{before}pk__in": numbers["incident"]}) | Q(**{f"{before}submission_id__in": numbers["submission"]})
    return Q(**{f"{before}sensitivity": NAMED}) & own
