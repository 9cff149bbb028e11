"""The HTTP interface: receipts, retries, conflicts, sentences in the caller's language, and nobody else's reports."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from ninja.testing import TestClient

from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation.texts import load_texts
from tasvir.rooms.people.services import make_token
from tasvir.rooms.reports import rules
from tasvir.rooms.reports.api import language_of, router
from tasvir.rooms.reports.models import Conflict, Submission
from tasvir.rooms.reports.tests.senders import LIST, NOW, ROW, receive

SECRET = "a-very-long-random-secret"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(router)


@pytest.fixture
def key(cast: Any) -> dict[str, str]:
    make_token(body=cast.police, label="office system", secret=SECRET, by=cast.secretary, now=NOW)
    return {"Authorization": f"Bearer {SECRET}"}


def told(**more: Any) -> dict[str, Any]:
    return {"client_id": str(uuid4()), "kind": "incidents", "period": "1404-Q2", "rows": [ROW], **more}


def files() -> MultiValueDict[str, SimpleUploadedFile]:
    return MultiValueDict({"files": [SimpleUploadedFile("l.csv", LIST)]})


def test_rows_are_received_submitted_and_read(client: TestClient, key: dict[str, str], cast: Any) -> None:
    answer = client.post("/submissions", json=told(letter_number="۱۲۳/الف"), headers=key)

    receipt = answer.json()
    assert answer.status_code == 201
    assert (receipt["number"], receipt["state"], receipt["body"]) == ("000001-3", "submitted", "police")
    kept = Submission.objects.get()
    assert (kept.entry, kept.letter_number, kept.reading, kept.submitted_by) == (
        "api",
        "۱۲۳/الف",
        "done",
        cast.secretary,
    )
    rows = client.get(f"/submissions/{receipt['number']}/answer", headers=key).json()
    assert (rows["rows_in"], rows["accepted"]) == (1, 1)


def test_a_retry_gets_the_same_receipt(client: TestClient, key: dict[str, str]) -> None:
    sent = told()

    first, second = (client.post("/submissions", json=sent, headers=key) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["number"] == second.json()["number"]
    assert Submission.objects.count() == 1


def test_another_content_under_the_same_id_is_kept_and_refused(client: TestClient, key: dict[str, str]) -> None:
    sent = told()
    client.post("/submissions", json=sent, headers=key)

    answer = client.post("/submissions", json={**sent, "rows": [{**ROW, "quantity": 11}]}, headers=key)

    assert (answer.status_code, answer.json()["code"]) == (409, "reports.mistake.conflict")
    assert Conflict.objects.get().content["rows"][0]["quantity"] == "11"


def test_files_come_as_multipart(client: TestClient, key: dict[str, str]) -> None:
    head = {name: value for name, value in told().items() if name != "rows"}

    answer = client.post("/submissions/files", data=head, FILES=files(), headers=key)

    assert answer.status_code == 201
    rows = client.get(f"/submissions/{answer.json()['number']}/answer", headers=key).json()
    assert (rows["rows_in"], rows["accepted"]) == (5, 2)


def test_a_large_file_is_refused_unread(
    client: TestClient, key: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LARGEST_FILE", 10)
    head = {name: value for name, value in told().items() if name != "rows"}

    answer = client.post("/submissions/files", data=head, FILES=files(), headers=key)

    assert (answer.status_code, answer.json()["code"]) == (413, "document.too_large")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mistakes_come_in_the_callers_language(client: TestClient, key: dict[str, str], lang: str) -> None:
    headers = {**key, "Accept-Language": f"{lang}-XX,en;q=0.3"}

    answer = client.post("/submissions", json=told(rows=[{"colour": "red"}]), headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "reports.mistake.unknown_field")
    assert "colour" in answer.json()["message"]
    beginning = load_texts(lang)["reports.mistake.unknown_field"].partition("{")[0]
    assert answer.json()["message"].startswith(beginning)


@pytest.mark.parametrize(
    ("header", "lang"), [("", "fa"), ("de, vi;q=0.5, en;q=0.4", "vi"), ("en;q=0.1, fa;q=0.9", "fa"), ("en;q=x", "en")]
)
def test_the_language_is_the_callers_first(header: str, lang: str) -> None:
    class Asked:
        headers = {"Accept-Language": header}

    assert language_of(Asked()) == lang  # type: ignore[arg-type]


def test_without_a_key_nothing_is_told(client: TestClient, key: dict[str, str]) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        assert client.get("/submissions", headers=headers).status_code == 401
        assert client.post("/submissions", json=told(), headers=headers).status_code == 401


def test_another_agencys_report_is_as_absent_as_none(client: TestClient, key: dict[str, str], cast: Any) -> None:
    other = receive(cast.customs, cast.other_officer)

    absent = client.get(f"/submissions/{rules.receipt_number(99)}", headers=key)
    foreign = client.get(f"/submissions/{other.number}", headers=key)

    assert absent.status_code == foreign.status_code == 404
    assert absent.json() == foreign.json()
    assert client.get("/submissions", headers=key).json() == {"total": 0, "items": []}
    refused = client.post("/submissions", json=told(body="customs"), headers=key)
    assert (refused.status_code, refused.json()["code"]) == (403, "reports.mistake.body_unknown")


def test_a_program_reports_zero(client: TestClient, key: dict[str, str]) -> None:
    answer = client.post("/submissions", json=told(rows=[], zero=True), headers=key)

    assert answer.status_code == 201
    assert (Submission.objects.get().entry, Submission.objects.get().reading) == ("zero", "done")


def test_the_list_is_paged_and_filtered(client: TestClient, key: dict[str, str]) -> None:
    for period in ("1404-Q1", "1404-Q2", "1404-Q2"):
        client.post("/submissions", json=told(period=period), headers=key)

    page = client.get("/submissions?limit=2&offset=1", headers=key).json()
    assert (page["total"], [one["number"][:6] for one in page["items"]]) == (3, ["000002", "000001"])
    assert client.get("/submissions?period=1404-Q1", headers=key).json()["total"] == 1
    assert client.get("/submissions?period=xx", headers=key).status_code == 422
