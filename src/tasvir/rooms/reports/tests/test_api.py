"""The HTTP interface: receipts, retries, conflicts, sentences in the caller's language, and nobody else's reports."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation.texts import load_texts
from tasvir.rooms.people.services import make_token
from tasvir.rooms.reports import rules
from tasvir.rooms.reports.models import Conflict, Submission
from tasvir.rooms.reports.tests.senders import LIST, NOW, ROW, receive

SECRET = "a-very-long-random-secret"


@pytest.fixture
def key(cast: Any) -> Caller:
    make_token(body=cast.police, label="office system", secret=SECRET, by=cast.secretary, now=NOW)
    return Caller(f"Bearer {SECRET}")


class Caller:
    """A program that calls with a key."""

    def __init__(self, key: str, lang: str = "en") -> None:
        self.client, self.headers = Client(), {"Authorization": key, "Accept-Language": lang}

    def get(self, path: str) -> Any:
        """What is answered."""
        return self.client.get(f"/api/reports{path}", headers=self.headers)

    def post(self, path: str, json: Any = None, **form: Any) -> Any:
        """What is answered to JSON, or to a form with files."""
        address = f"/api/reports{path}"
        if json is None:
            return self.client.post(address, form, headers=self.headers)
        return self.client.post(address, json, content_type="application/json", headers=self.headers)


def told(**more: Any) -> dict[str, Any]:
    return {"client_id": str(uuid4()), "kind": "incidents", "period": "1404-Q2", "rows": [ROW], **more}


def files() -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile("l.csv", LIST)]


def test_rows_are_received_submitted_and_read(key: Caller, cast: Any) -> None:
    answer = key.post("/submissions", json=told(letter_number="۱۲۳/الف"))

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
    rows = key.get(f"/submissions/{receipt['number']}/answer").json()
    assert (rows["rows_in"], rows["accepted"]) == (1, 1)


def test_a_retry_gets_the_same_receipt(key: Caller) -> None:
    sent = told()

    first, second = (key.post("/submissions", json=sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["number"] == second.json()["number"]
    assert Submission.objects.count() == 1


def test_another_content_under_the_same_id_is_kept_and_refused(key: Caller) -> None:
    sent = told()
    key.post("/submissions", json=sent)

    answer = key.post("/submissions", json={**sent, "rows": [{**ROW, "quantity": 11}]})

    assert (answer.status_code, answer.json()["code"]) == (409, "reports.mistake.conflict")
    assert Conflict.objects.get().content["rows"][0]["quantity"] == "11"


def test_files_come_as_multipart(key: Caller) -> None:
    head = {name: value for name, value in told().items() if name != "rows"}

    answer = key.post("/submissions/files", files=files(), **head)

    assert answer.status_code == 201
    rows = key.get(f"/submissions/{answer.json()['number']}/answer").json()
    assert (rows["rows_in"], rows["accepted"]) == (5, 2)


def test_a_large_file_is_refused_unread(key: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LARGEST_FILE", 10)
    head = {name: value for name, value in told().items() if name != "rows"}

    answer = key.post("/submissions/files", files=files(), **head)

    assert (answer.status_code, answer.json()["code"]) == (413, "document.too_large")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mistakes_come_in_the_callers_language(key: Caller, lang: str) -> None:
    key.headers["Accept-Language"] = f"{lang}-XX,en;q=0.3"

    answer = key.post("/submissions", json=told(rows=[{"colour": "red"}]))

    assert (answer.status_code, answer.json()["code"]) == (422, "reports.mistake.unknown_field")
    assert "colour" in answer.json()["message"]
    beginning = load_texts(lang)["reports.mistake.unknown_field"].partition("{")[0]
    assert answer.json()["message"].startswith(beginning)


def test_without_a_key_nothing_is_told(key: Caller) -> None:
    for wrong in ("", "Bearer wrong"):
        stranger = Caller(wrong)
        assert stranger.get("/submissions").status_code == 401
        assert stranger.post("/submissions", json=told()).status_code == 401


def test_another_agencys_report_is_as_absent_as_none(key: Caller, cast: Any) -> None:
    other = receive(cast.customs, cast.other_officer)

    absent = key.get(f"/submissions/{rules.receipt_number(99)}")
    foreign = key.get(f"/submissions/{other.number}")

    assert absent.status_code == foreign.status_code == 404
    assert absent.json() == foreign.json()
    assert key.get("/submissions").json() == {"total": 0, "items": []}
    refused = key.post("/submissions", json=told(body="customs"))
    assert (refused.status_code, refused.json()["code"]) == (403, "reports.mistake.body_unknown")


def test_a_program_reports_zero(key: Caller) -> None:
    answer = key.post("/submissions", json=told(rows=[], zero=True))

    assert answer.status_code == 201
    assert (Submission.objects.get().entry, Submission.objects.get().reading) == ("zero", "done")


def test_the_list_is_paged_and_filtered(key: Caller) -> None:
    for period in ("1404-Q1", "1404-Q2", "1404-Q2"):
        key.post("/submissions", json=told(period=period))

    page = key.get("/submissions?limit=2&offset=1").json()
    assert (page["total"], [one["number"][:6] for one in page["items"]]) == (3, ["000002", "000001"])
    assert key.get("/submissions?period=1404-Q1").json()["total"] == 1
    assert key.get("/submissions?period=xx").status_code == 422
