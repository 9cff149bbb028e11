"""Sensitivity labels of submissions and incidents, from the least to the most kept."""

from __future__ import annotations

from typing import Final

OPEN: Final = "open"  # may be published
MEMBERS: Final = "members"  # everyone who may read rows of that body
RESTRICTED: Final = "restricted"  # only close readers of that body
NAMED: Final = "named"  # only the persons named

SENSITIVITIES: Final = (OPEN, MEMBERS, RESTRICTED, NAMED)
