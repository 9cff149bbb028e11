"""The reference room."""

from __future__ import annotations

from tasvir.foundation.registry import MenuEntry, Room, RoomConfig
from tasvir.foundation.roles import ADMINISTRATOR, ROLES, SECRETARY


class ReferenceConfig(RoomConfig):
    """Reference lists, calendars and legal parameters."""

    name = "tasvir.rooms.reference"
    label = "reference"
    room = Room(
        name="reference",
        menu=(MenuEntry("reference:overview", "reference.menu", "books", "reference.read", order=80),),
        permissions={"reference.read": ROLES, "reference.edit": (SECRETARY, ADMINISTRATOR)},
        events=(
            "reference.entry_added",
            "reference.entry_ended",
            "reference.holiday_set",
            "reference.campaign_set",
            "reference.parameter_set",
            "reference.driver_loaded",
        ),
    )

    def ready(self) -> None:
        """Answer for the office's lists wherever words of the screen are made."""
        from tasvir.foundation.handlers import register
        from tasvir.rooms.reference.queries import office_lists

        register("lists.wanted", office_lists)
