"""The tree of bodies and the working groups in it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tasvir.core.characters.folding import search_key
from tasvir.rooms.people.models import COMMISSION, Body, WorkingGroup
from tasvir.rooms.people.queries.access import Access


def bodies_below(body: Body, *, itself: bool = True) -> QuerySet[Body]:
    """A body and all below it, in the order of the tree."""
    found = Body.objects.filter(path__startswith=body.path)
    return found if itself else found.exclude(pk=body.pk)


def reporting_bodies(body: Body) -> QuerySet[Body]:
    """Those at or below a body that are still at work."""
    return bodies_below(body).filter(active=True)


def visible_bodies(access: Access, permission: str = "people.read") -> QuerySet[Body]:
    """The bodies over which a person holds a permission, in the order of the tree."""
    return Body.objects.filter(access.bodies(permission))


def managed_commissions(access: Access) -> QuerySet[Body]:
    """The commissions at work to which the person may add bodies."""
    return visible_bodies(access, "people.manage").filter(kind=COMMISSION, active=True)


def found_bodies(bodies: QuerySet[Body], text: str) -> QuerySet[Body]:
    """Those whose names or code hold a text, whatever its script variants."""
    return bodies.filter(search_key__contains=search_key(text)) if text.strip() else bodies


def offered(bodies: QuerySet[Body], near: Q, most: int = 300) -> QuerySet[Body]:
    """What a form offers: all of them, or in a national tree, where nobody finds one in a list, those nearby."""
    return bodies.filter(near) if bodies.order_by()[: most + 1].count() > most else bodies


def visible_groups(access: Access, permission: str = "people.read") -> QuerySet[WorkingGroup]:
    """The working groups of the commissions over which a person holds a permission."""
    commissions = visible_bodies(access, permission).order_by()
    groups = WorkingGroup.objects.filter(commission__in=commissions).select_related("commission")
    return groups.order_by("-active", "commission__path", "code")


def free_body_code(wish: str) -> str:
    """A code that no body has yet, as near to the wish as possible."""
    taken = set(Body.objects.filter(code__startswith=wish).values_list("code", flat=True))
    return next(code for code in _candidates(wish or "body") if code not in taken)


def free_group_code(commission: Body, wish: str) -> str:
    """A code that no working group of a commission has yet."""
    taken = set(commission.working_groups.values_list("code", flat=True))
    return next(code for code in _candidates(wish or "group") if code not in taken)


def _candidates(wish: str) -> list[str]:
    return [wish[:50], *(f"{wish[:50]}-{number}" for number in range(2, 5000))]
