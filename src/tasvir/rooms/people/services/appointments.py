"""Give and end roles."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.foundation.notices import tell
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import Appointment, Body, User
from tasvir.rooms.people.queries.access import access_of
from tasvir.rooms.people.queries.persons import visible_persons
from tasvir.rooms.people.services.scope import lock_tree, must_grant, must_leave_administrator


@transaction.atomic
def appoint(*, person: User, body: Body, role: str, by: User | None, now: datetime) -> Appointment:
    """Give a person a role at a body; it works at the person's next request."""
    if by is not None:
        if by.pk == person.pk:
            raise UserError("people.refused.own_role")
        if not visible_persons(access_of(by), "people.manage").filter(pk=person.pk).exists():
            raise UserError("people.refused.person")
    lock_tree(body)
    must_grant(by, role, body)
    if not (body.active and person.is_active):
        raise UserError("people.refused.ended")
    if Appointment.objects.filter(user=person, body=body, role=role, ended_at=None).exists():
        raise UserError("people.refused.held_already")
    made = Appointment.objects.create(user=person, body=body, role=role, since=now)
    _record("people.appointed", made, by, now)
    tell(people=[person.pk], code="people.notice.appointed", now=now, url="/people/me/")
    return made


@transaction.atomic
def end_appointment(*, appointment: Appointment, by: User | None, now: datetime) -> None:
    """End a role at a body; it no longer works at the person's next request."""
    if by is not None and appointment.user_id == by.pk:
        raise UserError("people.refused.own_role")
    must_grant(by, appointment.role, appointment.body)
    end_running(appointment=appointment, by=by, now=now)


@transaction.atomic
def end_running(*, appointment: Appointment, by: User | None, now: datetime) -> None:
    """End an appointment for whoever was allowed to, never the last administrator of a body."""
    lock_tree(appointment.body)
    must_leave_administrator(appointment)
    if Appointment.objects.filter(pk=appointment.pk, ended_at=None).update(ended_at=now):
        appointment.ended_at = now
        _record("people.appointment_ended", appointment, by, now)


def _record(kind: str, appointment: Appointment, by: User | None, now: datetime) -> None:
    facts = {"person": appointment.user.username, "role": appointment.role}
    record_event(
        kind=kind,
        by=by,
        now=now,
        body=appointment.body.code,
        subject="person",
        subject_id=appointment.user_id,
        **facts,
    )
