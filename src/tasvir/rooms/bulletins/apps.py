"""The bulletins room."""

from __future__ import annotations

from tasvir.foundation.registry import MenuEntry, Room, RoomConfig
from tasvir.foundation.roles import ANALYST, AUDITOR, CHAIR, SECRETARY


class BulletinsConfig(RoomConfig):
    """Official reports from draft to issue, the offices' own templates, and what the public may see."""

    name = "tasvir.rooms.bulletins"
    label = "bulletins"
    room = Room(
        name="bulletins",
        menu=(MenuEntry("bulletins:overview", "bulletins.menu", "certificate", "bulletins.read", order=70),),
        permissions={
            "bulletins.read": (SECRETARY, CHAIR, ANALYST, AUDITOR),
            "bulletins.draft": (SECRETARY, ANALYST),
            "bulletins.approve": (CHAIR,),
            "bulletins.issue": (SECRETARY,),
            "bulletins.publish": (SECRETARY,),
        },
        events=(
            *("bulletins.drafted", "bulletins.dropped", "bulletins.approved", "bulletins.returned"),
            *("bulletins.issued", "bulletins.files_written", "bulletins.withdrawn", "bulletins.downloaded"),
            *("bulletins.template_added", "bulletins.template_retired"),
            *("bulletins.public_made", "bulletins.public_approved", "bulletins.public_published"),
            "bulletins.public_withdrawn",
            *("bulletins.notice_written", "bulletins.notice_approved", "bulletins.notice_published"),
            "bulletins.notice_taken_down",
        ),
    )

    def ready(self) -> None:
        """Files of an issued bulletin are written outside the request."""
        from tasvir.foundation import handlers
        from tasvir.rooms.bulletins import tasks
        from tasvir.rooms.bulletins.queries import letter_template

        handlers.register("letter.template", letter_template)
        handlers.register("bulletin.issued", tasks.write_in_background)
        handlers.register("public_edition.published", tasks.write_public_in_background)
