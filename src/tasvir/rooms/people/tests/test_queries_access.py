"""Who may what where, and which records a person sees: the whole truth table."""

from __future__ import annotations

from itertools import product

import pytest
from django.db.models import Q
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.cast import NOW, Cast

from tasvir.foundation.roles import CLOSE_READERS, ROLES
from tasvir.foundation.sensitivity import MEMBERS, NAMED, OPEN, RESTRICTED, SENSITIVITIES
from tasvir.rooms.people.models import Appointment, Body, NamedReader, User
from tasvir.rooms.people.queries import NOBODY, access_of
from tasvir.rooms.people.services import add_body


def test_access_reaches_over_what_lies_below(cast: Cast) -> None:
    access = access_of(cast.secretary)

    assert access.body_ids("people.manage") == {cast.lorestan.pk, cast.police.pk, cast.customs.pk}


def test_access_is_none_without_a_role(cast: Cast) -> None:
    access = access_of(cast.outsider)

    assert (access.may("people.read"), access.body_ids("people.read")) == (False, frozenset())


def test_access_of_a_closed_account_is_none(cast: Cast) -> None:
    cast.secretary.is_active = False

    assert access_of(cast.secretary) == NOBODY


def test_access_names_bodies_by_code(cast: Cast) -> None:
    assert access_of(cast.secretary_elsewhere).body_codes("people.read") == {"tayninh", "police_tayninh"}


def test_access_to_an_unknown_permission_is_a_bug(cast: Cast) -> None:
    with pytest.raises(KeyError):
        access_of(cast.secretary).may("people.fly")


def test_access_of_one_path_is_not_that_of_a_path_that_begins_alike(cast: Cast) -> None:
    bodies = [
        add_body(code=f"b{n}", kind="commission", parent=cast.nation, by=None, now=NOW, name_en="B") for n in range(12)
    ]
    Appointment.objects.create(user=cast.outsider, body=bodies[0], role="secretary", since=NOW)

    assert access_of(cast.outsider).body_ids("people.manage") == {bodies[0].pk}


# A record by its label against a person by role, by place, and by being named. Appointments stand in for records:
# the filter asks for a body, a label and a key, and `role` carries the label.
PLACES = ("own", "below", "beside", "none")


def _sees(role: str, place: str, label: str, named: bool, cast: Cast) -> bool:
    person = User.objects.create_user(f"x{role}{place}{label}{named}", password=None)
    where = {"own": cast.lorestan, "below": cast.lorestan, "beside": cast.tayninh, "none": None}[place]
    if where:
        Appointment.objects.create(user=person, body=where, role=role, since=NOW)
    body = cast.lorestan if place == "own" else cast.police
    record = Appointment.objects.create(user=cast.outsider, body=body, role=label, since=NOW)
    if named:
        NamedReader.objects.create(user=person, kind="record", object_id=record.pk)
    seen = access_of(person).visible("people.read", "record", label="role")
    found = Appointment.objects.filter(Q(pk=record.pk) & seen).exists()
    record.delete()
    person.delete()
    return found


def _should_see(role: str, place: str, label: str, named: bool) -> bool:
    if role not in ("secretary", "chair", "auditor", "administrator") or place == "none":
        return False
    if label == NAMED:
        return named
    within = place in ("own", "below")
    return within and (label in (OPEN, MEMBERS) or (label == RESTRICTED and role in CLOSE_READERS))


def test_visible_keeps_the_whole_truth_table(cast: Cast) -> None:
    rows = list(product(ROLES, PLACES, SENSITIVITIES, (False, True)))

    wrong = [row for row in rows if _sees(*row, cast) != _should_see(*row)]

    assert (len(rows), wrong) == (192, [])


def test_visible_asks_for_the_kind_of_the_named_thing(cast: Cast) -> None:
    record = Appointment.objects.create(user=cast.outsider, body=cast.police, role=NAMED, since=NOW)
    NamedReader.objects.create(user=cast.chair, kind="incident", object_id=record.pk)

    of_submission = access_of(cast.chair).visible("people.read", "submission", label="role")
    of_incident = access_of(cast.chair).visible("people.read", "incident", label="role")

    assert Appointment.objects.filter(of_submission, pk=record.pk).count() == 0
    assert Appointment.objects.filter(of_incident, pk=record.pk).count() == 1


def test_access_of_a_leaf_in_a_large_tree_loads_only_the_leaf(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = Body.objects.bulk_create(
        Body(code=f"c{n}", kind="agency", parent=cast.tayninh, name_en="C") for n in range(4000)
    )
    for body in made:
        body.path = body.path_below(cast.tayninh)
    Body.objects.bulk_update(made, ["path"], batch_size=500)

    with django_assert_num_queries(2):
        access = access_of(cast.secretary)
        ids, codes = access.body_ids("people.read"), access.body_codes("people.manage")
        may = [access.may("people.manage", cast.police.pk), access.may("people.manage", made[0].pk)]

    assert (len(ids), len(codes), may, len(access._tree)) == (3, 3, [True, False], 3)


def test_home_sends_a_stranger_to_the_sign_in(cast: Cast) -> None:
    answer = Client().get("/")

    assert answer.headers["Location"] == "/account/login/?next=/"


def test_home_tells_a_person_without_a_role_whom_to_ask(cast: Cast) -> None:
    answer = cast.client("outsider").get("/")

    assert "دبیر کمیسیون" in answer.content.decode()
