"""What each column of a list means to us: how its cells are read, and by which reference list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tasvir.core.intake.tables import Kind

Reading = Literal[
    "text", "code", "codes", "day", "hour", "whole", "amount", "latitude", "longitude", "money", "unit", "currency",
    "period", "breakdown", "state",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a list: its name in our tables and how its cells are read.

    `most` is the largest believable number; anything above it is taken for a slip of the hand.
    """

    name: str
    reading: Reading = "text"
    vocabulary: str = ""
    most: float = 1e12


def _by_name(*fields: Field) -> dict[str, Field]:
    return {field.name: field for field in fields}


INCIDENT_FIELDS = _by_name(
    Field("ref"),
    Field("line", "whole", most=100_000),
    Field("occurred_on", "day"),
    Field("reported_on", "day"),
    Field("hour", "hour"),
    Field("area", "code", "areas"),
    Field("place"),
    Field("lat", "latitude"),
    Field("lon", "longitude"),
    Field("place_kind", "code", "place_kinds"),
    Field("direction", "code", "directions"),
    Field("axis"),
    Field("origin"),
    Field("destination"),
    Field("transit"),
    Field("channel", "code", "channels"),
    Field("conveyance", "code", "conveyances"),
    Field("carrier", "code", "carriers"),
    Field("tracking_no"),
    Field("working_group", "code", "working_groups"),
    Field("platform", "code", "platforms"),
    Field("concealment_place", "code", "concealment_places"),
    Field("concealment_method", "code", "concealment_methods"),
    Field("detection", "code", "detections"),
    Field("violation", "code", "violations"),
    Field("goods", "code", "goods"),
    Field("hs_code"),
    Field("description"),
    Field("brand"),
    Field("legal_class", "code", "legal_classes"),
    Field("quantity", "amount"),
    Field("unit", "unit", "units"),
    Field("value", "money"),
    Field("currency", "currency", "currencies"),
    Field("persons", "whole", most=1_000_000),
    Field("vehicles", "whole", most=1_000_000),
    Field("lead_agency", "code", "agencies"),
    Field("partner_agencies", "codes", "agencies"),
    Field("offence", "code", "offences"),
    Field("outcome", "code", "outcomes"),
    Field("case_ref"),
    Field("narrative"),
    Field("new_method"),
)
FIGURE_FIELDS = _by_name(
    Field("agency", "code", "agencies"),
    Field("area", "code", "areas"),
    Field("period", "period"),
    Field("measure", "code", "measures"),
    Field("breakdown", "breakdown"),
    Field("value", "amount", most=1e18),
    Field("unit", "unit", "units"),
    Field("state", "state", "states"),
)
EFFORT_FIELDS = _by_name(
    Field("agency", "code", "agencies"),
    Field("area", "code", "areas"),
    Field("period", "period"),
    Field("inspections", "amount"),
    Field("patrol_hours", "amount"),
    Field("parcels_screened", "amount"),
    Field("checks", "amount"),
)
FIELDS: dict[Kind, dict[str, Field]] = {
    "incidents": INCIDENT_FIELDS,
    "figures": FIGURE_FIELDS,
    "effort": EFFORT_FIELDS,
}
EFFORT_MEASURES = ("inspections", "patrol_hours", "parcels_screened", "checks")
# Each group asks for one of its members.
REQUIRED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "incidents": (("occurred_on",), ("lead_agency",), ("area", "place"), ("goods", "violation")),
    "figures": (("period",), ("measure",), ("value", "state")),
    "effort": (("period",), EFFORT_MEASURES),
}
# What an incident is counted without: a cell of these that cannot be read leaves its row in the count.
SPARED = ("line", "reported_on", "hour", "lat", "lon", "persons", "vehicles")
_UNCLEAR = (
    "date.ambiguous", "date.form", "date.unreadable", "hour.unreadable", "number.ambiguous", "number.not_whole",
    "number.off_the_map", "number.unreadable",
)  # fmt: skip


def is_spared(field: Field, code: str) -> bool:
    """Whether a problem takes only its cell out; what is impossible, negative or absurd takes the row out."""
    return field.name in SPARED and code in _UNCLEAR


# The same column goes by another name in another kind of list.
RENAMED: dict[Kind, dict[str, str]] = {
    "incidents": {"agency": "lead_agency"},
    "figures": {"lead_agency": "agency", "quantity": "value"},
    "effort": {"lead_agency": "agency"},
}
