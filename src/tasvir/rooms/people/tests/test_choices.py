"""What forms offer is known to the lists and to the calendar of the machine."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from tasvir.core.vocabulary.lists import load_lists
from tasvir.rooms.people import choices


def test_usual_members_are_agencies_of_the_list() -> None:
    known = set(load_lists().codes("agencies"))

    assert {code for codes in choices.USUAL_MEMBERS.values() for code in codes} - known == set()


def test_time_zones_are_known() -> None:
    assert [ZoneInfo(name).key for name, _ in choices.time_zones()] == [name for name, _ in choices.time_zones()]


def test_areas_are_those_in_force() -> None:
    then, now = choices.areas(date(2024, 1, 1)), choices.areas(date(2025, 10, 1))

    assert ("VN-37" in str(then), "VN-37" in str(now), "VN-N80" in str(now)) == (True, False, True)
