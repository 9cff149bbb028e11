"""What every change asks first: whether the person may make it, and that nobody else makes it at the same time."""

from __future__ import annotations

from tasvir.core.errors import UserError
from tasvir.foundation.roles import ADMINISTRATOR
from tasvir.rooms.people.models import Appointment, Body, User
from tasvir.rooms.people.queries.access import access_of
from tasvir.rooms.people.queries.persons import may_grant, may_look_after, other_administrators


def must_manage(by: User | None, body: Body) -> None:
    """Refuse those who do not manage a body; the house itself (nobody) may."""
    if by is not None and not access_of(by).may("people.manage", body.pk):
        raise UserError("people.refused.body")


def must_look_after(by: User | None, person: User) -> None:
    """Refuse those who may not change a person's account."""
    if by is not None and not may_look_after(access_of(by), person):
        raise UserError("people.refused.own_account" if by.pk == person.pk else "people.refused.person")


def must_grant(by: User | None, role: str, body: Body) -> None:
    """Refuse those who may not give or end a role at a body."""
    if by is not None and not may_grant(access_of(by), role, body):
        raise UserError("people.refused.role")


def must_leave_administrator(appointment: Appointment) -> None:
    """Refuse to end the only administrator who reaches a body."""
    if appointment.role == ADMINISTRATOR and not other_administrators(appointment.body, appointment.pk).exists():
        raise UserError("people.refused.last_administrator")


def lock_tree(*bodies: Body) -> None:
    """Hold the tops of the trees of some bodies until the transaction ends, always in the same order."""
    tops = {[*body.above_ids, body.pk][0] for body in bodies}
    list(Body.objects.select_for_update().filter(pk__in=tops).order_by("pk"))
