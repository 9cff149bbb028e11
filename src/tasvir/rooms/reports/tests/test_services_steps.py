"""States and roles: who may take which step from which state; two officers on one record; corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tasvir.core.errors import UserError
from tasvir.foundation import handlers
from tasvir.foundation.models import Notice
from tasvir.foundation.roles import DATA_OFFICER
from tasvir.rooms.audit.models import Event
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.people.models import Appointment, User
from tasvir.rooms.reports import choices, rules, services
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import open_steps, versions_of
from tasvir.rooms.reports.tests.senders import LATER, LIST, NOW, ROW, accepted, receive, receive_and_read, told

PERSONS = (
    "officer", "other_officer", "secretary", "chair", "analyst", "auditor", "administrator", "secretary_elsewhere",
    "officer_elsewhere", "outsider",
)  # fmt: skip
TAKE: dict[str, Callable[..., Submission]] = {
    rules.SUBMIT: services.submit,
    rules.APPROVE: services.approve,
    rules.ACCEPT: services.accept,
    rules.RETURN: services.return_to_agency,
    rules.WITHDRAW: services.withdraw,
    rules.LOCK: services.lock,
}
# state -> step -> who may take it
MAY = {
    choices.DRAFT: {rules.SUBMIT: {"officer", "secretary"}},
    choices.SUBMITTED: {
        rules.APPROVE: {"officer"},
        rules.RETURN: {"officer", "secretary"},
        rules.WITHDRAW: {"officer", "secretary"},
    },
    choices.APPROVED: {rules.ACCEPT: {"secretary"}, rules.RETURN: {"officer", "secretary"}},
    choices.ACCEPTED: {rules.LOCK: {"secretary"}},
    choices.LOCKED: {},
    choices.RETURNED: {rules.SUBMIT: {"officer", "secretary"}},
    choices.SUPERSEDED: {},
}


def take(name: str, submission: Submission, by: User, **more: Any) -> Submission:
    """Take a step, with a reason where it asks for one."""
    more |= {"reason": "because"} if rules.STEPS[name].needs_reason else {}
    return TAKE[name](submission=submission, by=by, now=LATER, **more)


def in_state(cast: Any, state: str) -> Submission:
    """A submission that has come to a state."""
    submission = receive_and_read(cast.police, cast.officer)
    way = {
        choices.DRAFT: "",
        choices.SUBMITTED: "s",
        choices.APPROVED: "sa",
        choices.ACCEPTED: "sac",
        choices.LOCKED: "sacl",
        choices.RETURNED: "sr",
        choices.SUPERSEDED: "",
    }[state]
    names = {"s": rules.SUBMIT, "a": rules.APPROVE, "c": rules.ACCEPT, "l": rules.LOCK, "r": rules.RETURN}
    for letter in way:
        take(names[letter], submission, cast.secretary if letter in "clr" else cast.officer)
    if state == choices.SUPERSEDED:
        receive(cast.police, cast.officer, corrects=submission)
        submission.refresh_from_db()
    return submission


@pytest.mark.parametrize("state", choices.STATES)
def test_each_step_is_open_to_those_alone_who_may(cast: Any, state: str) -> None:
    submission = in_state(cast, state)
    assert submission.state == state

    for name in TAKE:
        for person in PERSONS:
            by = cast.people[person]
            allowed = person in MAY[state].get(name, set())
            assert (rules.STEPS[name] in open_steps(submission, by)) == allowed, (name, person)
            with transaction.atomic():
                if allowed:
                    assert take(name, submission, by).state == rules.STEPS[name].target
                else:
                    with pytest.raises(rules.NotAllowed):
                        take(name, submission, by)
                transaction.set_rollback(True)
            submission.refresh_from_db()


@pytest.fixture
def colleague(cast: Any) -> User:
    """A second officer of the police."""
    user = User.objects.create_user("colleague")
    Appointment.objects.create(user=user, body=cast.police, role=DATA_OFFICER, since=NOW)
    return user


def test_another_officer_approves_where_there_are_two(cast: Any, colleague: User) -> None:
    submission = in_state(cast, choices.SUBMITTED)

    with pytest.raises(rules.NotAllowed, match="same_person"):
        services.approve(submission=submission, by=cast.officer, now=NOW)

    assert services.approve(submission=submission, by=colleague, now=NOW).approved_by == colleague


def test_an_older_tab_is_told_and_loses_nothing(cast: Any, colleague: User) -> None:
    submission = in_state(cast, choices.SUBMITTED)
    seen = submission.revision
    services.approve(submission=Submission.objects.get(pk=submission.pk), by=colleague, now=NOW)

    for shown in ({"revision": seen}, {"expected_state": "submitted"}):
        with pytest.raises(rules.StaleSubmission) as stale:
            take(rules.RETURN, submission, cast.officer, **shown)

    assert stale.value.values["state"] == "approved"
    submission.refresh_from_db()
    assert (submission.state, submission.approved_by) == ("approved", colleague)


def test_what_the_secretariat_submits_for_an_agency_it_may_accept(cast: Any) -> None:
    submission = receive_and_read(cast.police, cast.secretary)
    services.submit(submission=submission, by=cast.secretary, now=NOW)

    assert services.accept(submission=submission, by=cast.secretary, now=LATER).counted


def test_what_was_refused_in_reading_is_not_submitted(cast: Any) -> None:
    submission = receive_and_read(cast.police, cast.officer, files=[("a.csv", b"nothing known;here\n1;2\n")])

    with pytest.raises(rules.NotAllowed, match="not_read"):
        services.submit(submission=submission, by=cast.officer, now=NOW)


@pytest.mark.parametrize("name", [rules.RETURN, rules.WITHDRAW])
def test_a_reason_is_asked_for(cast: Any, name: str) -> None:
    submission = in_state(cast, choices.SUBMITTED)

    with pytest.raises(UserError, match="reason_missing"):
        TAKE[name](submission=submission, by=cast.officer, now=NOW, reason="  ")


def test_a_return_tells_the_officer_why(cast: Any) -> None:
    submission = in_state(cast, choices.APPROVED)

    services.return_to_agency(submission=submission, reason="page two is missing", by=cast.secretary, now=LATER)

    notice = Notice.objects.get(for_person=cast.officer.pk)
    assert (notice.code, notice.values["reason"]) == ("reports.notice.returned", "page two is missing")
    assert Event.objects.get(kind="reports.returned").reason == "page two is missing"


def test_a_correction_counts_in_place_of_what_it_corrects(cast: Any) -> None:
    first = accepted(cast.police, cast.officer, cast.secretary)
    mended = LIST.replace(b",120,", b",130,")
    second = receive_and_read(
        cast.police, cast.officer, files=[("list.csv", mended)], corrects=first, reason="typing error"
    )
    assert (second.version, Incident.objects.filter(counted=True).count()) == (2, 2)

    services.submit(submission=second, by=cast.officer, now=LATER)
    services.approve(submission=second, by=cast.officer, now=LATER)
    first.refresh_from_db()
    assert first.state == choices.ACCEPTED  # it counts until the new one does
    services.accept(submission=second, by=cast.secretary, now=LATER)

    first.refresh_from_db()
    assert (first.state, second.state) == (choices.SUPERSEDED, choices.ACCEPTED)
    counted = Incident.objects.filter(counted=True).order_by("row")
    assert [(one.submission_number, one.quantity) for one in counted] == [(second.number, 130), (second.number, 2000)]
    assert Incident.objects.filter(submission_id=first.pk).count() == 2  # the old one stays readable
    assert [one.version for one in versions_of(first)] == [1, 2]


def test_a_correction_comes_in_time_if_the_first_version_did(cast: Any) -> None:
    first = accepted(cast.police, cast.officer, cast.secretary)
    second = receive_and_read(cast.police, cast.officer, corrects=first, reason="typing error", rows=[ROW])
    services.submit(submission=second, by=cast.officer, now=LATER.replace(month=12))

    assert second.reported_on == first.reported_on == NOW.date()


def test_only_one_correction_is_under_way(cast: Any) -> None:
    first = accepted(cast.police, cast.officer, cast.secretary)
    second = receive(cast.police, cast.officer, corrects=first, reason="typing error")

    with pytest.raises(rules.StaleSubmission) as refused:
        receive(cast.police, cast.officer, corrects=first, reason="another")

    assert refused.value.values == {"number": first.number, "later": second.number}
    with pytest.raises(UserError, match="reason_missing"):
        receive(cast.police, cast.officer, corrects=accepted(cast.police, cast.officer, cast.secretary))
    with pytest.raises(UserError, match="corrects_other_body"):
        receive(cast.customs, cast.other_officer, corrects=first, reason="x")


def test_a_mended_draft_takes_the_place_of_the_bad_one_at_once(cast: Any) -> None:
    bad = receive_and_read(cast.police, cast.officer, files=[("a.csv", b"nothing\n1\n")])

    good = receive_and_read(cast.police, cast.officer, corrects=bad)

    bad.refresh_from_db()
    assert (bad.state, good.state, good.version) == (choices.SUPERSEDED, choices.DRAFT, 2)
    with pytest.raises(rules.StaleSubmission, match="already_superseded"):
        receive(cast.police, cast.officer, corrects=bad)


def test_acceptance_is_announced_in_its_transaction(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setitem(handlers._handlers, "submission.accepted", [refuse])
    submission = in_state(cast, choices.APPROVED)

    with pytest.raises(RuntimeError):
        services.accept(submission=submission, by=cast.secretary, now=LATER)

    submission.refresh_from_db()
    assert (submission.state, Incident.objects.filter(counted=True).count()) == (choices.APPROVED, 0)


def test_the_label_flows_to_the_rows(cast: Any) -> None:
    submission = receive_and_read(cast.police, cast.officer, sensitivity="restricted")
    assert set(Incident.objects.values_list("sensitivity", flat=True)) == {"restricted"}

    services.set_sensitivity(submission=submission, sensitivity="open", reason="closed case", by=cast.officer, now=NOW)

    assert set(Incident.objects.values_list("sensitivity", flat=True)) == {"open"}


@pytest.mark.parametrize("wrong", [{"approved_at": NOW}, {"state": "accepted"}, {"state": "locked"}, {"version": 2}])
def test_the_database_refuses_half_a_step(cast: Any, wrong: dict[str, Any]) -> None:
    submission = receive(cast.police, cast.officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(**wrong)


def test_repeats_of_an_earlier_report_are_told(cast: Any) -> None:
    first = accepted(cast.police, cast.officer, cast.secretary)
    second = receive_and_read(cast.police, cast.officer)
    elsewhere = receive_and_read(cast.customs, cast.other_officer)

    answer = told(second)
    assert sorted((one["source"], one["number"]) for one in answer["repeats"]) == [
        (f"{second.number}/list.csv#A2", first.number),
        (f"{second.number}/list.csv#A3", first.number),
    ]
    assert told(elsewhere)["repeats"] == []
    correction = receive_and_read(cast.police, cast.officer, corrects=second)
    assert {one["number"] for one in told(correction)["repeats"]} == {first.number}
