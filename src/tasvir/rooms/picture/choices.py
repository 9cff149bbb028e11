"""The states of snapshots and pictures, and what a picture can be compared with or downloaded as."""

from __future__ import annotations

from typing import Final

from tasvir.core.picture.numbers.comparisons import NAMES

MAKING, READY, FAILED = "making", "ready", "failed"
STATES: Final = (MAKING, READY, FAILED)

FOUND, STATED = "found", "stated"
ORIGINS: Final = (FOUND, STATED)
OPEN, CONFIRMED, DISMISSED = "open", "confirmed", "dismissed"
JUDGEMENTS: Final = (OPEN, CONFIRMED, DISMISSED)

COMPARISONS: Final = NAMES
PLAN: Final = "plan"
USUAL: Final = ("same-period-last-year", "previous-period")

DOWNLOADS: Final = ("xlsx", "docx", "pdf", "json")
MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


def pairs(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names as Django's choices; their labels are texts."""
    return [(name, name) for name in names]
