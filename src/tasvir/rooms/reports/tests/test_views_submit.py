"""Handing in by file, text and zero: once, kept where something is wrong, and without a script."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasvir.rooms.reports.models import Conflict, Submission
from tasvir.rooms.reports.tests.senders import LETTER, LIST, receive_and_read

ONE, TWO = uuid4(), uuid4()


def form(cast: Any, **told: Any) -> dict[str, Any]:
    """What a browser sends from the page of handing in."""
    return {
        "way": "file",
        "client_id": str(ONE),
        "body": cast.police.pk,
        "period": "1404-Q2",
        "kind": "incidents",
        "sensitivity": "members",
        "letter_number": "۱۲/۳۴۵",
        "letter_date": "۱۴۰۴/۰۷/۰۲",
        "signatory": "سرهنگ احمدی",
        **told,
    }


def upload(name: str = "list.csv", data: bytes = LIST) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def send(cast: Any, person: str = "officer", **told: Any) -> Any:
    return cast.client(person).post(reverse("reports:submit"), form(cast, **told))


def test_a_file_becomes_a_draft_with_its_answer_and_its_letter(cast: Any) -> None:
    answer = send(cast, report=upload())

    found = Submission.objects.get()
    assert answer.headers["Location"] == reverse("reports:submission", args=[found.number])
    assert (found.letter_number, str(found.letter_date), found.signatory) == ("۱۲/۳۴۵", "2025-09-24", "سرهنگ احمدی")
    assert (found.state, found.reading, found.period_name) == ("draft", "done", "1404-Q2")
    page = cast.client("officer").get(answer.headers["Location"]).content.decode()
    assert "ارسال به دبیرخانه" in page


def test_a_double_click_gives_the_same_receipt(cast: Any) -> None:
    first, second = send(cast, report=upload()), send(cast, report=upload())

    assert first.headers["Location"] == second.headers["Location"]
    assert Submission.objects.count() == 1


def test_another_content_under_the_same_id_is_kept_and_shown_beside_the_first(cast: Any) -> None:
    send(cast, report=upload())

    answer = send(cast, report=upload(data=LIST.replace(b"120", b"121")))

    number = Submission.objects.get().number
    assert answer.status_code == 409
    assert reverse("reports:conflict", args=[number]) in answer.content.decode()
    assert Conflict.objects.count() == 1
    both = cast.client("officer").get(reverse("reports:conflict", args=[number]))
    assert both.status_code == 200
    assert cast.client("other_officer").get(reverse("reports:conflict", args=[number])).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [("bomb.xlsx", b"PK\x03\x04" + b"\x00" * 200), ("page.exe", b"MZ\x90"), ("old.xls", b"\xd0\xcf\x11\xe0no")],
)
def test_a_hostile_file_is_answered_by_a_sentence(cast: Any, name: str, data: bytes) -> None:
    answer = send(cast, report=upload(name, data))

    page = cast.client("officer").get(answer.headers["Location"])
    assert Submission.objects.get().reading == "refused"
    assert name in page.content.decode()
    assert "alert-danger" in page.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"report": upload("empty.csv", b"")}, {"letter_date": "1404/12/30"}, {"period": "x"}]
)
def test_a_mistake_keeps_what_was_typed(cast: Any, wrong: dict[str, Any]) -> None:
    answer = send(cast, **{"report": upload(), **wrong})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "سرهنگ احمدی" in page
    assert str(ONE) in page
    assert Submission.objects.count() == 0


def test_pasted_text_is_read_into_figures(cast: Any) -> None:
    answer = send(cast, way="text", text=LETTER)

    found = Submission.objects.get()
    assert answer.status_code == 302
    assert (found.kind, found.entry) == ("written", "text")
    assert found.texts.get().writtenfigures.count() == 2


def test_only_spaces_are_no_text(cast: Any) -> None:
    assert send(cast, way="text", text="  \n ").status_code == 422


def test_a_zero_is_handed_in_at_once_and_stated_explicitly(cast: Any) -> None:
    unsure = send(cast, way="zero")
    answer = send(cast, way="zero", certain="on")
    again = send(cast, way="zero", certain="on")

    found = Submission.objects.get()
    assert unsure.status_code == 422
    assert answer.headers["Location"] == again.headers["Location"] == reverse("reports:receipt", args=[found.number])
    assert (found.entry, found.state) == ("zero", "submitted")


def test_nobody_hands_in_for_another_body(cast: Any) -> None:
    assert send(cast, "other_officer", report=upload()).status_code == 404
    assert Submission.objects.count() == 0


def test_what_came_back_is_mended_as_a_new_version_with_its_letter(cast: Any) -> None:
    first = receive_and_read(cast.police, cast.officer)
    client = cast.client("officer")
    page = client.get(reverse("reports:submit"), {"way": "file", "corrects": first.number})
    told = form(cast, client_id=str(TWO), corrects=first.number, report=upload(data=LIST.replace(b"12/30", b"06/30")))

    refused = client.post(reverse("reports:submit"), told)
    answer = client.post(reverse("reports:submit"), {**told, "report": upload(), "reason": "تاریخ اشتباه بود"})

    second = Submission.objects.get(version=2)
    assert page.status_code == 200
    assert refused.status_code == 422
    assert answer.headers["Location"] == reverse("reports:submission", args=[second.number])
    assert second.corrects == first
    assert client.get(reverse("reports:differences", args=[second.number])).status_code == 200


def test_a_foreign_report_is_not_mended(cast: Any) -> None:
    first = receive_and_read(cast.police, cast.officer)

    page = cast.client("other_officer").get(reverse("reports:submit"), {"corrects": first.number})

    assert page.status_code == 404


def test_the_period_that_is_due_is_chosen(cast: Any) -> None:
    page = cast.client("officer").get(reverse("reports:submit"), {"period": "1403-Q1", "kind": "effort"})

    assert '<option value="1403-Q1" selected>' in page.content.decode()
    assert '<option value="effort" selected>' in page.content.decode()


@pytest.mark.parametrize("kind", ["incidents", "figures", "effort", "nonsense"])
def test_an_empty_workbook_can_be_taken_along(cast: Any, kind: str) -> None:
    answer = cast.client("officer").get(reverse("reports:template"), {"kind": kind})

    assert answer.content.startswith(b"PK")
    assert answer.headers["Content-Disposition"].startswith("attachment")
