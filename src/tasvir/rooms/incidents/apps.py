"""The incidents room."""

from __future__ import annotations

from tasvir.foundation.registry import MenuEntry, Room, RoomConfig
from tasvir.foundation.roles import ANALYST, AUDITOR, CHAIR, DATA_OFFICER, SECRETARY


class IncidentsConfig(RoomConfig):
    """Accepted incidents: search, the record page, export, parties."""

    name = "tasvir.rooms.incidents"
    label = "incidents"
    room = Room(
        name="incidents",
        menu=(MenuEntry("incidents:list", "incidents.menu", "list-search", "incidents.read", 40),),
        permissions={
            "incidents.read": (SECRETARY, CHAIR, DATA_OFFICER, ANALYST, AUDITOR),
            "incidents.export": (SECRETARY, CHAIR, ANALYST, DATA_OFFICER),
            "incidents.look_up": (SECRETARY, CHAIR, ANALYST, DATA_OFFICER),
            "incidents.edit": (SECRETARY, DATA_OFFICER),
        },
        events=(
            "incidents.rows_replaced",
            "incidents.counted_set",
            "incidents.sensitivity_set",
            "incidents.party_added",
            "incidents.party_removed",
            "incidents.opened_restricted",
            "incidents.looked_up",
            "incidents.exported",
            "incidents.export_downloaded",
            "incidents.view_shared",
        ),
    )
