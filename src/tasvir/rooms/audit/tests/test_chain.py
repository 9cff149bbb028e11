"""The chain of events: what is written is what is hashed, and nobody changes it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import NOW, Cast

from tasvir.rooms.audit.models import Event, Head
from tasvir.rooms.audit.queries import Broken, verify_chain
from tasvir.rooms.audit.services import record_event

AWKWARD: dict[str, Any] = {
    "share": 0.1,
    "large": 1e22,
    "small": 1e-9,
    "minus_nothing": -0.0,
    "endless": float("nan"),
    "rial": 5_500_000_000_000,
    "beyond": 2**70,
    "text": "گزارش ۱۴۰۴\u200c \x00 \ud83d «نقل» 🙂",
    "pair": (1, "2"),
    "nested": {"ب": [None, True, {"z": 1, "a": 2.50}]},
    "day": NOW,
    "id": UUID(int=7),
    "kinds": frozenset({"b", "a"}),
}


def write(count: int, **facts: Any) -> None:
    for index in range(count):
        record_event(kind="audit.verified", by=None, now=NOW + timedelta(microseconds=index), index=index, **facts)


def tamper(number: int, column: str, value: Any) -> None:
    """Change an event behind the triggers' back, as somebody with the database's password could."""
    from tasvir.rooms.audit.migrations._append_only import INSTALL, REMOVE

    with connection.cursor() as cursor:
        for statement in REMOVE[connection.vendor]:
            cursor.execute(statement)
        if column == "":
            cursor.execute("DELETE FROM audit_event WHERE number = %s", [number])
        else:
            cursor.execute(f"UPDATE audit_event SET {column} = %s WHERE number = %s", [value, number])
        for statement in INSTALL[connection.vendor]:
            cursor.execute(statement)


@pytest.mark.django_db
def test_events_are_numbered_without_gaps_and_each_hash_follows_the_one_before() -> None:
    write(3)

    found = list(Event.objects.order_by("number"))

    assert [one.number for one in found] == [1, 2, 3]
    assert [one.previous_hash for one in found] == ["", found[0].hash, found[1].hash]
    assert (Head.objects.get().number, Head.objects.get().hash) == (3, found[2].hash)


def test_an_event_hashes_the_same_after_it_was_stored(cast: Cast) -> None:
    moment = datetime(2025, 3, 20, 23, 59, 59, 123456, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    made = record_event(
        kind="audit.read", by=cast.officer, now=moment, body="police", subject_id=7, reason="چرا\x00؟", **AWKWARD
    )

    stored = Event.objects.get(pk=made.pk)

    assert stored.hash_after(made.previous_hash) == made.hash
    assert (stored.facts, stored.at, stored.reason) == (made.facts, moment, "چرا؟")


def test_an_unknown_kind_is_a_bug(cast: Cast) -> None:
    with pytest.raises(ValueError, match="no kind of event"):
        record_event(kind="audit.nonsense", by=cast.officer, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(kind="audit.read"),
        lambda: Event.objects.get(number=1).delete(),
        lambda: Event.objects.get(number=1).save(),
        lambda: connection.cursor().execute("DELETE FROM audit_event WHERE number = 1"),
    ],
    ids=["update", "delete", "save", "sql"],
)
def test_an_event_is_neither_changed_nor_removed(change: Callable[[], object]) -> None:
    write(2)

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        change()

    assert Event.objects.get(number=1).kind == "audit.verified"


@pytest.mark.django_db
def test_a_whole_chain_is_found_whole() -> None:
    write(5)

    verdict = verify_chain()

    assert (verdict.events, verdict.number, verdict.hash, verdict.broken) == (5, 5, Head.objects.get().hash, None)


@pytest.mark.django_db
def test_an_empty_chain_is_whole() -> None:
    assert verify_chain().broken is None


@pytest.mark.parametrize(
    ("number", "column", "value", "broken"),
    [
        (2, "kind", "audit.read", Broken(2, "changed")),
        (3, "reason", "because", Broken(3, "changed")),
        (3, "at", datetime(2025, 10, 1, 8, 30, 0, 9, tzinfo=UTC), Broken(3, "changed")),
        (3, "facts", '{"index": 3}', Broken(3, "changed")),
        (3, "hash", "f" * 64, Broken(3, "changed")),
        (3, "previous_hash", "f" * 64, Broken(3, "unlinked")),
        (3, "number", 30, Broken(3, "missing")),
        (3, "", None, Broken(3, "missing")),
        (1, "", None, Broken(1, "missing")),
        (5, "", None, Broken(5, "cut")),
    ],
)
@pytest.mark.django_db
def test_the_first_broken_event_is_told_with_its_reason(number: int, column: str, value: Any, broken: Broken) -> None:
    write(5)

    tamper(number, column, value)

    assert verify_chain().broken == broken


@pytest.mark.django_db
def test_a_chain_written_anew_is_told_by_the_head_in_the_minutes() -> None:
    write(3)
    published = (3, Head.objects.get().hash)
    for number in (1, 2, 3):
        tamper(number, "", None)
    Head.objects.update(number=0, hash="")
    write(4, forged=True)

    assert verify_chain().broken is None
    assert verify_chain(known=published).broken == Broken(3, "not_the_known")


@pytest.mark.django_db
def test_a_chain_shorter_than_the_minutes_is_told() -> None:
    write(2)

    assert verify_chain(known=(3, "f" * 64)).broken == Broken(3, "cut")


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_keep_one_chain() -> None:
    problems: list[BaseException] = []

    def add(name: str) -> None:
        try:
            for index in range(8):
                record_event(kind="audit.verified", by=None, now=NOW, body=name, index=index)
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    writers = [Thread(target=add, args=(f"agency-{index}",)) for index in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert problems == []
    assert (verify_chain().events, verify_chain().broken) == (48, None)


@pytest.mark.django_db
def test_verifying_reads_in_pieces(django_assert_num_queries: Any) -> None:
    write(12)

    with django_assert_num_queries(2):
        assert verify_chain().events == 12


@pytest.mark.django_db
def test_what_was_refused_leaves_no_event() -> None:
    def fail() -> None:
        with transaction.atomic():
            write(1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    write(1)

    assert list(Event.objects.values_list("number", flat=True)) == [1]
