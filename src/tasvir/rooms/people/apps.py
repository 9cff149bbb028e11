"""The people room."""

from __future__ import annotations

from tasvir.foundation.registry import Room, RoomConfig
from tasvir.foundation.roles import ADMINISTRATOR, AUDITOR, CHAIR, SECRETARY


class PeopleConfig(RoomConfig):
    """Bodies, working groups, persons and roles."""

    name = "tasvir.rooms.people"
    label = "people"
    room = Room(
        name="people",
        permissions={
            "people.read": (SECRETARY, CHAIR, AUDITOR, ADMINISTRATOR),
            "people.manage": (SECRETARY, ADMINISTRATOR),
        },
        events=("people.body_added",),
    )
