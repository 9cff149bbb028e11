from __future__ import annotations

from datetime import date

from tests.cast import NOW, Cast

from tasvir.core.intake.tables import INCIDENTS
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.incidents.queries import counted_table, visible_incidents
from tasvir.rooms.incidents.services import replace_rows
from tasvir.rooms.incidents.tests.rows import add_rows, table_of
from tasvir.rooms.people.models import NamedReader
from tasvir.rooms.people.queries import access_of


def test_counted_table_gives_back_what_was_written(cast: Cast) -> None:
    table = table_of("1404-1", {"ref": "الف-۱", "value": 2**53 + 1, "currency": "IRR", "hour": 3, "lat": 33.5}, {})
    add_rows(cast.police, {"ref": "الف-۱", "value": 2**53 + 1, "currency": "IRR", "hour": 3, "lat": 33.5}, {})

    assert counted_table() == table
    assert counted_table([cast.customs.pk]) == INCIDENTS.empty_table()


def test_counted_table_leaves_out_what_is_not_accepted(cast: Cast) -> None:
    add_rows(cast.police, {}, counted=False)

    assert counted_table().num_rows == 0


def test_rows_read_anew_keep_their_number_and_their_count(cast: Cast) -> None:
    before = add_rows(cast.police, {"place": "الف"}, {"place": "ب"})

    table = table_of("1404-1", {"place": "پ", "occurred_on": date(2025, 7, 2)})
    replace_rows(
        submission_id=1,
        submission_number="1404-1",
        body=cast.police,
        table=table,
        sensitivity="members",
        by=None,
        now=NOW,
    )

    after = Incident.objects.values_list("pk", "place", "counted")
    assert list(after) == [(before[0].pk, "پ", True)]


def test_rows_of_another_agency_and_province_are_absent(cast: Cast) -> None:
    add_rows(cast.police, {})

    seen = {name: visible_incidents(access_of(cast.people[name])).count() for name in cast.people}

    assert {name for name, count in seen.items() if count} == {
        "officer", "secretary", "chair", "analyst", "auditor", "chair_nation",
    }  # fmt: skip


def test_rows_for_named_readers_are_seen_by_them_alone(cast: Cast) -> None:
    (row,) = add_rows(cast.police, {}, sensitivity="named")
    NamedReader.objects.create(user=cast.analyst, kind="incident", object_id=row.pk)
    NamedReader.objects.create(user=cast.outsider, kind="submission", object_id=row.submission_id)

    seen = {name for name in cast.people if visible_incidents(access_of(cast.people[name])).exists()}

    assert seen == {"analyst"}


def test_restricted_rows_are_for_close_readers(cast: Cast) -> None:
    add_rows(cast.police, {}, sensitivity="restricted")

    seen = {name for name in cast.people if visible_incidents(access_of(cast.people[name])).exists()}

    assert seen == {"officer", "secretary", "chair", "auditor", "chair_nation"}
