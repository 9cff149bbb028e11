"""The states of bulletins, public editions and notices, and the formats in which a bulletin is issued."""

from __future__ import annotations

from typing import Final

DRAFT, APPROVED, ISSUED, WITHDRAWN = "draft", "approved", "issued", "withdrawn"
STATES: Final = (DRAFT, APPROVED, ISSUED, WITHDRAWN)

PUBLISHED, TAKEN_DOWN = "published", "taken_down"
PUBLIC_STATES: Final = (DRAFT, APPROVED, PUBLISHED, WITHDRAWN)
NOTICE_STATES: Final = (DRAFT, APPROVED, PUBLISHED, TAKEN_DOWN)

DOCX, PDF, XLSX, JSON = "docx", "pdf", "xlsx", "json"
FORMATS: Final = (PDF, DOCX, XLSX, JSON)
MEDIA: Final = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PDF: "application/pdf",
    JSON: "application/json",
}


def pairs(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names as Django's choices; their labels are texts."""
    return [(name, name) for name in names]
