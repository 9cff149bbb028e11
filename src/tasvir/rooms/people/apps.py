"""The people room."""

from __future__ import annotations

from tasvir.foundation.registry import MenuEntry, Room, RoomConfig
from tasvir.foundation.roles import ADMINISTRATOR, AUDITOR, CHAIR, SECRETARY


class PeopleConfig(RoomConfig):
    """Bodies, working groups, persons and roles."""

    name = "tasvir.rooms.people"
    label = "people"
    room = Room(
        name="people",
        menu=(
            MenuEntry("people:bodies", "people.menu", "sitemap", "people.read", 80, (ADMINISTRATOR,)),
            MenuEntry("people:persons", "people.menu.persons", "users", "people.read", order=81),
        ),
        permissions={
            "people.read": (SECRETARY, CHAIR, AUDITOR, ADMINISTRATOR),
            "people.manage": (SECRETARY, ADMINISTRATOR),
        },
        events=(
            "people.office_founded",
            "people.body_added",
            "people.body_changed",
            "people.body_moved",
            "people.body_ended",
            "people.group_added",
            "people.group_changed",
            "people.group_closed",
            "people.group_opened",
            "people.person_added",
            "people.person_changed",
            "people.person_deactivated",
            "people.person_reactivated",
            "people.link_made",
            "people.password_set",
            "people.password_changed",
            "people.appointed",
            "people.appointment_ended",
            "people.readers_named",
            "people.token_made",
            "people.token_ended",
            "people.signed_in",
            "people.signed_out",
            "people.sign_in_failed",
            "people.locked_out",
            "people.session_ended",
            "people.second_factor_added",
            "people.second_factor_removed",
            "people.second_factor_failed",
            "people.second_factor_reset",
            "people.recovery_codes_made",
        ),
    )

    def ready(self) -> None:
        """Listen to the sign-in."""
        from tasvir.rooms.people.sign_in.receivers import connect

        connect()
