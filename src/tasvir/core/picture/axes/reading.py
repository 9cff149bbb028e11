"""From a table of incidents to journeys; what is missing falls back to what is there, and the answer says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tasvir.core.characters.folding import search_key
from tasvir.core.errors import UserError
from tasvir.core.intake.cells.days import Convention, read_days
from tasvir.core.picture.axes.model import Journey, Journeys
from tasvir.core.picture.axes.names import Names, stops

CHECKPOINTS = ("axis", "place", "area")  # the first that is told


def read_journeys(table: Mapping[str, Sequence[Any]], *, name: str, checkpoint: str | None = None) -> Journeys:
    """The incidents of a table with the columns occurred_on, origin, transit, destination, place, area, axis, goods.

    `checkpoint` names the column of the checkpoint; without it each row's axis, else its place, else its area counts.
    """
    told = [column for column in ("origin", "destination", *CHECKPOINTS) if column in table]
    if not told:
        raise UserError("axes.no_places", table=name, expected="origin, destination, axis, place, area")
    days = read_dates(table["occurred_on"], name)
    if not days:
        raise UserError("analyse.empty", table=name)
    names, rows = Names(), []
    used = (checkpoint,) if checkpoint else CHECKPOINTS
    counts = dict.fromkeys(("origin", "destination", "checkpoint", "loops"), 0)
    for row, day in enumerate(days):
        one = _journey(table, row, day, names, used)
        rows.append(one)
        for end in ("origin", "destination", "checkpoint"):
            counts[end] += not getattr(one, end)
        counts["loops"] += bool(one.origin and one.origin == one.destination)
    if not any(one.stops for one in rows):
        raise UserError("axes.no_places", table=name, expected=", ".join(told))
    rows.sort(key=lambda one: one.day)
    first, last = date.fromordinal(rows[0].day), date.fromordinal(rows[-1].day)
    return Journeys(rows, names, first, last, _assumed(rows, counts, used, table))


def _journey(table: Mapping[str, Sequence[Any]], row: int, day: date, names: Names, used: Sequence[str]) -> Journey:
    def key(column: str) -> str:
        return names.key(table[column][row]) if column in table else ""

    checkpoint = next((found for column in used if (found := key(column))), "")
    between = tuple(names.key(one) for one in stops(table["transit"][row])) if "transit" in table else ()
    carried = search_key(str(table["goods"][row] or "")) if "goods" in table else ""
    return Journey(day.toordinal(), key("origin"), between, checkpoint, key("destination"), row, carried)


def _assumed(
    rows: Sequence[Journey], counts: Mapping[str, int], used: Sequence[str], table: Mapping[str, Sequence[Any]]
) -> dict[str, object]:
    routed = sum(bool(one.route) for one in rows)
    return {
        "incidents": len(rows),
        "with_route": routed,
        "without_origin": counts["origin"],
        "without_destination": counts["destination"],
        "without_checkpoint": counts["checkpoint"],
        "loops_left_out_of_routes": counts["loops"],
        "checkpoint_from": [column for column in used if column in table],
        "fallback": None if routed else "no row tells both an origin and a destination: axes and places only",
    }


def read_dates(values: Sequence[Any], name: str) -> list[date]:
    """Days as lists write them, Gregorian or Jalali; UserError names table, row and value."""
    texts = list(dict.fromkeys(str(value) for value in values if not isinstance(value, date)))
    read = dict(zip(texts, read_days(texts, Convention()), strict=True))
    found: list[date] = []
    for row, value in enumerate(values, start=1):
        if isinstance(value, date):
            found.append(value.date() if isinstance(value, datetime) else value)
            continue
        day = read[str(value)].day
        if day is None:
            raise UserError("axes.date", table=name, row=row, value=str(value)[:40])
        found.append(day)
    return found
