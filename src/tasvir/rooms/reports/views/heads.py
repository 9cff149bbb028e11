"""What the forms for handing in are made of: the person's bodies, their groups, calendar and likely periods."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from tasvir.core.calendars.periods import parse_period
from tasvir.core.calendars.systems import System
from tasvir.core.errors import UserError
from tasvir.rooms.people.models import Body, WorkingGroup
from tasvir.rooms.people.models.body import AGENCY
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.forms.submission import likely_periods
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import calendar_of, day_of, visible_submissions
from tasvir.rooms.reports.queries.due import overdue_of
from tasvir.rooms.reports.views.finding import find_or_404

_MOST_OWED = 8


@dataclass
class Head:
    """What is preset in a form, and what it lets choose."""

    bodies: list[Body]
    body: Body
    kind: str
    calendar: System
    today: date
    period: str
    due: list[str]
    corrects: Submission | None = None
    groups: list[WorkingGroup] = field(default_factory=list)

    @property
    def options(self) -> dict[str, Any]:
        """The keyword arguments of a HeadForm."""
        return {
            "bodies": self.bodies,
            "groups": self.groups,
            "periods": likely_periods(self.today, self.calendar, [*filter(None, [self.period]), *self.due]),
            "calendar": self.calendar,
        }

    @property
    def initial(self) -> dict[str, Any]:
        """What stands in a fresh form; a correction begins with what its earlier version said."""
        told: dict[str, Any] = {"client_id": uuid4(), "body": self.body, "period": self.period, "kind": self.kind}
        earlier = self.corrects
        if earlier is None:
            return told
        names = ("letter_number", "letter_date", "signatory", "sensitivity", "working_group")
        return {**told, "corrects": earlier.number, **{name: getattr(earlier, name) for name in names}}


def head_of(request: PersonRequest, told: dict[str, str]) -> Head:
    """The head for what the address (or a draft) names; a body that the person may not submit for is not found."""
    bodies = list(Body.objects.filter(pk__in=request.access.body_ids("reports.submit"), active=True))
    corrects = find_or_404(request, told["corrects"], heavy=True) if told.get("corrects") else None
    body = corrects.body if corrects else _chosen(bodies, told.get("body", ""))
    if body not in bodies:
        raise Http404
    kind = corrects.kind if corrects else told.get("kind", "")
    now = timezone.now()
    return Head(
        bodies=bodies,
        body=body,
        kind=kind if kind in choices.KINDS else choices.INCIDENTS,
        calendar=calendar_of(body),
        today=day_of(body, now),
        period=corrects.period_name if corrects else _period(told.get("period", "")),
        due=_owed(body, day_of(body, now)),
        corrects=corrects,
        groups=_groups(bodies),
    )


def _chosen(bodies: list[Body], code: str) -> Body:
    """The body that a code or number names, else the person's first agency, else the first body."""
    if code:
        found = next((one for one in bodies if code in (one.code, str(one.pk))), None)
    else:
        found = next((one for one in bodies if one.kind == AGENCY), next(iter(bodies), None))
    if found is None:
        raise Http404
    return found


def _owed(body: Body, today: date) -> list[str]:
    """The periods for which a body is late, the newest first."""
    owed = sorted(overdue_of(body, today), key=lambda one: one.due, reverse=True)
    return list(dict.fromkeys(one.slot.label for one in owed))[:_MOST_OWED]


def _groups(bodies: list[Body]) -> list[WorkingGroup]:
    """The working groups of the commissions above the bodies."""
    above = {pk for one in bodies for pk in (*one.above_ids, one.pk)}
    return list(WorkingGroup.objects.filter(Q(commission__in=above), active=True))


def _period(name: str) -> str:
    """The label of the period that an address names; nothing where it names none."""
    try:
        return parse_period(name).label if name else ""
    except UserError:
        return ""


def draft_of(request: PersonRequest, number: str) -> Submission | None:
    """The draft of a form that a person goes on with."""
    found = visible_submissions(request.access).defer(None)
    return found.filter(number=number, entry=choices.FORM).first() if number else None
