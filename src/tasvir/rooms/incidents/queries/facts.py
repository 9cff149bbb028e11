"""What a row says, with the labels of a person's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tasvir.core.text.formatting import format_date, format_money, format_number, format_quantity, localise_digits
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.labels import current_lists
from tasvir.rooms.incidents.models import Incident

# The facts of a row in the order in which a record shows them; what belongs together is told together.
FACTS = (
    "occurred_on", "reported_on", "hour", "area", "place", "place_kind", "coordinates", "direction", "axis", "origin",
    "destination", "transit", "violation", "offence", "goods", "description", "brand", "hs_code", "legal_class",
    "quantity", "quantity_base", "value", "channel", "conveyance", "carrier", "tracking_no", "platform",
    "concealment_place", "concealment_method", "detection", "persons", "vehicles", "lead_agency", "partner_agencies",
    "working_group", "outcome", "case_ref", "ref", "line", "narrative", "new_method",
)  # fmt: skip
# What of a report that is not one's own may be told to the agency that is asked about it.
OUTLINE = ("occurred_on", "area", "goods", "quantity", "lead_agency")
# What a line of a list says.
TOLD = ("occurred_on", "goods", "violation", "quantity", "value", "area", "lead_agency")
_DAYS = frozenset({"occurred_on", "reported_on"})
_OWN_LABELS = {"coordinates": "lat", "quantity_base": "quantity"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the column, its label, and what the row says of it (empty: nothing)."""

    name: str
    label: str
    text: str


def facts_of(incident: Incident, lang: str, names: tuple[str, ...] = FACTS) -> list[Fact]:
    """The facts of a row, those without content too."""
    return [
        Fact(name, column_label(_OWN_LABELS.get(name, name), lang), text_of(incident, name, lang)) for name in names
    ]


def heading_of(incident: Incident, lang: str) -> str:
    """A row in a few words: what, where, when."""
    what = text_of(incident, "goods", lang) or text_of(incident, "violation", lang)
    where = text_of(incident, "area", lang) or incident.place
    return " · ".join(one for one in (what, where, text_of(incident, "occurred_on", lang)) if one)


def said_rows(rows: Iterable[Incident], lang: str) -> list[tuple[Incident, dict[str, str]]]:
    """Rows with what they say in the columns of a list."""
    return [(row, {name: text_of(row, name, lang) for name in TOLD}) for row in rows]


def labels_of(lang: str) -> dict[str, str]:
    """The headings of the columns of a list."""
    return {name: column_label(name, lang) for name in (*TOLD, "line")}


def column_label(name: str, lang: str) -> str:
    """The heading of a column of the list."""
    return load_lists().label("columns", name, lang)


def list_of(name: str) -> str:
    """The reference list that the codes of a column belong to, or nothing."""
    entry = load_lists()["columns"].entries.get(name)
    return entry.columns.get("list", "") if entry else ""


def text_of(incident: Incident, name: str, lang: str) -> str:
    """What a row says of one fact, as the language writes it."""
    if name in _DAYS:
        day: date | None = getattr(incident, name)
        return format_date(day, lang) if day else ""
    if name in _TOGETHER:
        return _TOGETHER[name](incident, lang)
    held = getattr(incident, name)
    if held is None or held == "":
        return ""
    if isinstance(held, int | float):
        return format_number(held, lang)
    return " · ".join(_labels(str(held), list_of(name), lang)) or str(held)


def _labels(held: str, name: str, lang: str) -> Iterator[str]:
    if name:
        lists = current_lists()
        yield from (lists.label(name, code, lang) for code in held.split("|") if code)


def _value(incident: Incident, lang: str) -> str:
    return "" if incident.value is None else format_money(incident.value, incident.currency, lang)


def _quantity(incident: Incident, lang: str) -> str:
    return "" if incident.quantity is None else format_quantity(incident.quantity, incident.unit, lang)


def _quantity_base(incident: Incident, lang: str) -> str:
    """The quantity in its base unit, where that is another than the reported one."""
    if incident.quantity_base is None or incident.unit_base == incident.unit:
        return ""
    return format_quantity(incident.quantity_base, incident.unit_base, lang)


def _coordinates(incident: Incident, lang: str) -> str:
    if incident.lat is None or incident.lon is None:
        return ""
    return localise_digits(f"{incident.lat:.5f}, {incident.lon:.5f}", lang)


_TOGETHER = {"value": _value, "quantity": _quantity, "quantity_base": _quantity_base, "coordinates": _coordinates}
