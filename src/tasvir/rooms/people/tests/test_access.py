from __future__ import annotations

from django.test import Client
from tests.cast import Cast

from tasvir.rooms.people.queries import access_of


def test_access_reaches_over_what_lies_below(cast: Cast) -> None:
    access = access_of(cast.secretary)

    assert access.body_ids("people.manage") == {cast.lorestan.pk, cast.police.pk, cast.customs.pk}


def test_access_is_none_without_a_role(cast: Cast) -> None:
    access = access_of(cast.outsider)

    assert (access.may("people.read"), access.body_ids("people.read")) == (False, frozenset())


def test_home_sends_a_stranger_to_the_sign_in(db: None) -> None:
    answer = Client().get("/")

    assert answer.headers["Location"] == "/account/login/?next=/"


def test_home_tells_a_person_without_a_role_whom_to_ask(cast: Cast) -> None:
    answer = cast.client("outsider").get("/")

    assert "دبیر کمیسیون" in answer.content.decode()
