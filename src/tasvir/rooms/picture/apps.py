"""The picture room."""

from __future__ import annotations

from tasvir.foundation import handlers
from tasvir.foundation.registry import MenuEntry, Room, RoomConfig
from tasvir.foundation.roles import ANALYST, AUDITOR, CHAIR, DATA_OFFICER, SECRETARY


class PictureConfig(RoomConfig):
    """Snapshots, pictures and what has changed since one was kept."""

    name = "tasvir.rooms.picture"
    label = "picture"
    room = Room(
        name="picture",
        menu=(
            MenuEntry("picture:overview", "picture.menu", "chart-bar", "picture.read", 10, (CHAIR, ANALYST, AUDITOR)),
        ),
        permissions={
            "picture.read": (SECRETARY, CHAIR, ANALYST, AUDITOR, DATA_OFFICER),
            "picture.download": (SECRETARY, CHAIR, ANALYST),
            "picture.keep": (SECRETARY,),
            "picture.judge": (SECRETARY, ANALYST),
        },
        events=(
            "picture.made",
            "picture.kept",
            "picture.downloaded",
            "picture.method_judged",
            "picture.warehouse_rebuilt",
        ),
    )

    def ready(self) -> None:
        """Hear of what changes pictures, and carry out what services ask for."""
        from tasvir.rooms.picture import tasks

        handlers.register("submission.accepted", tasks.after_acceptance)
        handlers.register("matching.changed", tasks.after_change_for_all)
        handlers.register("reference.declared", tasks.after_change_for_all)
        handlers.register("picture.asked", tasks.begin_picture)
