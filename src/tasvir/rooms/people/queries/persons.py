"""Persons, their roles, and whose account a person may look after."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tasvir.core.characters.folding import search_key
from tasvir.foundation.registry import roles_of_permissions
from tasvir.foundation.roles import ADMINISTRATOR, ROLES
from tasvir.rooms.people.models import Appointment, Body, NamedReader, User
from tasvir.rooms.people.queries.access import Access
from tasvir.rooms.people.queries.bodies import visible_bodies
from tasvir.rooms.people.rules import grantable_roles


def visible_persons(access: Access, permission: str = "people.read") -> QuerySet[User]:
    """The persons who work in the bodies over which one holds a permission, or hold a role there."""
    bodies = visible_bodies(access, permission).order_by().values("pk")
    holds = Appointment.objects.filter(user=OuterRef("pk"), ended_at=None, body__in=bodies)
    return User.objects.filter(Q(home__in=bodies) | Exists(holds))


def with_roles(persons: QuerySet[User]) -> QuerySet[User]:
    """The same persons with their running appointments at hand as `running`."""
    running = Appointment.objects.filter(ended_at=None).select_related("body").order_by("body__path", "role")
    return persons.select_related("home").prefetch_related(Prefetch("appointments", running, to_attr="running"))


def found_persons(persons: QuerySet[User], text: str) -> QuerySet[User]:
    """Those whose name, user name or address holds a text."""
    return persons.filter(search_key__contains=search_key(text)) if text.strip() else persons


def visible_appointments(access: Access, permission: str = "people.read") -> QuerySet[Appointment]:
    """The appointments at the bodies over which one holds a permission."""
    bodies = visible_bodies(access, permission).order_by()
    return Appointment.objects.filter(body__in=bodies).select_related("user", "body")


def may_grant(access: Access, role: str, body: Body) -> bool:
    """Whether a person may give (and end) a role at a body."""
    return role in grantable_roles(access.roles_at(body.path))


def may_look_after(access: Access, person: User) -> bool:
    """Whether one may change a person's account: whoever could give every role that the person holds, and nobody else.

    Otherwise a new password for somebody with a higher role would be a way to that role.
    """
    if person.pk == access.user_id:
        return False
    running = Appointment.objects.filter(user=person, ended_at=None).select_related("body")
    within = person.home_id is None or access.may("people.manage", person.home_id)
    known = person.home_id is not None or bool(running)
    return known and within and all(may_grant(access, one.role, one.body) for one in running)


def other_administrators(body: Body, appointment_id: int) -> QuerySet[Appointment]:
    """The running administrators who reach a body, without one of them."""
    reach = Appointment.objects.filter(role=ADMINISTRATOR, ended_at=None, user__is_active=True)
    return reach.filter(body_id__in=[*body.above_ids, body.pk]).exclude(pk=appointment_id)


def has_second_factor(person: User) -> bool:
    """Whether the person has set up an app for codes."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists())


def named_readers(kind: str, object_id: int) -> QuerySet[User]:
    """The persons who may read a thing that is kept for named persons only."""
    named = NamedReader.objects.filter(kind=kind, object_id=object_id).values("user")
    return User.objects.filter(pk__in=named)


def who_may_what() -> list[tuple[str, list[bool]]]:
    """Every permission in the house and, in the order of ROLES, whether the role holds it."""
    return [(name, [role in roles for role in ROLES]) for name, roles in sorted(roles_of_permissions().items())]
