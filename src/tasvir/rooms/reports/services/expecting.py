"""Say what is due from whom, and what the plan wants."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from tasvir.core.calendars.periods import Period
from tasvir.core.errors import UserError
from tasvir.core.vocabulary.lists import load_lists
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import Body, User, WorkingGroup
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import Expectation, PlanTarget
from tasvir.rooms.reports.queries.duties import may


@transaction.atomic
def add_expectation(
    *,
    body: Body,
    kind: str,
    every: str,
    due_days: int,
    by: User,
    now: datetime,
    calendar: str = "",
    first: date | None = None,
    last: date | None = None,
    campaign: str = "",
    working_group: WorkingGroup | None = None,
) -> Expectation:
    """Let a body owe a report for every slot of a calendar, or of a campaign between two days."""
    if not may(by, ("reports.manage",), body):
        raise rules.NotAllowed("reports.mistake.not_allowed")
    if kind not in choices.KINDS or every not in choices.SLOTS or calendar not in ("", *choices.CALENDARS):
        raise ValueError(f"{kind}, {every} or {calendar} is no kind, slot or calendar")
    if first and last and last < first:
        raise UserError("reports.mistake.days_reversed")
    if campaign and not (first and last):
        raise UserError("reports.mistake.campaign_ends", campaign=campaign)
    expectation = Expectation.objects.create(
        body=body,
        kind=kind,
        every=every,
        due_days=due_days,
        calendar=calendar,
        first=first,
        last=last,
        campaign=campaign,
        working_group=working_group,
    )
    _note(expectation, by, now, change="added")
    return expectation


@transaction.atomic
def end_expectation(*, expectation: Expectation, by: User, now: datetime) -> None:
    """Ask for it no longer; what was handed in for it stays."""
    if not may(by, ("reports.manage",), expectation.body):
        raise rules.NotAllowed("reports.mistake.not_allowed")
    if Expectation.objects.filter(pk=expectation.pk, active=True).update(active=False):
        _note(expectation, by, now, change="ended")


def _note(expectation: Expectation, by: User, now: datetime, *, change: str) -> None:
    record_event(
        kind="reports.expectation_set",
        by=by,
        now=now,
        body=expectation.body.code,
        subject="expectation",
        subject_id=expectation.pk,
        change=change,
        report=expectation.kind,
        every=expectation.every,
        campaign=expectation.campaign,
    )


@transaction.atomic
def set_target(
    *,
    body: Body,
    measure: str,
    period: Period,
    value: float | None,
    unit: str,
    by: User,
    now: datetime,
    breakdown: str = "",
) -> PlanTarget | None:
    """Set what the plan wants of a body for a period, in the place of what it wanted before; None takes it away."""
    if not may(by, ("reports.manage",), body):
        raise rules.NotAllowed("reports.mistake.not_allowed")
    code = load_lists().find("measures", measure)
    if code is None:
        raise UserError("reports.mistake.unknown_measure", value=measure)
    parts = "|".join(sorted(part.strip() for part in breakdown.split("|") if "=" in part))
    cell: dict[str, Any] = {"body": body, "measure": code, "breakdown": parts, "unit": unit}
    cell |= {"period_start": period.start, "period_end": period.end}
    before = PlanTarget.objects.filter(**cell).values_list("value", flat=True).first()
    target = None
    if value is None:
        PlanTarget.objects.filter(**cell).delete()
    else:
        defaults = {"value": value, "period_name": period.label}
        target = PlanTarget.objects.update_or_create(**cell, defaults=defaults)[0]
    record_event(
        kind="reports.target_set",
        by=by,
        now=now,
        body=body.code,
        subject="target",
        subject_id=target.pk if target else "",
        measure=code,
        breakdown=parts,
        period=period.label,
        before=before,
        after=value,
        unit=unit,
    )
    return target
