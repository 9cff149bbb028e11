"""The audit room."""

from __future__ import annotations

from tasvir.foundation.registry import MenuEntry, Room, RoomConfig
from tasvir.foundation.roles import ADMINISTRATOR, AUDITOR, CHAIR, SECRETARY


class AuditConfig(RoomConfig):
    """Append-only record of what was done, seen and exported."""

    name = "tasvir.rooms.audit"
    label = "audit"
    room = Room(
        name="audit",
        menu=(MenuEntry("audit:events", "audit.menu", "shield-check", "audit.read", 90),),
        permissions={
            "audit.read": (AUDITOR, ADMINISTRATOR, SECRETARY, CHAIR),
            "audit.read_house": (AUDITOR, ADMINISTRATOR),  # events that belong to no body
        },
        events=("audit.read", "audit.exported", "audit.verified"),
    )
