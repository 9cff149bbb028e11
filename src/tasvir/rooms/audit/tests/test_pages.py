"""The pages of the audit: filters, scope, export, and a constant number of questions to the database."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.cast import NOW, Cast

from tasvir.foundation.texts import say
from tasvir.rooms.audit.models import Event
from tasvir.rooms.audit.services import record_event

QUERIES = 10  # of a whole page: session, person, scope, menu, bell, the events


def record(cast: Cast, body: str = "police", **more: Any) -> Event:
    told = {"kind": "audit.verified", "by": cast.officer, "now": NOW, "body": body, "subject": "thing", **more}
    return record_event(**told)


def page(cast: Cast, reader: str = "secretary", /, **asked: Any) -> Any:
    return cast.client(reader).get(reverse("audit:events"), asked)


def numbers(answer: Any) -> set[int]:
    return {event.number for event in answer.context["events"]}


def test_a_person_sees_the_events_of_the_own_bodies(cast: Cast) -> None:
    own, other, house = record(cast), record(cast, "police_tayninh"), record(cast, "")

    assert own.number in numbers(page(cast))
    assert not {other.number, house.number} & numbers(page(cast))
    assert numbers(page(cast, "auditor")) >= {own.number, house.number}
    assert {own.number, other.number} <= numbers(page(cast, "chair_nation"))


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "officer"},
        {"kind": "audit.verified"},
        {"body": "customs"},
        {"subject": "thing", "id": "7"},
        {"since": "1405/01/01", "until": "1405/01/02"},
        {"since": "2026-03-21", "until": "2026-03-22"},
    ],
)
def test_filters_find_what_is_asked_for_and_nothing_else(cast: Cast, asked: dict[str, str]) -> None:
    day = NOW.replace(year=2026, month=3, day=21)
    wanted = record(cast, "customs", by=cast.officer, subject_id=7, now=day)
    others = [record_event(kind="audit.read", by=cast.other_officer, now=NOW, body="police") for _ in range(3)]

    found = numbers(page(cast, **asked))

    assert wanted.number in found
    assert not found & {one.number for one in others}


def test_an_unreadable_day_is_told_and_nothing_typed_is_lost(cast: Cast) -> None:
    answer = page(cast, since="yesterday", who="officer")

    assert say("audit.day_unreadable", "fa", value="yesterday", example="۱۴۰۴/۰۷/۰۹") in answer.content.decode()
    assert 'value="officer"' in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_the_database_a_constant_number_of_times(
    cast: Cast, rows: int, django_assert_num_queries: Any
) -> None:
    for index in range(rows):
        record(cast, subject_id=index)
    client = cast.client("secretary")
    client.get(reverse("audit:events"))  # the first look of the day, and a new device, are recorded

    with django_assert_num_queries(QUERIES):
        client.get(reverse("audit:events"))


def test_pages_lead_to_the_oldest_event(cast: Cast) -> None:
    made = {record(cast, subject_id=index).number for index in range(120)}
    seen: set[int] = set()
    older: int | None = 10**9

    while older:
        answer = page(cast, before=older)
        seen |= numbers(answer)
        older = answer.context["older"]

    assert made <= seen


def test_looking_is_recorded_once_a_day_and_each_question_always(cast: Cast) -> None:
    looks = Event.objects.filter(kind="audit.read", actor="secretary")

    page(cast)
    page(cast)
    assert looks.count() == 1

    page(cast, who="officer")
    page(cast, who="officer")
    page(cast, who="officer", before=3)
    assert looks.count() == 3
    assert looks.order_by("-number")[0].facts == {"asked": {"who": "officer"}}


def test_the_export_holds_what_the_list_shows_and_no_formula(cast: Cast) -> None:
    event = record(cast, reason="=1+1", subject_id="@x")
    record(cast, "police_tayninh")

    answer = cast.client("secretary").get(reverse("audit:export"), {"who": "officer"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows[1:]] == [str(event.number)]
    assert {"'=1+1", "'@x", say("event.audit.verified", "fa")} <= set(rows[1])
    assert Event.objects.filter(kind="audit.exported", actor="secretary").count() == 1


def test_the_head_page_prints_the_last_number_and_hash(cast: Cast) -> None:
    record(cast, now=NOW + timedelta(days=1))

    answer = cast.client("auditor").get(reverse("audit:head"))

    last = Event.objects.get(number=answer.context["number"])
    assert "".join(answer.context["groups"]) == last.hash
    assert last.hash[:8] in answer.content.decode()
