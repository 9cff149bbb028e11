"""The cells that a picture would publish: numbers of at most one breakdown, and the bases of their comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasvir.core.calendars.periods import parse_period
from tasvir.core.disclosure.cells import CASES, Cell, CellValue, Measures, Number
from tasvir.core.errors import UserError

# Carriers, platforms and bodies are few and have names: their figures are their own business, not the public's.
DIMENSIONS = ("month", "area", "agency", "goods", "channel", "conveyance", "detection", "violation", "working_group")
_PUBLIC_STATES = ("number", "zero")
_MONTH = "month"

Entry = Mapping[str, Any]
Days = tuple[date, date]
Where = tuple[str, str, date, date]


@dataclass(frozen=True)
class Compared:
    """One comparison of a number: the cells that it would publish beside the number's own."""

    place: int
    cells: tuple[CellValue, ...]


@dataclass(frozen=True)
class Told:
    """A number that may be published, by its place in the picture, its cell, and its comparisons."""

    place: int
    own: CellValue
    compared: tuple[Compared, ...]

    def cells(self) -> Iterator[CellValue]:
        """Every cell of the number."""
        yield self.own
        for one in self.compared:
            yield from one.cells


def exact(value: Any) -> Number | None:
    """A number out of JSON, where large integers stand as strings."""
    return int(value) if isinstance(value, str) else value


def told_numbers(picture: Entry, measures: Measures) -> list[Told]:
    """The numbers of a picture that may be published as far as their kind goes, with their cells."""
    days = (_day(picture["period"]["start"]), _day(picture["period"]["end"]))
    numbers = [(place, one) for place, one in enumerate(picture["numbers"]) if _may_be_told(one)]
    cases = _cases([one for _, one in numbers], days, measures)
    found = []
    for place, one in numbers:
        own_days = _days(one, days)
        if own_days:
            found.append(_told(place, one, own_days, cases, measures))
    return found


def distinct_cells(numbers: Sequence[Told]) -> list[CellValue]:
    """Each cell once; the number's own value before one that another number is compared with."""
    found: dict[Cell, CellValue] = {one.own.cell: one.own for one in numbers}
    for number in numbers:
        for one in number.cells():
            found.setdefault(one.cell, one)
    return list(found.values())


def _may_be_told(one: Entry) -> bool:
    """Counted or confirmed, without contradiction, and of the whole or of one breakdown for the public."""
    value = exact(one["value"])
    told = one["state"] in _PUBLIC_STATES and value is not None and value >= 0
    plain = len(one["by"]) <= 1 and all(name in DIMENSIONS for name in one["by"])
    return told and plain and bool(one.get("confirmed")) and not one.get("conflict")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(one: Entry, days: Days) -> Days | None:
    """The days of a number: of its month within the period, else of the period."""
    label = one["by"].get(_MONTH)
    if label is None:
        return days
    try:
        month = parse_period(label)
    except UserError:
        return None
    return max(month.start, days[0]), min(month.end, days[1])


def _line(one: Entry) -> tuple[str, str]:
    return next(((name, code) for name, code in one["by"].items() if name != _MONTH), ("", ""))


def _cases(numbers: Sequence[Entry], days: Days, measures: Measures) -> dict[Where, int]:
    """How many incidents stand behind each line on each stretch of days: detected, else the most that were handled."""
    detected: dict[Where, int] = {}
    handled: dict[Where, int] = {}
    for one in numbers:
        own = _days(one, days)
        if not measures.is_cases(one["measure"]) or own is None:
            continue
        found = detected if one["measure"] == CASES else handled
        told = [(*own, exact(one["value"]) or 0), *(side for each in one["comparisons"] for side in _sides(each))]
        for start, end, value in told:
            where = (*_line(one), start, end)
            found[where] = max(found.get(where, 0), int(value))
    return {**handled, **detected}


def _sides(compared: Entry) -> Iterator[tuple[date, date, Number]]:
    """The days and value of a comparison's base, and of what is held against it; a mean is told as its sum."""
    if compared["name"] == "plan":
        return
    base, current = exact(compared["value"]), exact(compared["current_value"])
    if base is not None and compared.get("periods", 1) == compared.get("of", 1):
        yield _day(compared["start"]), _day(compared["end"]), base * compared.get("of", 1)
    if current is not None:
        yield _day(compared["current_start"]), _day(compared["current_end"]), current


def _told(place: int, one: Entry, days: Days, cases: Mapping[Where, int], measures: Measures) -> Told:
    line = _line(one)

    def cell(start: date, end: date, value: Number, *, own: bool) -> CellValue:
        named = Cell(one["measure"], one["unit"], *line, start, end)
        return CellValue(named, value, _support(one, line, cases.get((*line, start, end)), own, value, measures))

    value = exact(one["value"]) or 0
    compared = []
    for at, entry in enumerate(one["comparisons"]):
        sides = list(_sides(entry))
        compared.append(Compared(at, tuple(cell(*side, own=(side[0], side[1]) == days) for side in sides)))
    return Told(place, cell(*days, value, own=True), tuple(compared))


def _support(
    one: Entry, line: tuple[str, str], cases: int | None, own: bool, value: Number, measures: Measures
) -> int | None:
    """The incidents behind a value, None where nobody knows: of counts the count itself."""
    if measures.is_count(one["measure"]):
        return int(value)
    if one["basis"] == "events" and own:
        # Rows that tell the value; several may be lines of one incident.
        return int(one["rows_used"]) if cases is None else min(int(one["rows_used"]), cases)
    if one["measure"] == "quantity" and line[0] != "goods":
        return None  # how many of the incidents tell a quantity in this unit is not known for other days
    return cases
