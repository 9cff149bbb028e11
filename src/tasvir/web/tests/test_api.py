"""The HTTP interface: keys of agencies and nothing else open it, and every error has one shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import get_language
from ninja.errors import HttpError
from tests.cast import NOW, Cast

from tasvir.core.errors import UserError
from tasvir.foundation.texts import say
from tasvir.rooms.people.services import end_token, make_token
from tasvir.web.api import Key, api

SECRET = "tv_0123456789abcdef0123456789abcdef"


def key(cast: Cast, secret: str = SECRET) -> Any:
    return make_token(body=cast.police, label="HQ", secret=secret, by=cast.secretary, now=NOW)


def bearer(secret: str = SECRET, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}", **more}


@pytest.fixture
def described(client: Client) -> Any:
    return client.get("/api/openapi.json").json()


def operations(described: Any) -> list[tuple[str, str, Any]]:
    return [(method, path, one) for path, found in described["paths"].items() for method, one in found.items()]


def test_every_operation_asks_for_a_key_and_declares_its_errors(described: Any) -> None:
    open_ones = [path for _, path, one in operations(described) if not one.get("security")]
    silent = [
        path for _, path, one in operations(described) if not {"401", "404", "413", "422"} <= one["responses"].keys()
    ]

    assert (open_ones, silent) == ([], [])


def test_no_operation_opens_without_a_key_or_to_a_signed_in_person(cast: Cast, described: Any) -> None:
    persons, stranger = cast.client("secretary"), Client()

    for method, path, _ in operations(described):
        address = path.replace("{", "").replace("}", "")
        for client in (persons, stranger):
            answer = getattr(client, method)(address, content_type="application/json")
            assert (path, answer.status_code, answer.json()["code"]) == (path, 401, "api.no_key")


def test_a_description_without_a_page_of_documents_is_public(client: Client) -> None:
    assert client.get("/api/openapi.json").status_code == 200
    assert client.get("/api/docs").status_code == 404


@pytest.mark.parametrize(("asked", "lang"), [("fa", "fa"), ("vi-VN,vi;q=0.9", "vi"), ("de", "en"), ("", "en")])
def test_an_address_that_is_none_answers_in_the_language_asked_for(client: Client, asked: str, lang: str) -> None:
    answer = client.get("/api/nothing/here", headers={"Accept-Language": asked})

    assert answer.status_code == 404
    assert answer.json() == {"code": "api.not_found", "message": say("api.not_found", lang)}


def test_a_key_that_has_ended_opens_nothing(cast: Cast) -> None:
    token = key(cast)
    end_token(token=token, by=cast.secretary, now=NOW)

    assert Key().authenticate(RequestFactory().get("/api/x"), SECRET) is None


def test_a_key_brings_the_access_of_its_agency(cast: Cast) -> None:
    key(cast)
    request: Any = RequestFactory().get("/api/x", headers={"Accept-Language": "vi"})

    assert Key().authenticate(request, SECRET)

    assert request.access.body_codes("reports.submit") == {"police"}
    assert not request.access.may("reports.accept")
    assert (request.user, request.token.label, get_language()) == (cast.secretary, "HQ", "vi")


@pytest.mark.parametrize(
    ("kind", "length", "status"),
    [("text/plain", 3, 415), ("application/json", 50_000_000, 413), ("application/json", 3, 0)],
)
def test_a_body_is_refused_by_its_head(cast: Cast, kind: str, length: int, status: int) -> None:
    key(cast)
    request = RequestFactory().post("/api/x", data=b"{}", content_type=kind, CONTENT_LENGTH=str(length))

    try:
        Key().authenticate(request, SECRET)
        refused = 0
    except HttpError as error:
        refused = error.status_code

    assert refused == status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "code"), [("/api/reports/x", "api.too_large"), ("/account/login/", "frame.error.413.title")]
)
@pytest.mark.parametrize("length", ["209715200", "-1", "many"])
def test_a_huge_request_is_refused_before_it_is_read(client: Client, path: str, code: str, length: str) -> None:
    answer = client.post(path, data=b"x", content_type="application/json", CONTENT_LENGTH=length)

    assert answer.status_code == 413
    assert say(code, "en" if path.startswith("/api") else "fa") in answer.content.decode()


def test_a_mistake_keeps_its_code_and_is_said_in_the_language_asked_for(rf: Any) -> None:
    request = rf.get("/api/x", headers={"Accept-Language": "vi"})

    answer = api.on_exception(request, UserError("api.field.missing", place="period"))

    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "api.field.missing")
    assert json.loads(answer.content)["message"] == say("api.field.missing", "vi", place="period")


def test_a_bug_is_logged_and_told_without_its_details(rf: Any, caplog: pytest.LogCaptureFixture) -> None:
    answer = api.on_exception(rf.get("/api/x"), KeyError("secret"))

    assert (answer.status_code, json.loads(answer.content)["code"]) == (500, "api.bug")
    assert "secret" not in answer.content.decode()
    assert "secret" in caplog.text
