"""The reports room."""

from __future__ import annotations

from tasvir.foundation.registry import MenuEntry, Room, RoomConfig
from tasvir.foundation.roles import ADMINISTRATOR, ANALYST, AUDITOR, CHAIR, DATA_OFFICER, SECRETARY


class ReportsConfig(RoomConfig):
    """What agencies hand in, and how far it has come."""

    name = "tasvir.rooms.reports"
    label = "reports"
    room = Room(
        name="reports",
        menu=(MenuEntry("reports:home", "reports.menu", "files", "reports.read", 20, (DATA_OFFICER, SECRETARY)),),
        permissions={
            "reports.read": (SECRETARY, CHAIR, DATA_OFFICER, ANALYST, AUDITOR),
            "reports.submit": (DATA_OFFICER, SECRETARY),
            "reports.approve": (DATA_OFFICER,),
            "reports.accept": (SECRETARY,),
            "reports.lock": (SECRETARY,),
            "reports.manage": (SECRETARY, ADMINISTRATOR),
        },
        events=(
            "reports.received",
            "reports.conflict",
            "reports.edited",
            "reports.read",
            "reports.submitted",
            "reports.withdrawn",
            "reports.approved",
            "reports.accepted",
            "reports.returned",
            "reports.locked",
            "reports.superseded",
            "reports.sensitivity_set",
            "reports.figure_confirmed",
            "reports.statement_confirmed",
            "reports.expectation_set",
            "reports.target_set",
            "reports.history_loaded",
            "reports.reminded",
            "reports.opened_restricted",
            "reports.downloaded",
        ),
    )

    def ready(self) -> None:
        """Reading large submissions leaves the request."""
        from tasvir.foundation import handlers
        from tasvir.rooms.reports import tasks

        handlers.register("submission.to_read", tasks.read_in_background)
