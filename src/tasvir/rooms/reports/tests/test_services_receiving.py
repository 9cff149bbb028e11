"""Receiving: once however often it is sent, both kept where contents differ, refused before parsing where too much."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tasvir.core.errors import UserError
from tasvir.foundation import files
from tasvir.foundation.models import StoredFile
from tasvir.rooms.audit.models import Event
from tasvir.rooms.reports import rules, services
from tasvir.rooms.reports.models import Attachment, Conflict, Submission
from tasvir.rooms.reports.tests.senders import LIST, NOW, PERIOD, ROW, receive


def test_a_retry_gives_the_same_receipt(cast: Any) -> None:
    client_id = uuid4()

    first = receive(cast.police, cast.officer, client_id=client_id)
    again = receive(cast.police, cast.officer, client_id=client_id)

    assert first == again
    assert (Submission.objects.count(), Attachment.objects.count()) == (1, 1)
    assert Event.objects.filter(kind="reports.received").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"files": [("list.csv", LIST + b"\n")]},
        {"files": [("other.csv", LIST)]},
        {"sensitivity": "restricted"},
        {"letter": services.Letter("12", date(2025, 9, 30), "Rezaei")},
        {"kind": "figures"},
        {"rows": [ROW], "entry": "form"},
    ],
)
def test_another_content_under_the_same_id_is_kept_and_refused(cast: Any, other: dict[str, Any]) -> None:
    client_id = uuid4()
    first = receive(cast.police, cast.officer, client_id=client_id)

    for _ in range(2):
        with pytest.raises(rules.SubmissionConflict) as refused:
            receive(cast.police, cast.officer, client_id=client_id, **other)

    assert refused.value.values == {"number": first.number}
    conflict = Conflict.objects.get()
    assert (conflict.submission, conflict.received_by) == (first, cast.officer)
    kept = [files.read(one) for one in conflict.files.all()]
    assert kept == [data for _, data in other.get("files", [] if "rows" in other else [("list.csv", LIST)])]
    assert Submission.objects.get().content_hash == first.content_hash


def test_what_came_second_can_be_sent_as_the_correction(cast: Any) -> None:
    client_id = uuid4()
    first = receive(cast.police, cast.officer, client_id=client_id)
    with pytest.raises(rules.SubmissionConflict):
        receive(cast.police, cast.officer, client_id=client_id, files=[("b.csv", LIST)])

    second = services.correct_with_conflict(
        conflict=Conflict.objects.get(), client_id=uuid4(), reason="newer", by=cast.officer, now=NOW
    )

    assert (second.version, second.corrects) == (2, first)
    assert [one.name for one in second.attachments.all()] == ["b.csv"]


def in_threads(times: int, do: Callable[[], Any]) -> list[Any]:
    """What a call gives, or raises, in each of several threads that start together."""
    found: list[Any] = []
    barrier = threading.Barrier(times)

    def run() -> None:
        try:
            barrier.wait()
            found.append(do())
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_five_parallel_retries_make_one_submission(transactional_db: None, cast: Any) -> None:
    client_id: UUID = uuid4()

    found = in_threads(5, lambda: receive(cast.police, cast.officer, client_id=client_id).number)

    assert found == ["000001-3"] * 5
    assert (Submission.objects.count(), Event.objects.filter(kind="reports.received").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_twin_in_parallel(transactional_db: None, cast: Any) -> None:
    found = in_threads(6, lambda: receive(cast.police, cast.officer).number)

    assert sorted(found) == [rules.receipt_number(one) for one in range(1, 7)]


@pytest.mark.django_db(transaction=True)
def test_parallel_contents_under_one_id_are_all_kept(transactional_db: None, cast: Any) -> None:
    client_id, count = uuid4(), iter(range(10))

    def send() -> str:
        rows = [{**ROW, "quantity": str(next(count))}]
        return receive(cast.police, cast.officer, client_id=client_id, rows=rows, entry="form").number

    found = in_threads(4, send)

    refused = [one for one in found if isinstance(one, rules.SubmissionConflict)]
    assert (len(refused), Submission.objects.count(), Conflict.objects.count()) == (3, 1, 3)


def test_files_are_kept_before_the_record(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("tasvir.rooms.reports.services.receiving._note_received", fail)

    with pytest.raises(RuntimeError):
        receive(cast.police, cast.officer)

    assert (Submission.objects.count(), StoredFile.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"files": []}, "reports.mistake.nothing_sent"),
        ({"files": [("a.csv", b"")]}, "document.empty"),
        ({"files": [("a.csv", b"x" * 41)]}, "document.too_large"),
        ({"files": [(f"{n}.csv", b"x" * 30) for n in range(4)]}, "reports.mistake.too_large"),
        ({"files": [(f"{n}.csv", b"x") for n in range(6)]}, "reports.mistake.too_many_files"),
        ({"rows": [ROW] * 4}, "reports.mistake.too_many_rows"),
        ({"rows": [{"place": "x" * 60}]}, "reports.mistake.cell_too_long"),
        ({"rows": [{"colour": "red"}]}, "reports.mistake.unknown_field"),
        ({"rows": [{"place": {"a": 1}}]}, "reports.mistake.cell_shape"),
        ({"rows": [ROW], "kind": "written"}, "reports.mistake.rows_of_kind"),
    ],
)
def test_too_much_is_refused_before_anything_is_read(
    cast: Any, monkeypatch: pytest.MonkeyPatch, sent: dict[str, Any], code: str
) -> None:
    caps = {"LARGEST_FILE": 40, "LARGEST_SUBMISSION": 100, "MOST_FILES": 5, "MOST_ROWS": 3, "MOST_CELL": 50}
    for name, limit in caps.items():
        monkeypatch.setattr(rules, name, limit)
    monkeypatch.setattr("tasvir.rooms.reports.services.parsing.read_report", None)

    with pytest.raises(UserError) as refused:
        receive(cast.police, cast.officer, **{"entry": "api", **sent})

    assert refused.value.code == code
    assert Submission.objects.count() == 0


def test_a_stranger_hands_in_nothing(cast: Any) -> None:
    for person in (cast.other_officer, cast.analyst, cast.chair, cast.officer_elsewhere, cast.outsider):
        with pytest.raises(rules.NotAllowed):
            receive(cast.police, person)

    assert receive(cast.police, cast.secretary).received_by == cast.secretary


def test_letter_and_enclosures_stay_with_it(cast: Any) -> None:
    letter = services.Letter("۱۲/الف", date(2025, 9, 30), "Rezaei\x00")

    found = receive(cast.police, cast.officer, letter=letter, enclosures=[("scan.pdf", b"%PDF")])

    assert (found.letter_number, found.letter_date, found.signatory) == ("۱۲/الف", date(2025, 9, 30), "Rezaei\ufffd")
    assert [(one.name, one.kind) for one in found.attachments.all()] == [("list.csv", "report"), ("scan.pdf", "letter")]
    assert found.attachments.all()[1].file == f"{found.number}/scan.pdf"


def test_the_receipt_is_audited(cast: Any) -> None:
    found = receive(cast.police, cast.officer)

    event = Event.objects.get(kind="reports.received")
    assert (event.body, event.actor, event.subject_id) == ("police", "officer", str(found.pk))
    assert event.facts["content"] == found.content_hash
    assert event.facts["period"] == PERIOD.label
