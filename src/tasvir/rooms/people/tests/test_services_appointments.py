"""Giving and ending roles: only within the own scope, never above it, never to oneself."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.foundation.models import Notice
from tasvir.foundation.roles import ADMINISTRATOR, ANALYST, AUDITOR, CHAIR, DATA_OFFICER, ROLES, SECRETARY
from tasvir.rooms.audit.models import Event
from tasvir.rooms.people.models import Appointment
from tasvir.rooms.people.queries import access_of
from tasvir.rooms.people.services import add_person, appoint, deactivate_person, end_appointment


def refusal(**asked: Any) -> str:
    """The code of the refusal, or nothing."""
    try:
        appoint(now=NOW, **asked)
    except UserError as error:
        return error.code
    return ""


@pytest.fixture
def clerk(cast: Cast) -> Any:
    """A person of the police without a role."""
    fields = {"full_name": "Clerk", "email": "", "telephone": "", "lang": "fa"}
    return add_person(username="clerk", home=cast.police, by=cast.secretary, now=NOW, **fields)


def test_appoint_works_at_the_next_request_and_is_told(cast: Cast, clerk: Any) -> None:
    appoint(person=clerk, body=cast.police, role=DATA_OFFICER, by=cast.secretary, now=NOW)

    event = Event.objects.get(kind="people.appointed")
    assert access_of(clerk).posts[0].role == DATA_OFFICER
    assert Notice.objects.get(for_person=clerk.pk).code == "people.notice.appointed"
    assert (event.actor, event.body, event.facts) == ("secretary", "police", {"person": "clerk", "role": DATA_OFFICER})


@pytest.mark.parametrize(
    ("by", "granted"),
    [
        ("secretary", {SECRETARY, DATA_OFFICER, ANALYST}),
        ("administrator", set(ROLES)),
        ("chair", set()),
        ("auditor", set()),
        ("analyst", set()),
        ("officer", set()),
        ("secretary_elsewhere", set()),
        ("chair_nation", set()),
        ("outsider", set()),
    ],
)
def test_appoint_grants_what_the_own_role_may_give(cast: Cast, clerk: Any, by: str, granted: set[str]) -> None:
    done = {role for role in ROLES if not refusal(person=clerk, body=cast.police, role=role, by=cast.people[by])}

    assert done == granted


@pytest.mark.parametrize("by", ["secretary", "administrator"])
@pytest.mark.parametrize("place", ["nation", "tayninh", "police_tayninh"])
def test_appoint_refuses_bodies_above_and_beside(cast: Cast, clerk: Any, by: str, place: str) -> None:
    assert refusal(person=clerk, body=cast.bodies[place], role=ANALYST, by=cast.people[by]) == "people.refused.role"


@pytest.mark.parametrize("by", ["secretary", "administrator"])
def test_nobody_gives_a_role_to_oneself(cast: Cast, by: str) -> None:
    person = cast.people[by]

    assert refusal(person=person, body=cast.police, role=ANALYST, by=person) == "people.refused.own_role"


@pytest.mark.parametrize("by", ["secretary", "administrator"])
def test_nobody_ends_a_role_of_ones_own(cast: Cast, by: str) -> None:
    own = Appointment.objects.get(user=cast.people[by])

    with pytest.raises(UserError, match="own_role"):
        end_appointment(appointment=own, by=cast.people[by], now=NOW)


def test_appoint_refuses_a_person_whom_one_does_not_see(cast: Cast) -> None:
    person = cast.officer_elsewhere

    assert refusal(person=person, body=cast.police, role=ANALYST, by=cast.secretary) == "people.refused.person"


def test_appoint_refuses_what_is_held_already_and_what_is_closed(cast: Cast, clerk: Any) -> None:
    by = cast.secretary

    assert refusal(person=cast.officer, body=cast.police, role=DATA_OFFICER, by=by) == "people.refused.held_already"
    deactivate_person(person=clerk, by=by, now=NOW)
    assert refusal(person=clerk, body=cast.police, role=DATA_OFFICER, by=by) == "people.refused.ended"


def test_a_secretary_ends_neither_chair_nor_auditor_nor_administrator(cast: Cast) -> None:
    for name in ("chair", "auditor", "administrator"):
        with pytest.raises(UserError, match=r"people\.refused\.role"):
            end_appointment(appointment=Appointment.objects.get(user=cast.people[name]), by=cast.secretary, now=NOW)


def test_an_ended_role_works_no_longer(cast: Cast) -> None:
    client = cast.client("secretary")
    assert client.get("/people/").status_code == 200

    end_appointment(appointment=Appointment.objects.get(user=cast.secretary), by=cast.administrator, now=NOW)

    assert client.get("/people/").status_code == 403
    assert Event.objects.filter(kind="people.appointment_ended", actor="administrator").count() == 1


def test_the_last_administrator_who_reaches_a_body_stays(cast: Cast) -> None:
    only = Appointment.objects.get(user=cast.administrator)

    with pytest.raises(UserError, match="last_administrator"):
        end_appointment(appointment=only, by=None, now=NOW)
    with pytest.raises(UserError, match="last_administrator"):
        deactivate_person(person=cast.administrator, by=None, now=NOW)


def test_an_administrator_may_go_where_another_reaches_the_body(cast: Cast) -> None:
    only = Appointment.objects.get(user=cast.administrator)
    appoint(person=cast.chair_nation, body=cast.nation, role=ADMINISTRATOR, by=None, now=NOW)

    end_appointment(appointment=only, by=cast.chair_nation, now=NOW)

    assert Appointment.objects.get(pk=only.pk).ended_at == NOW


def test_an_administrator_below_does_not_count_for_the_body_above(cast: Cast, clerk: Any) -> None:
    appoint(person=clerk, body=cast.police, role=ADMINISTRATOR, by=cast.administrator, now=NOW)

    with pytest.raises(UserError, match="last_administrator"):
        end_appointment(appointment=Appointment.objects.get(user=cast.administrator), by=None, now=NOW)


def test_a_closed_administrator_does_not_count(cast: Cast) -> None:
    appoint(person=cast.chair, body=cast.lorestan, role=ADMINISTRATOR, by=cast.administrator, now=NOW)
    type(cast.chair).objects.filter(pk=cast.chair.pk).update(is_active=False)

    with pytest.raises(UserError, match="last_administrator"):
        end_appointment(appointment=Appointment.objects.get(user=cast.administrator), by=None, now=NOW)


def test_a_page_of_a_foreign_appointment_is_absent(cast: Cast) -> None:
    foreign = Appointment.objects.get(user=cast.officer_elsewhere)

    answer = cast.client("administrator").post(f"/people/appointments/{foreign.pk}/end/")

    assert (answer.status_code, Appointment.objects.get(pk=foreign.pk).ended_at) == (404, None)


@pytest.mark.parametrize("place", ["nation", "tayninh", "police_tayninh"])
def test_the_form_takes_no_body_from_outside(cast: Cast, clerk: Any, place: str) -> None:
    typed = {"body": cast.bodies[place].pk, "role": SECRETARY}

    answer = cast.client("administrator").post(f"/people/persons/{clerk.pk}/appoint/", typed)

    assert (answer.status_code, Appointment.objects.filter(user=clerk).count()) == (200, 0)


def test_the_form_gives_a_role_and_tells_a_refusal_in_words(cast: Cast, clerk: Any) -> None:
    client, typed = cast.client("secretary"), {"body": cast.police.pk, "role": DATA_OFFICER}

    first = client.post(f"/people/persons/{clerk.pk}/appoint/", typed)
    again = client.post(f"/people/persons/{clerk.pk}/appoint/", typed)

    assert first.status_code == 302
    assert "همین نقش را در همین نهاد دارد" in again.content.decode()


def test_a_secretary_cannot_choose_the_role_of_chair_in_the_form(cast: Cast, clerk: Any) -> None:
    typed = {"body": cast.lorestan.pk, "role": CHAIR}

    answer = cast.client("secretary").post(f"/people/persons/{clerk.pk}/appoint/", typed)

    assert (answer.status_code, Appointment.objects.filter(user=clerk).count()) == (200, 0)


def test_a_role_at_two_bodies_gives_at_each_only_its_own(cast: Cast, clerk: Any) -> None:
    # Administrator at the police, secretary at the commission: no auditor at the commission.
    appoint(person=clerk, body=cast.police, role=ADMINISTRATOR, by=cast.administrator, now=NOW)
    appoint(person=clerk, body=cast.lorestan, role=SECRETARY, by=cast.administrator, now=NOW)

    refused = refusal(person=cast.officer, body=cast.lorestan, role=AUDITOR, by=clerk)
    granted = refusal(person=cast.officer, body=cast.police, role=AUDITOR, by=clerk)

    assert (refused, granted) == ("people.refused.role", "")
