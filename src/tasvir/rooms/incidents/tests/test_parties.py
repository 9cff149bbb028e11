from __future__ import annotations

from tests.cast import NOW, Cast

from tasvir.rooms.audit.models import Event
from tasvir.rooms.incidents.models import Party
from tasvir.rooms.incidents.queries import others_of
from tasvir.rooms.incidents.services import add_party
from tasvir.rooms.incidents.tests.rows import add_rows
from tasvir.rooms.people.queries import access_of


def parties(cast: Cast, *names: str, kind: str = "person") -> list[Party]:
    """A party each in a row of its own."""
    rows = add_rows(cast.police, *({"ref": str(number)} for number in range(len(names))))
    return [
        add_party(incident=row, kind=kind, name=name, identifier="", role="", by=cast.officer, now=NOW)
        for row, name in zip(rows, names)
    ]


def test_a_name_is_matched_in_its_own_script_only(cast: Cast) -> None:
    first, *_ = parties(cast, "علي رضا كريمي", "علی‌رضا کریمی", "Alireza Karimi", "علیرضا کریمیان")

    found = others_of(first, access_of(cast.officer))

    assert [row.ref for row in found] == ["1"]


def test_a_plate_is_matched_whatever_stands_between_its_parts(cast: Cast) -> None:
    first, *_ = parties(cast, "۱۲ ب ۳۴۵-۶۷", "12ب345 67", "12ب345 68", kind="vehicle")

    assert [row.ref for row in others_of(first, access_of(cast.secretary))] == ["1"]


def test_a_person_is_looked_up_with_a_reason_that_is_kept(cast: Cast) -> None:
    first, *_ = parties(cast, "رضا احمدی", "رضا احمدی")
    client, url = cast.client("officer"), f"/incidents/parties/{first.pk}/others/"

    assert client.get(url).context["found"] is None
    assert client.post(url, {"reason": ""}).context["found"] is None
    assert len(client.post(url, {"reason": "پروندهٔ ۱۲"}).context["found"]) == 1

    event = Event.objects.get(kind="incidents.looked_up")
    assert (event.reason, event.facts["found"]) == ("پروندهٔ ۱۲", 1)
    assert "احمدی" not in str(event.facts)


def test_a_party_is_entered_and_seen_only_by_those_who_may_look_up(cast: Cast) -> None:
    (row,) = add_rows(cast.police, {})
    cast.client("officer").post(f"/incidents/{row.pk}/parties/", {"kind": "person", "name": "رضا احمدی"})

    assert "رضا احمدی" in cast.client("secretary").get(f"/incidents/{row.pk}/").content.decode()
    assert "رضا احمدی" not in cast.client("auditor").get(f"/incidents/{row.pk}/").content.decode()


def test_a_party_without_name_and_number_is_refused_and_stays_in_the_form(cast: Cast) -> None:
    (row,) = add_rows(cast.police, {})

    answer = cast.client("officer").post(f"/incidents/{row.pk}/parties/", {"kind": "vehicle", "role": "driver"})

    assert (answer.status_code, Party.objects.count(), answer.context["form"]["role"].value()) == (400, 0, "driver")
