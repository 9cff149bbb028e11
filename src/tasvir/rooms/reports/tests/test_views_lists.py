"""Lists and boards: constant counts of queries, filters, empty states, reminders, settings, history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasvir.foundation.models import Notice
from tasvir.rooms.people.services import add_body
from tasvir.rooms.reports import services
from tasvir.rooms.reports.models import Expectation, PastTotal, PlanTarget, Reminder, Submission
from tasvir.rooms.reports.tests.senders import LETTER, NOW, receive, receive_and_read

TOTALS = (
    b"agency,area,period,measure,value,unit,state\n"
    b"police,IR-15,1403-Q2,cases_detected,120,case,number\n"
    b"police,IR-15,1402-Q2,cases_detected,100,case,number\n"
)
# The literal counts; they are the same for 1 and for 30 rows.
COUNTS = {"list": 8, "desk": 8, "due": 10, "board": 14, "expectations": 12, "targets": 10, "history": 11}


def queries(client: Any, url: str) -> int:
    """How many queries a page takes."""
    client.get(url)  # lists and texts are read once
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def _submissions(cast: Any, rows: int) -> None:
    for _ in range(rows):
        found = receive_and_read(cast.police, cast.officer)
        services.submit(submission=found, by=cast.officer, now=NOW)
        services.approve(submission=found, by=cast.officer, now=NOW)


def _drafts(cast: Any, rows: int) -> None:
    for _ in range(rows):
        receive(cast.police, cast.officer)
    _expected(cast, rows)


def _expected(cast: Any, rows: int) -> None:
    for number in range(rows):
        Expectation.objects.create(body=cast.police, kind="incidents", every="quarter", due_days=number)


def _bodies(cast: Any, rows: int) -> None:
    for _ in range(rows):
        code = f"agency-{uuid4().hex[:8]}"
        body = add_body(code=code, kind="agency", parent=cast.lorestan, by=None, now=NOW, agency="police", name_fa=code)
        Expectation.objects.create(body=body, kind="incidents", every="quarter", due_days=5)


def _targets(cast: Any, rows: int) -> None:
    period = receive(cast.police, cast.officer).period
    measures = [f"m{number}" for number in range(rows)]
    PlanTarget.objects.bulk_create(
        PlanTarget(
            body=cast.police,
            measure=one + uuid4().hex[:6],
            period_name=period.label,
            period_start=period.start,
            period_end=period.end,
            value=1,
            unit="case",
        )
        for one in measures
    )


def _past(cast: Any, rows: int) -> None:
    found = receive(cast.police, cast.officer)
    PastTotal.objects.bulk_create(
        PastTotal(
            body=cast.police,
            measure=uuid4().hex[:8],
            period_name=found.period_name,
            period_start=found.period_start,
            period_end=found.period_end,
            value=1,
            unit="case",
            submission=found,
            source="x",
        )
        for _ in range(rows)
    )


PAGES: dict[str, tuple[str, Callable[[Any, int], None]]] = {
    "list": ("secretary", _submissions),
    "desk": ("secretary", _submissions),
    "due": ("officer", _drafts),
    "board": ("secretary", _bodies),
    "expectations": ("secretary", _expected),
    "targets": ("secretary", _targets),
    "history": ("secretary", _past),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_list_takes_as_many_queries_for_30_rows_as_for_one(cast: Any, name: str) -> None:
    person, make = PAGES[name]
    client, url = cast.client(person), reverse(f"reports:{name}")

    make(cast, 1)
    one = queries(client, url)
    make(cast, 29)
    many = queries(client, url)

    assert many == one == COUNTS[name]


@pytest.mark.parametrize(
    ("person", "name"), [("officer", "due"), ("secretary", "board"), ("secretary", "desk"), ("auditor", "list")]
)
def test_an_empty_page_says_what_to_do_first(cast: Any, person: str, name: str) -> None:
    assert "empty-title" in cast.client(person).get(reverse(f"reports:{name}")).content.decode()


def test_a_report_is_found_by_its_number_in_any_digits_its_body_and_its_letter(cast: Any) -> None:
    found = receive(cast.police, cast.officer, letter=services.Letter("۱۲/۳۴۵", None, "احمدی"))
    receive(cast.customs, cast.other_officer)
    client, url = cast.client("secretary"), reverse("reports:list")

    for query in ("۰۰۰۰۰۱-۳", "0000013", "انتظامي", "۱۲/۳۴۵", "احمدی"):
        page = client.get(url, {"q": query}).content.decode()
        assert page.count('<td class="text-nowrap" data-label') == 2, query
        assert reverse("reports:submission", args=[found.number]) in page
    assert "empty-title" in client.get(url, {"q": "هیچ", "state": "accepted", "period": "1399"}).content.decode()


def test_the_day_of_each_person_begins_on_the_right_page(cast: Any) -> None:
    home = reverse("reports:home")

    places = {one: cast.client(one).get(home).headers["Location"] for one in ("officer", "secretary", "chair")}

    assert places == {
        "officer": reverse("reports:due"),
        "secretary": reverse("reports:board"),
        "chair": reverse("reports:list"),
    }


def test_a_due_report_leads_to_its_form_filled_in(cast: Any) -> None:
    _expected(cast, 1)

    page = cast.client("officer").get(reverse("reports:due")).content.decode()

    assert "?body=police&amp;kind=incidents&amp;period=" in page
    assert "سررسید گذشته" in page


@pytest.mark.parametrize("way", ["in_app", "e_mail", "printed"])
def test_a_body_is_reminded_in_each_way(cast: Any, way: str, django_capture_on_commit_callbacks: Any) -> None:
    _expected(cast, 1)
    client = cast.client("secretary")

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("reports:remind"), {"way": way, "body": [cast.police.pk, cast.police_tayninh.pk]})

    reminder = Reminder.objects.get()
    assert answer.status_code == 302
    assert (reminder.body, reminder.way) == (cast.police, way)
    assert Notice.objects.filter(for_person=cast.officer.pk).count() == (way == "in_app")
    assert len(mail.outbox) == (way == "e_mail")


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
def test_a_printed_letter_is_made_in_each_language(cast: Any, form: str, lang: str) -> None:
    _expected(cast, 1)
    client = cast.client("secretary")
    client.post(reverse("reports:remind"), {"way": "printed", "body": [cast.police.pk]})
    client.cookies["tasvir_language"] = lang

    answer = client.get(reverse("reports:reminder_letter", args=[Reminder.objects.get().pk, form]))

    assert answer.content.startswith(b"PK" if form == "docx" else b"%PDF")


def test_reminding_of_nothing_is_told(cast: Any) -> None:
    page = cast.client("secretary").post(
        reverse("reports:remind"), {"way": "in_app", "body": [cast.police.pk]}, follow=True
    )

    assert "alert-danger" in page.content.decode()


def test_an_expectation_is_added_and_ended(cast: Any) -> None:
    client, url = cast.client("secretary"), reverse("reports:expectations")
    told = {"body": cast.police.pk, "kind": "incidents", "every": "day", "due_days": 1, "campaign": "طرح یلدا"}

    refused = client.post(url, told)
    added = client.post(url, {**told, "first": "۱۴۰۴/۰۹/۱۵", "last": "1404/10/03"})
    one = Expectation.objects.get()
    client.post(reverse("reports:end_expectation", args=[one.pk]))

    assert (refused.status_code, added.status_code) == (422, 302)
    assert "طرح یلدا" in refused.content.decode()
    assert (str(one.first), str(one.last)) == ("2025-12-06", "2025-12-24")
    one.refresh_from_db()
    assert one.active is False


def test_a_target_is_set_for_an_own_body_only(cast: Any) -> None:
    client, url = cast.client("secretary"), reverse("reports:targets")
    told = {"body": cast.lorestan.pk, "measure": "cases_detected", "period": "1404", "value": "1200", "unit": "case"}

    assert client.post(url, told).status_code == 302
    assert client.post(url, {**told, "body": cast.tayninh.pk}).status_code == 422
    assert PlanTarget.objects.get().value == 1200


def test_past_totals_are_looked_at_and_then_loaded_once(cast: Any) -> None:
    client, url = cast.client("secretary"), reverse("reports:history")
    look = client.post(url, {"body": cast.police.pk, "do": "preview", "file": SimpleUploadedFile("old.csv", TOTALS)})
    page = look.content.decode()
    kept = page[page.index('name="kept" value="') + 19 :].split('"', 1)[0]

    assert PastTotal.objects.count() == 0
    for _ in range(2):
        client.post(url, {"body": cast.police.pk, "do": "load", "kept": kept})
    again = client.post(url, {"body": cast.police.pk, "do": "load", "kept": "forged"})

    assert "۱۲۰" in page
    assert PastTotal.objects.count() == 2
    assert Submission.objects.count() == 1
    assert again.status_code == 422


def test_the_answer_is_filtered_and_taken_along(cast: Any) -> None:
    found = receive_and_read(cast.police, cast.officer)
    client = cast.client("officer")
    url = reverse("reports:answer", args=[found.number])

    every, warnings = (client.get(url, query).content.decode() for query in ({}, {"severity": "warning", "text": "zz"}))
    book = client.get(reverse("reports:answer_workbook", args=[found.number]))
    told = client.get(reverse("reports:answer_json", args=[found.number])).json()

    assert "1404/12/30" in every
    assert "empty-title" in warnings
    assert book.content.startswith(b"PK")
    assert told["rows_in"] == told["accepted"] + told["rejected"] + told["duplicate"] + told["blank"] == 5


def test_a_letter_alone_has_no_workbook(cast: Any) -> None:
    found = receive_and_read(
        cast.police, cast.officer, kind="written", entry="text", files=[("a.txt", LETTER.encode())]
    )

    assert cast.client("officer").get(reverse("reports:answer_workbook", args=[found.number])).status_code == 404
