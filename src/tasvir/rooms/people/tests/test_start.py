"""The first start: open to whoever knows the code, once, and to nobody who guesses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.rooms.audit.models import Event
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.people.queries import access_of
from tasvir.rooms.people.services import found_office, is_setup_code, setup_code

START = "/people/start/"
WORDS = "four quiet words more"


@pytest.fixture(autouse=True)
def office(db: None, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """An empty office with a folder of its own."""
    settings.TASVIR_HOME = tmp_path
    cache.clear()
    yield tmp_path
    cache.clear()


def typed(**changed: str) -> dict[str, str]:
    """The form of the first start, filled in."""
    return {
        "code": setup_code(),
        "name_fa": "کمیسیون استان لرستان",
        "country": "IR",
        "area": "IR-15",
        "calendar": "jalali",
        "time_zone": "Asia/Tehran",
        "lang": "fa",
        "full_name": "مریم رضایی",
        "username": "rezaei",
        "email": "",
        "password": WORDS,
        "again": WORDS,
    } | changed


def test_an_empty_office_leads_to_its_first_start() -> None:
    answer = Client().get("/", follow=True)

    assert answer.request["PATH_INFO"] == START


def test_the_first_person_becomes_secretary_and_administrator_and_sees_the_next_steps(
    office: Path, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(START, typed(), follow=True)

    person, top = User.objects.get(), Body.objects.get()
    assert {post.role for post in access_of(person).posts} == {"secretary", "administrator"}
    assert (top.code, top.area, top.calendar, top.time_zone, top.lang) == (
        "ir-15",
        "IR-15",
        "jalali",
        "Asia/Tehran",
        "fa",
    )
    assert answer.request["PATH_INFO"] == "/people/next-steps/"
    assert not (office / "keys" / "setup_code").exists()
    assert Event.objects.get(kind="people.office_founded").facts == {"person": "rezaei"}


def test_the_first_start_is_gone_afterwards() -> None:
    Client().post(START, typed())

    again = [Client().get(START).status_code, Client().post(START, typed(username="second")).status_code]

    assert (again, User.objects.count()) == ([404, 404], 1)


def test_the_first_start_is_absent_where_there_are_people(cast: Cast) -> None:
    del cast
    assert (Client().get(START).status_code, Client().post(START, typed()).status_code) == (404, 404)


def test_a_service_call_founds_once() -> None:
    person = {"username": "a", "full_name": "A", "email": "", "lang": "fa"}
    found_office(names={"name_en": "A"}, body={"country": "IR"}, person=person, password=WORDS, now=NOW)

    with pytest.raises(UserError, match="founded"):
        found_office(names={"name_en": "B"}, body={}, person=person | {"username": "b"}, password=WORDS, now=NOW)
    assert (Body.objects.count(), Event.objects.filter(kind="people.office_founded").count()) == (1, 1)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "0", "۱۲۳۴"])
def test_a_wrong_code_founds_nothing(code: str) -> None:
    answer = Client().post(START, typed(code=code))

    assert (answer.status_code, User.objects.count()) == (200, 0)


def test_guessing_ends_after_ten_tries() -> None:
    client = Client()
    for _ in range(10):
        client.post(START, typed(code="wrong"))

    answer = client.post(START, typed())

    assert "یک ساعت دیگر دوباره تلاش کنید" in answer.content.decode()
    assert User.objects.count() == 0


def test_all_addresses_together_have_a_limit() -> None:
    cache.set("people.start.all", 99)
    Client(REMOTE_ADDR="10.0.0.1").post(START, typed(code="wrong"))

    Client(REMOTE_ADDR="10.1.1.1").post(START, typed())

    assert User.objects.count() == 0


def test_the_code_is_made_once_and_for_the_office_alone(office: Path) -> None:
    first, second = setup_code(), setup_code()

    mode = (office / "keys" / "setup_code").stat().st_mode & 0o777
    assert (first == second, mode, len(first)) == (True, 0o600, 14)
    assert is_setup_code(first.lower().replace("-", " "))


def test_an_area_of_another_country_is_refused_and_what_was_typed_stays() -> None:
    text = Client().post(START, typed(area="VN-N80")).content.decode()

    assert "این محدوده در کشور دیگری است" in text
    assert 'value="مریم رضایی"' in text


def test_one_name_in_any_language_is_enough_and_none_is_too_few() -> None:
    none = Client().post(START, typed(name_fa=""))
    vietnamese = Client().post(START, typed(name_fa="", name_vi="Ban chỉ đạo 389"))

    assert "دست‌کم به یک زبان نامی بنویسید" in none.content.decode()
    assert vietnamese.status_code == 302
