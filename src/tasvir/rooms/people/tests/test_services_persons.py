"""Accounts: who looks after whose, and what ends with a closed one."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.foundation.roles import ADMINISTRATOR, ANALYST, CHAIR
from tasvir.rooms.audit.models import Event
from tasvir.rooms.people.models import AccessToken, Appointment, NamedReader, User
from tasvir.rooms.people.queries import access_of, access_of_token, find_token, may_look_after, named_readers
from tasvir.rooms.people.services import (
    add_person,
    appoint,
    change_person,
    deactivate_person,
    end_body,
    end_token,
    make_token,
    name_readers,
    note_token_use,
    reactivate_person,
    reset_second_factor,
    send_password_link,
)

SECRET = "tsv_0123456789abcdefghij"


@pytest.mark.parametrize(
    ("by", "after"),
    [
        ("secretary", {"analyst", "officer", "other_officer"}),
        (
            "administrator",
            {"secretary", "chair", "analyst", "auditor", "officer", "other_officer"},
        ),
        ("secretary_elsewhere", {"officer_elsewhere"}),
        ("chair", set()),
        ("chair_nation", set()),
        ("officer", set()),
        ("outsider", set()),
    ],
)
def test_one_looks_after_those_whose_roles_one_could_give(cast: Cast, by: str, after: set[str]) -> None:
    access = access_of(cast.people[by])

    assert {name for name, person in cast.people.items() if may_look_after(access, person)} == after


def test_a_second_role_elsewhere_puts_an_account_beyond(cast: Cast) -> None:
    appoint(person=cast.officer, body=cast.nation, role=ANALYST, by=None, now=NOW)

    assert not may_look_after(access_of(cast.administrator), cast.officer)


def _attempts(person: User, by: User) -> list[Any]:
    fields = {"full_name": "X", "email": "", "telephone": "", "lang": "fa"}
    return [
        lambda: change_person(person=person, by=by, now=NOW, **fields),
        lambda: deactivate_person(person=person, by=by, now=NOW),
        lambda: reactivate_person(person=person, by=by, now=NOW),
        lambda: send_password_link(person=person, address="x", by=by, now=NOW),
        lambda: reset_second_factor(person=person, by=by, now=NOW, reason=""),
    ]


@pytest.mark.parametrize("whose", ["chair", "auditor", "administrator", "chair_nation", "officer_elsewhere"])
def test_a_secretary_takes_over_nobody_with_a_higher_role(cast: Cast, whose: str) -> None:
    for attempt in _attempts(cast.people[whose], cast.secretary):
        with pytest.raises(UserError, match=r"people\.refused\.person"):
            attempt()


def test_nobody_closes_or_resets_ones_own_account(cast: Cast) -> None:
    for attempt in _attempts(cast.secretary, cast.secretary)[1:]:
        with pytest.raises(UserError, match="own_account"):
            attempt()


def test_the_page_of_a_higher_account_offers_no_link_and_makes_none(cast: Cast) -> None:
    answer = cast.client("secretary").post(f"/people/persons/{cast.administrator.pk}/link/")

    assert "/people/password/" not in answer.content.decode()
    assert not Event.objects.filter(kind="people.link_made").exists()


def test_a_closed_account_loses_roles_and_sessions_at_once(cast: Cast) -> None:
    client = cast.client("officer")
    assert client.get("/people/me/").status_code == 200

    deactivate_person(person=cast.officer, by=cast.secretary, now=NOW, reason="left")

    assert client.get("/people/me/").status_code == 302
    assert Appointment.objects.filter(user=cast.officer, ended_at=None).count() == 0
    reactivate_person(person=cast.officer, by=cast.secretary, now=NOW)
    assert access_of(cast.officer).posts == ()


def test_user_names_differ_by_more_than_case(cast: Cast) -> None:
    with pytest.raises(UserError, match="user_name_taken"):
        add_person(
            username="OFFICER",
            full_name="X",
            email="",
            telephone="",
            lang="fa",
            home=cast.police,
            by=cast.secretary,
            now=NOW,
        )


def test_add_person_stays_in_the_own_scope(cast: Cast) -> None:
    for home in (cast.nation, cast.tayninh):
        with pytest.raises(UserError, match=r"refused\.body"):
            add_person(
                username="x", full_name="X", email="", telephone="", lang="fa", home=home, by=cast.secretary, now=NOW
            )


def test_a_reset_forgets_the_second_factor_and_says_so(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.officer, type=Authenticator.Type.TOTP, data={})

    reset_second_factor(person=cast.officer, by=cast.secretary, now=NOW, reason="telephone lost")

    assert Authenticator.objects.filter(user=cast.officer).count() == 0
    assert Event.objects.get(kind="people.second_factor_reset").reason == "telephone lost"


def test_named_readers_are_exactly_those_named_last(cast: Cast) -> None:
    for users in ([cast.chair, cast.analyst], [cast.analyst, cast.officer]):
        name_readers(kind="incident", object_id=7, users=users, by=cast.secretary, now=NOW)

    assert set(named_readers("incident", 7)) == {cast.analyst, cast.officer}
    assert NamedReader.objects.count() == 2
    assert Event.objects.filter(kind="people.readers_named").first().facts == {"readers": ["analyst", "officer"]}  # type: ignore[union-attr]


def test_a_key_opens_what_a_data_officer_of_that_agency_may(cast: Cast) -> None:
    make_token(body=cast.police, label="x", secret=SECRET, by=cast.secretary, now=NOW)

    access = access_of_token(SECRET)

    assert access is not None
    assert (access.user_id, [post.role for post in access.posts]) == (None, ["data_officer"])
    assert access.body_ids("reports.submit") == {cast.police.pk}
    assert [access.may("people.read"), access.may("reports.accept")] == [False, False]


def test_a_key_reads_nothing_that_is_for_named_persons(cast: Cast) -> None:
    token = make_token(body=cast.police, label="x", secret=SECRET, by=cast.secretary, now=NOW)
    record = Appointment.objects.create(user=cast.outsider, body=cast.police, role="named", since=NOW)
    NamedReader.objects.create(user=token.made_by, kind="record", object_id=record.pk)

    access = access_of_token(SECRET)

    assert access is not None
    assert not Appointment.objects.filter(access.visible("reports.read", "record", label="role"), pk=record.pk).exists()


def test_a_key_is_over_when_it_or_its_agency_ends(cast: Cast) -> None:
    first = make_token(body=cast.police, label="x", secret=SECRET, by=cast.secretary, now=NOW)
    make_token(body=cast.customs, label="y", secret="tsv_other", by=cast.secretary, now=NOW)

    end_token(token=first, by=cast.secretary, now=NOW)
    end_body(body=cast.customs, by=cast.secretary, now=NOW)

    assert [access_of_token(secret) for secret in (SECRET, "tsv_other", "", first.hash)] == [None] * 4


def test_keys_are_made_and_ended_by_those_who_manage_the_agency(cast: Cast) -> None:
    token = make_token(body=cast.police, label="x", secret=SECRET, by=cast.secretary, now=NOW)

    for by in ("officer", "chair", "secretary_elsewhere"):
        with pytest.raises(UserError, match=r"refused\.body"):
            make_token(body=cast.police, label="x", secret="other", by=cast.people[by], now=NOW)
        with pytest.raises(UserError, match=r"refused\.body"):
            end_token(token=token, by=cast.people[by], now=NOW)
    with pytest.raises(UserError, match="not_an_agency"):
        make_token(body=cast.lorestan, label="x", secret="other", by=cast.secretary, now=NOW)


def test_the_use_of_a_key_is_noted_once_in_a_while(cast: Cast) -> None:
    make_token(body=cast.police, label="x", secret=SECRET, by=cast.secretary, now=NOW)

    for token in (find_token(SECRET), find_token(SECRET)):
        assert token is not None
        note_token_use(token=token, now=NOW)

    assert AccessToken.objects.get().last_used_at == NOW


def test_a_role_at_home_does_not_follow_from_the_home(cast: Cast) -> None:
    User.objects.filter(pk=cast.outsider.pk).update(home=cast.police)
    appoint(person=cast.outsider, body=cast.police, role=CHAIR, by=cast.administrator, now=NOW)

    assert access_of(cast.outsider).roles_at(cast.lorestan.path) == frozenset()
    assert access_of(cast.administrator).roles_at(cast.police.path) == {ADMINISTRATOR}
