"""Who reported which event and how: the lead's row, partners' rows with their own spelling and numbers, corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from making.events import Draw, Event, Plan


@dataclass
class Row:
    """One row that an office wrote; `where` is filled when its list is written."""

    event: int
    agency: str
    role: str  # lead | partner | correction | repeat | line | dirty
    cells: dict[str, Any]
    where: str = ""
    written_on: date | None = None
    spoiled: Mapping[str, str] = field(default_factory=dict)


def lead_rows(event: Event, narrative: str) -> list[Row]:
    """What the leading agency writes: one row a goods line."""
    several = len(event.goods) > 1
    rows = []
    for number, goods in enumerate(event.goods, start=1):
        cells = {
            **_common(event),
            "line": number if several else None,
            "goods": goods.label,
            "quantity": goods.quantity,
            "unit": goods.unit_label,
            "value": goods.value,
            "lead_agency": event.lead,
            "narrative": narrative if number == 1 else None,
            "reported_on": event.day + timedelta(days=2),
        }
        rows.append(Row(event.number, event.lead, "lead" if number == 1 else "line", cells))
    return rows


def _common(event: Event) -> dict[str, Any]:
    return {
        "occurred_on": event.day,
        "hour": event.hour,
        "area": event.area,
        "place": event.place,
        "violation": event.violation,
        "channel": event.channel,
        "conveyance": event.conveyance,
        "carrier": event.carrier,
        "tracking_no": event.tracking_no,
        "platform": event.platform,
        "concealment_place": event.concealment_place,
        "concealment_method": event.concealment_method,
        "detection": event.detection,
        "persons": event.persons,
        "vehicles": event.vehicles,
        "origin": event.origin,
        "destination": event.destination,
        "axis": event.place,
        "currency": event.extra.get("currency"),
    }


def partner_row(lead: Row, agency: str, plan: Plan, draw: Draw) -> Row:
    """The same event as another agency writes it: another day by one at most, its own spelling, nearly the numbers."""
    cells = dict(lead.cells)
    cells["occurred_on"] = lead.cells["occurred_on"] + timedelta(days=draw.random.choice([0, 0, 0, 0, -1, 1]))
    cells["occurred_on"] = min(max(cells["occurred_on"], plan["first_day"]), plan["last_day"])
    if draw.chance(0.7):
        cells["place"] = respell(lead.cells["place"], plan["spelling"])
    if draw.chance(0.45):
        cells["quantity"] = _nearly(lead.cells["quantity"], 0.05, draw)
    if lead.cells["value"] is not None:
        step = plan.get("value_step", 1_000_000)
        cells["value"] = round(_nearly(lead.cells["value"], 0.05, draw) / step) * step or step
    cells |= {"lead_agency": agency, "narrative": None, "line": None}
    return Row(lead.event, agency, "partner", cells)


def respell(place: str, pairs: Sequence[Sequence[str]]) -> str:
    """A place as another clerk writes it."""
    for written, other in pairs:
        place = place.replace(written, other)
    return place


def _nearly(amount: float, share: float, draw: Draw) -> float:
    changed = amount * draw.random.uniform(1 - share, 1 + share)
    if amount < 20:
        return amount
    return float(round(changed, -1) if changed > 500 else round(changed))


def correction(row: Row, draw: Draw, step: int) -> Row:
    """A later version of a row under the same reference: the quantity was wrong."""
    cells = dict(row.cells)
    factor = draw.random.choice([0.6, 0.8, 1.25, 1.5])
    cells["quantity"] = max(1.0, float(round(cells["quantity"] * factor)))
    if cells["value"] is not None:
        cells["value"] = max(step, round(cells["value"] * factor / step) * step)
    return replace(row, role="correction", cells=cells)
