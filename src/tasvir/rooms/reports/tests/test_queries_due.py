"""What is due, what came of it, completeness and timeliness; reminders."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from tasvir.core.calendars.periods import parse_period
from tasvir.core.errors import UserError
from tasvir.foundation.models import Notice
from tasvir.rooms.people.models import WorkingGroup
from tasvir.rooms.people.queries import access_of
from tasvir.rooms.reports import rules, services
from tasvir.rooms.reports.models import Expectation, Reminder
from tasvir.rooms.reports.queries import completeness, due_reports, visible_submissions
from tasvir.rooms.reports.queries.due import DueReport
from tasvir.rooms.reports.tests.senders import LATER, NOW, PERIOD, receive, receive_and_read

TODAY = date(2025, 10, 15)  # 23 Mehr 1404
QUARTER = parse_period("1404-Q2")


def owe(cast: Any, body: str = "police", **more: Any) -> Expectation:
    """Let a body owe a list of incidents for every quarter of 1404, eight days after its end."""
    told = {"kind": "incidents", "every": "quarter", "due_days": 8, "first": date(2025, 3, 21), **more}
    return services.add_expectation(body=cast.bodies[body], by=cast.secretary, now=NOW, **told)


def dues(cast: Any, person: str = "officer", today: date = TODAY) -> list[DueReport]:
    """What a person sees as due."""
    return due_reports(access_of(cast.people[person]), today)


def submitted(cast: Any, day: int = 1, **told: Any) -> Any:
    """A report of the police that was submitted on a day of October 2025."""
    submission = receive_and_read(cast.police, cast.officer, **told)
    return services.submit(submission=submission, by=cast.officer, now=NOW.replace(day=day))


def test_each_slot_is_overdue_due_or_running(cast: Any) -> None:
    owe(cast)

    assert [(one.slot.label, one.state, one.due) for one in dues(cast)] == [
        ("1404-Q1", "overdue", date(2025, 6, 29)),
        ("1404-Q2", "overdue", date(2025, 9, 30)),
    ]
    assert [one.state for one in dues(cast, today=date(2025, 9, 29))] == ["overdue", "due"]
    assert [one.state for one in dues(cast, today=date(2025, 9, 1))] == ["overdue", "running"]


@pytest.mark.parametrize(("day", "state"), [(1, "late")])
def test_what_came_is_late_or_in_time(cast: Any, day: int, state: str) -> None:
    owe(cast)
    found = submitted(cast, day)

    assert [(one.slot.label, one.state, one.numbers) for one in dues(cast)][1] == ("1404-Q2", state, (found.number,))
    Expectation.objects.update(due_days=9)
    assert dues(cast)[1].state == "received"


def test_a_draft_and_a_returned_report_are_no_answer(cast: Any) -> None:
    owe(cast)
    receive_and_read(cast.police, cast.officer)
    returned = submitted(cast)
    services.return_to_agency(submission=returned, reason="page two", by=cast.secretary, now=LATER)

    assert [one.state for one in dues(cast)] == ["overdue", "overdue"]


def test_a_zero_report_answers(cast: Any) -> None:
    owe(cast)
    zero = services.report_zero(
        client_id=uuid4(), body=cast.police, kind="incidents", period=PERIOD, by=cast.officer, now=NOW
    )
    services.submit(submission=zero, by=cast.officer, now=NOW)

    assert [one.state for one in dues(cast)] == ["overdue", "late"]


def test_a_zero_does_not_contradict_what_was_reported(cast: Any) -> None:
    figures = b"period,measure,value,unit\n1404-Q2,cases_detected,3,case\n"
    submitted(cast, kind="figures", files=[("t.csv", figures)])
    told = {"body": cast.police, "kind": "figures", "period": PERIOD, "by": cast.officer, "now": NOW}

    with pytest.raises(UserError, match="zero_but_rows"):
        services.report_zero(client_id=uuid4(), **told)


def test_a_list_answers_for_the_totals_that_it_holds_too(cast: Any) -> None:
    owe(cast, kind="figures")
    figures = b"period,measure,value,unit\n1404-Q2,cases_detected,3,case\n"
    submitted(cast, kind="incidents", files=[("t.csv", figures)])

    assert [one.state for one in dues(cast)] == ["overdue", "late"]


@pytest.mark.parametrize(
    ("told", "labels"),
    [
        (
            {"every": "month", "calendar": "vn", "first": date(2025, 7, 15)},
            ["vn:2025-08", "vn:2025-09", "vn:2025-10", "vn:2025-11"],
        ),
        ({"every": "month", "calendar": "gregorian", "first": date(2025, 8, 1)}, ["2025-08", "2025-09", "2025-10"]),
        ({"every": "half"}, ["1404-H1"]),
        (
            {"every": "day", "campaign": "Yalda", "first": date(2025, 10, 10), "last": date(2025, 10, 12)},
            ["1404-07-18", "1404-07-19", "1404-07-20"],
        ),
        (
            {"every": "week", "campaign": "school", "first": date(2025, 9, 20), "last": date(2025, 10, 10)},
            ["1404-W27", "1404-W28", "1404-W29"],
        ),
    ],
)
def test_slots_follow_their_calendar_and_campaign(cast: Any, told: dict[str, Any], labels: list[str]) -> None:
    owe(cast, **told)

    assert sorted(one.slot.label for one in dues(cast)) == labels


def test_dues_are_seen_by_those_who_submit(cast: Any) -> None:
    owe(cast)
    owe(cast, "customs")

    assert {one.body.code for one in dues(cast)} == {"police"}
    assert {one.body.code for one in dues(cast, "secretary")} == {"police", "customs"}
    assert [dues(cast, person) for person in ("chair", "secretary_elsewhere", "outsider")] == [[], [], []]


def test_completeness_by_body_group_and_kind(cast: Any) -> None:
    for body in ("police", "customs"):
        owe(cast, body, due_days=9)
    group = WorkingGroup.objects.create(commission=cast.lorestan, code="fuel", name_en="Fuel")
    group.members.add(cast.police)
    submitted(cast)

    found = completeness(cast.lorestan, QUARTER, TODAY)

    whole = found.whole
    assert (whole.expected, whole.received, whole.on_time, whole.late, whole.missing) == (2, 1, 1, 0, 1)
    assert (whole.completeness, whole.timeliness) == (50, 50)
    assert {one.key: one.received for one in found.bodies} == {"police": 1, "customs": 0}
    assert [(one.key, one.completeness) for one in found.groups] == [("fuel", 100)]
    assert [(one.key, one.expected) for one in found.kinds] == [("incidents", 2)]
    assert completeness(cast.tayninh, QUARTER, TODAY).whole.completeness is None


def test_what_is_no_longer_asked_for_is_not_due(cast: Any) -> None:
    services.end_expectation(expectation=owe(cast), by=cast.secretary, now=NOW)

    assert dues(cast) == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"last": date(2020, 1, 1)}, "reports.mistake.days_reversed"),
        ({"campaign": "Yalda"}, "reports.mistake.campaign_ends"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(cast: Any, told: dict[str, Any], code: str) -> None:
    with pytest.raises(UserError, match=code):
        owe(cast, **told)


def test_lists_and_dues_ask_as_often_for_one_as_for_thirty(cast: Any, django_assert_num_queries: Any) -> None:
    owe(cast)
    receive(cast.police, cast.officer)
    for count in (1, 30):
        while visible_submissions(access_of(cast.secretary)).count() < count:
            receive(cast.police, cast.officer)
            owe(cast, "customs", kind="effort")
        with django_assert_num_queries(3):
            seen = list(visible_submissions(access_of(cast.secretary)))
            assert [(one.body.code, one.received_by.username) for one in seen] == [("police", "officer")] * count
        with django_assert_num_queries(5):
            dues(cast, "secretary")
        with django_assert_num_queries(4):
            completeness(cast.lorestan, QUARTER, TODAY)


def remind(cast: Any, way: str, **more: Any) -> Reminder:
    """Remind the police."""
    told = {"body": cast.police, "sender": cast.lorestan, "by": cast.secretary, "now": NOW.replace(day=15), **more}
    return services.remind(way=way, **told)


def test_a_reminder_reaches_the_bell_and_the_mailbox(cast: Any) -> None:
    owe(cast)

    remind(cast, "in_app")
    remind(cast, "e_mail")

    notice = Notice.objects.get(for_person=cast.officer.pk)
    assert (notice.code, notice.values["count"]) == ("reports.notice.reminder", 2)
    assert [one.to for one in mail.outbox] == [["officer@example.org"]]
    assert "۱۴۰۴" in mail.outbox[0].body
    assert [one["period"] for one in Reminder.objects.all()[0].due] == ["1404-Q1", "1404-Q2"]


def test_printed_reminders_are_numbered_in_the_office_s_year(cast: Any) -> None:
    owe(cast)

    assert [remind(cast, "printed").number for _ in range(2)] == ["1404/1", "1404/2"]


def test_nobody_is_reminded_of_nothing(cast: Any) -> None:
    with pytest.raises(UserError, match="nothing_due"):
        remind(cast, "in_app")
    owe(cast)
    with pytest.raises(rules.NotAllowed):
        remind(cast, "in_app", by=cast.secretary_elsewhere)
    cast.officer.appointments.update(ended_at=NOW)
    with pytest.raises(UserError, match="nobody_to_tell"):
        remind(cast, "e_mail")
