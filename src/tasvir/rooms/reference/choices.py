"""Which lists an office may add to, how lists are grouped on the page, and which countries have calendars."""

from __future__ import annotations

from typing import Final

# Lists whose codes are read by the house's own rules: an office gives them names and spellings, no new codes.
FIXED: Final = frozenset(
    {
        "columns",
        "currencies",
        "directions",
        "legal_classes",
        "magnitudes",
        "measures",
        "roads",
        "row_marks",
        "scales",
        "states",
        "units",
    }
)
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "what": ("goods", "units", "measures", "currencies", "violations", "legal_classes", "outcomes"),
    "who": ("agencies", "working_groups", "carriers", "platforms"),
    "where": ("areas", "countries", "place_kinds", "roads", "channels", "directions"),
    "how": ("conveyances", "concealment_places", "concealment_methods", "detections"),
    "reading": ("columns", "states", "row_marks", "magnitudes", "scales"),
}
COUNTRIES: Final = ("IR", "VN")
# What a campaign aims at and is measured by, and the list of each.
AIMS: Final = {"goods": "goods", "area": "areas", "agency": "agencies", "measure": "measures", "control": "goods"}
