"""Remind a body of what it owes: in the bell, by e-mail, or by a numbered letter for the post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse

from tasvir.core.calendars.systems import numbers_of
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_date
from tasvir.foundation import notices
from tasvir.foundation.texts import DEFAULT, say
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import LetterCounter, Reminder
from tasvir.rooms.reports.queries.due import DueReport, overdue_of
from tasvir.rooms.reports.queries.duties import may, officers_of
from tasvir.rooms.reports.queries.office import inherited, line_of, local_day


def remind(*, body: Body, sender: Body, way: str, by: User, now: datetime, text: str = "") -> Reminder:
    """Remind a body of everything that it is late with; refused where it owes nothing or nobody could be told."""
    if way not in choices.REMINDER_WAYS:
        raise ValueError(f"{way} is no way to remind")
    if not may(by, ("reports.manage",), body):
        raise rules.NotAllowed("reports.mistake.not_allowed")
    told = inherited(line_of(body))
    today = local_day(now, told["time_zone"])
    overdue = overdue_of(body, today)
    if not overdue:
        raise UserError("reports.mistake.nothing_due", body=body.label(by.lang or DEFAULT))
    people = [] if way == choices.PRINTED else _people(body, way, by)
    if way == choices.E_MAIL:
        _send(people, body, sender, overdue, text, told["lang"] or DEFAULT)
    return _keep(body, sender, way, people, overdue, text, today, by, now)


def _people(body: Body, way: str, by: User) -> list[User]:
    people = [one for one in officers_of(body) if way != choices.E_MAIL or one.email]
    if not people:
        raise UserError("reports.mistake.nobody_to_tell", body=body.label(by.lang or DEFAULT))
    return people


def _send(people: Sequence[User], body: Body, sender: Body, overdue: Sequence[DueReport], text: str, lang: str) -> None:
    """A letter for each person in the person's language; all in one connection."""
    mails = [
        EmailMessage(
            say("reports.mail.subject", one.lang or lang, body=body.label(one.lang or lang)),
            text or reminder_text(body, sender, overdue, one.lang or lang),
            to=[one.email],
        )
        for one in people
    ]
    try:
        get_connection().send_messages(mails)
    except OSError as error:
        raise UserError("reports.mistake.mail_failed", reason=str(error)[:200]) from error


def reminder_text(body: Body, sender: Body, overdue: Sequence[DueReport], lang: str) -> str:
    """What a reminder says: each report with its period and the day on which it was due."""
    lines = [
        say(
            "reports.mail.line",
            lang,
            kind=say(f"reports.kind.{one.kind}", lang),
            period=one.slot.label_in(lang),
            due=format_date(one.due, lang),
        )
        for one in overdue
    ]
    return say("reports.mail.text", lang, body=body.label(lang), sender=sender.label(lang), lines="\n".join(lines))


@transaction.atomic
def _keep(
    body: Body,
    sender: Body,
    way: str,
    people: Sequence[User],
    overdue: Sequence[DueReport],
    text: str,
    today: date,
    by: User,
    now: datetime,
) -> Reminder:
    reminder = Reminder.objects.create(
        body=body,
        sender=sender,
        way=way,
        number=_next_letter(sender, today) if way == choices.PRINTED else "",
        due=[_due_json(one) for one in overdue],
        text=rules.storable_text(text),
        receivers=[str(one) for one in people],
        sent_at=now,
        sent_by=by,
    )
    if way == choices.IN_APP:
        notices.tell(
            people=[one.pk for one in people],
            code="reports.notice.reminder",
            now=now,
            url=reverse("reports:due"),
            count=len(overdue),
            sender=sender.label(DEFAULT),
        )
    record_event(
        kind="reports.reminded",
        by=by,
        now=now,
        body=body.code,
        subject="reminder",
        subject_id=reminder.pk,
        way=way,
        number=reminder.number,
        overdue=len(overdue),
    )
    return reminder


def _due_json(one: DueReport) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "period": one.slot.label,
        "due": one.due.isoformat(),
        "campaign": one.expectation.campaign,
    }


def _next_letter(sender: Body, today: date) -> str:
    """The next number of the sender's reminders in the year of its own calendar: "1404/12"."""
    calendar = inherited(line_of(sender))["calendar"] or "gregorian"
    year = str(numbers_of(today, calendar)[0])  # type: ignore[arg-type]
    counter = LetterCounter.objects.select_for_update().get_or_create(body=sender, year=year)[0]
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{year}/{counter.last}"
