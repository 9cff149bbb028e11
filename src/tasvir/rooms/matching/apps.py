"""The matching room."""

from __future__ import annotations

from tasvir.foundation import handlers
from tasvir.foundation.registry import MenuEntry, Room, RoomConfig
from tasvir.foundation.roles import ANALYST, AUDITOR, CHAIR, DATA_OFFICER, SECRETARY


class MatchingConfig(RoomConfig):
    """The desk of doubtful pairs."""

    name = "tasvir.rooms.matching"
    label = "matching"
    room = Room(
        name="matching",
        menu=(
            MenuEntry("matching:desk", "matching.menu", "git-compare", "matching.read", 45),
            MenuEntry("matching:questions", "matching.menu.questions", "message-question", "matching.answer", 46),
        ),
        permissions={
            "matching.read": (SECRETARY, ANALYST, AUDITOR, CHAIR),
            "matching.decide": (SECRETARY,),
            "matching.answer": (DATA_OFFICER,),
        },
        events=(
            "matching.decided",
            "matching.undone",
            "matching.asked",
            "matching.answered",
            "matching.linked",
        ),
    )

    def ready(self) -> None:
        """Link anew after a decision, and after a submission starts or stops counting."""
        from tasvir.rooms.matching.tasks import start_linking

        for occasion in ("matching.changed", "submission.accepted", "submission.withdrawn"):
            handlers.register(occasion, start_linking)
