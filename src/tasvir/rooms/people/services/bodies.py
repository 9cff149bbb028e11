"""Add, rename, move and end bodies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from tasvir.core.errors import UserError
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.choices import names_of
from tasvir.rooms.people.models import AGENCY, COMMISSION, Appointment, Body, User
from tasvir.rooms.people.queries.bodies import bodies_below, free_body_code
from tasvir.rooms.people.rules import slug_of
from tasvir.rooms.people.services.appointments import end_running
from tasvir.rooms.people.services.scope import lock_tree, must_manage


@transaction.atomic
def add_body(*, code: str, kind: str, parent: Body | None, by: User | None, now: datetime, **fields: Any) -> Body:
    """Add a commission or an agency under a body; only the house itself adds one at the top."""
    if parent is None:
        if by is not None:
            raise UserError("people.refused.body")
    else:
        lock_tree(parent)
        parent.refresh_from_db()
        must_manage(by, parent)
        if not parent.active:
            raise UserError("people.refused.ended_body", name=parent.label("en"))
    body = Body.objects.create(code=code or _new_code(parent, fields), kind=kind, parent=parent, **fields)
    body.path = body.path_below(parent)
    body.save(update_fields=["path"])
    record_event(kind="people.body_added", by=by, now=now, body=body.code, subject="body", subject_id=body.pk)
    return body


@transaction.atomic
def change_body(*, body: Body, by: User | None, now: datetime, **fields: Any) -> Body:
    """Rename a body or change its area, calendar, time zone or language."""
    must_manage(by, body)
    changed = [name for name, value in fields.items() if getattr(body, name) != value]
    for name in changed:
        setattr(body, name, fields[name])
    if not body.names:
        raise UserError("people.refused.no_name")
    if changed:
        body.save(update_fields=[*changed, "search_key"])
        record_event(
            kind="people.body_changed",
            by=by,
            now=now,
            body=body.code,
            subject="body",
            subject_id=body.pk,
            fields=sorted(changed),
        )
    return body


@transaction.atomic
def move_body(*, body: Body, under: Body, by: User | None, now: datetime) -> Body:
    """Put a body with all below it under another; who does it manages both places."""
    lock_tree(body, under)
    body.refresh_from_db()
    under.refresh_from_db()
    if body.parent is None:
        raise UserError("people.refused.top_body")
    must_manage(by, body.parent)
    must_manage(by, under)
    if under.path.startswith(body.path):
        raise UserError("people.refused.below_itself")
    if under.kind != COMMISSION or not under.active:
        raise UserError("people.refused.not_a_commission")
    old, new, was = body.path, body.path_below(under), body.parent.code
    bodies_below(body).order_by().update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    Body.objects.filter(pk=body.pk).update(parent=under)
    body.refresh_from_db()
    facts = {"was_under": was, "under": under.code}
    record_event(kind="people.body_moved", by=by, now=now, body=body.code, subject="body", subject_id=body.pk, **facts)
    return body


@transaction.atomic
def end_body(*, body: Body, by: User | None, now: datetime, reason: str = "") -> Body:
    """End a body that has left: its records stay, its people's roles there end."""
    lock_tree(body)
    if body.parent is None:
        raise UserError("people.refused.top_body")
    must_manage(by, body.parent)
    if bodies_below(body, itself=False).filter(active=True).exists():
        raise UserError("people.refused.bodies_below")
    for one in Appointment.objects.filter(body=body, ended_at=None).select_related("user", "body"):
        if by is not None and one.user_id == by.pk:
            raise UserError("people.refused.own_role")
        end_running(appointment=one, by=by, now=now)
    body.active = False
    body.save(update_fields=["active"])
    record_event(
        kind="people.body_ended",
        by=by,
        now=now,
        body=body.code,
        subject="body",
        subject_id=body.pk,
        reason=reason,
    )
    return body


@transaction.atomic
def add_listed_agencies(*, commission: Body, codes: Iterable[str], by: User | None, now: datetime) -> list[Body]:
    """Add agencies of the reference list as members of a commission, those that are not there yet."""
    there = set(commission.children.filter(active=True).values_list("agency", flat=True))
    return [
        add_body(
            code=free_body_code(f"{commission.code}-{slug_of(code)}"),
            kind=AGENCY,
            parent=commission,
            by=by,
            now=now,
            agency=code,
            area=commission.area,
            **names_of("agencies", code),
        )
        for code in dict.fromkeys(codes)
        if code not in there
    ]


def _new_code(parent: Body | None, fields: dict[str, Any]) -> str:
    """A code for a body whose maker gave none."""
    if fields.get("agency") and parent:
        return free_body_code(f"{parent.code}-{slug_of(fields['agency'])}")
    return free_body_code(slug_of(fields.get("name_en", "")) or slug_of(fields.get("area", "")) or "body")
