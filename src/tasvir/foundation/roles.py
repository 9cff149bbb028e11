"""The roles that a person can hold at a body, and how closely each may look."""

from __future__ import annotations

from typing import Final

SECRETARY: Final = "secretary"
CHAIR: Final = "chair"
DATA_OFFICER: Final = "data_officer"
ANALYST: Final = "analyst"
AUDITOR: Final = "auditor"
ADMINISTRATOR: Final = "administrator"

ROLES: Final = (SECRETARY, CHAIR, DATA_OFFICER, ANALYST, AUDITOR, ADMINISTRATOR)
# Those who read what is restricted; the others read what is open or for members.
CLOSE_READERS: Final = frozenset({SECRETARY, CHAIR, DATA_OFFICER, AUDITOR})
