"""Working groups: a secretariat makes, names, fills and closes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.choices import names_of
from tasvir.rooms.people.models import COMMISSION, Body, User, WorkingGroup
from tasvir.rooms.people.queries.bodies import bodies_below, free_group_code
from tasvir.rooms.people.rules import slug_of
from tasvir.rooms.people.services.scope import must_manage


@transaction.atomic
def add_group(
    *, commission: Body, names: Mapping[str, str], by: User | None, now: datetime, code: str = ""
) -> WorkingGroup:
    """Make a working group of a commission."""
    must_manage(by, commission)
    if commission.kind != COMMISSION or not commission.active:
        raise UserError("people.refused.not_a_commission")
    wish = code or slug_of(names.get("name_en", "")) or "group"
    group = WorkingGroup(commission=commission, code=free_group_code(commission, wish), **names)
    if not group.names:
        raise UserError("people.refused.no_name")
    group.save()
    _record("people.group_added", group, by, now)
    return group


@transaction.atomic
def add_listed_groups(*, commission: Body, codes: Iterable[str], by: User | None, now: datetime) -> list[WorkingGroup]:
    """Make working groups of the reference list, those that the commission does not have yet."""
    there = set(commission.working_groups.values_list("code", flat=True))
    return [
        add_group(commission=commission, names=names_of("working_groups", code), by=by, now=now, code=code)
        for code in dict.fromkeys(codes)
        if code not in there
    ]


@transaction.atomic
def change_group(
    *, group: WorkingGroup, names: Mapping[str, str], members: Iterable[Body], by: User | None, now: datetime
) -> WorkingGroup:
    """Rename a working group and say who belongs to it: bodies at or below its commission."""
    must_manage(by, group.commission)
    chosen = {body.pk for body in members}
    if chosen - set(bodies_below(group.commission).values_list("pk", flat=True)):
        raise UserError("people.refused.foreign_member")
    for name, value in names.items():
        setattr(group, name, value)
    if not group.names:
        raise UserError("people.refused.no_name")
    group.save()
    group.members.set(chosen)
    _record("people.group_changed", group, by, now)
    return group


@transaction.atomic
def open_group(*, group: WorkingGroup, active: bool, by: User | None, now: datetime) -> WorkingGroup:
    """Close a working group, or open it again; what it did stays."""
    must_manage(by, group.commission)
    if group.active != active:
        group.active = active
        group.save(update_fields=["active"])
        _record("people.group_opened" if active else "people.group_closed", group, by, now)
    return group


def _record(kind: str, group: WorkingGroup, by: User | None, now: datetime) -> None:
    record_event(
        kind=kind,
        by=by,
        now=now,
        body=group.commission.code,
        subject="working_group",
        subject_id=group.pk,
        code=group.code,
    )
