"""One truth table for every door: list, count, record, export, lookup, events that count once."""

from __future__ import annotations

import csv
import io

import pytest
from tests.cast import NOW, Cast

from tasvir.foundation.sensitivity import SENSITIVITIES
from tasvir.rooms.incidents.models import EventGroup, Incident
from tasvir.rooms.incidents.queries import event_of, groups_seen, lines_of, others_of
from tasvir.rooms.incidents.services import add_party
from tasvir.rooms.incidents.tests.rows import add_rows
from tasvir.rooms.people.models import NamedReader
from tasvir.rooms.people.queries import access_of

EVERYBODY = {"officer", "secretary", "chair", "analyst", "auditor", "chair_nation"}
SEES = {
    "open": EVERYBODY,
    "members": EVERYBODY,
    "restricted": EVERYBODY - {"analyst"},
    "named": {"analyst"},  # the one who is named below
}
EXPORTS = {"officer", "secretary", "chair", "analyst", "chair_nation"}


def labelled(cast: Cast, label: str) -> Incident:
    """A row with a label, beside an open row of another agency with the same person and in the same event."""
    (row,) = add_rows(cast.police, {"ref": "A"}, number="1", submission_id=1, sensitivity=label)
    (other,) = add_rows(cast.customs, {"ref": "A"}, number="2", submission_id=2, sensitivity="open")
    for one in (row, other):
        add_party(incident=one, kind="person", name="رضا احمدی", identifier="", role="", by=cast.officer, now=NOW)
    Incident.objects.update(event_key="i-1", shared=True)
    EventGroup.objects.create(
        event_key="i-1",
        members=[row.source, other.source],
        decided_by="rule",
        reasons=[["link.day.same", {}]],
        across=True,
    )
    if label == "named":
        NamedReader.objects.create(user=cast.analyst, kind="incident", object_id=row.pk)
    return row


@pytest.mark.parametrize("label", SENSITIVITIES)
def test_list_count_and_record_show_a_row_to_the_same_people(cast: Cast, label: str) -> None:
    row = labelled(cast, label)
    listed, counted, opened = set(), set(), set()

    for name in cast.people:
        page = cast.client(name).get("/incidents/")
        if page.status_code == 200:
            listed |= {name for one in page.context["page"].rows if one.pk == row.pk}
            others = sum(one.pk != row.pk for one in page.context["page"].rows)
            counted |= {name} if page.context["totals"].rows - others else set()
        if cast.client(name).get(f"/incidents/{row.pk}/").status_code == 200:
            opened.add(name)

    assert (listed, counted, opened) == (SEES[label], SEES[label], SEES[label])


@pytest.mark.parametrize("label", SENSITIVITIES)
def test_exports_hold_a_row_for_the_same_people(cast: Cast, label: str) -> None:
    row, holders = labelled(cast, label), set()

    for name in cast.people:
        client = cast.client(name)
        made = client.post("/incidents/export/", {"form": "csv"})
        if made.status_code == 302:
            answer = client.get(f"{made.headers['Location']}file/")
            data = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
            holders |= {name for line in csv.DictReader(io.StringIO(data)) if row.source in line.values()}

    assert holders == SEES[label] & EXPORTS


@pytest.mark.parametrize("label", SENSITIVITIES)
def test_events_lines_and_lookups_tell_of_a_row_to_the_same_people(cast: Cast, label: str) -> None:
    row = labelled(cast, label)
    other = Incident.objects.exclude(pk=row.pk).get()
    both = {name for name in SEES[label] if name != "officer"}  # the officer reads the police, not the customs

    told = {name for name in cast.people if len(event_of(other, access_of(cast.people[name])).rows) > 1}
    grouped = {
        name for name in cast.people
        if access_of(cast.people[name]).may("incidents.read")
        and groups_seen(access_of(cast.people[name]), "incidents.read")[0]
    }  # fmt: skip
    found = {name for name in cast.people if others_of(other.parties.get(), access_of(cast.people[name]))}
    lines = {name for name in cast.people if lines_of(row, access_of(cast.people[name]))}

    assert (told, grouped, lines) == (both, both, SEES[label])
    assert found == SEES[label] & EXPORTS
