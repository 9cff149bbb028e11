"""Numbers from reported totals: measures that no event carries, and agencies that sent no list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.numbers.breakdowns import MONTH, By
from tasvir.core.picture.numbers.number import Compared, Number, State, Value
from tasvir.core.picture.numbers.reported import Reported
from tasvir.core.picture.numbers.told import Cell, Told

Compare = Callable[[Cell, Callable[[Period], Value]], tuple[Compared, ...]]
Teller = Callable[[Period], Told]

BODY = "body"
BESIDE_EVENTS = "beside_events"


def count_reported(
    reported: Reported,
    compare: Compare,
    period: Period,
    carried: set[str],
    silent: Callable[[str], bool],
    months: Sequence[tuple[Period, Period]],
) -> list[Number]:
    """The numbers of reported totals; `carried` are the measures of events, `silent` tells an agency without any.

    The total of a measure that no event carries is always told, if only by the state that nothing was reported.
    """
    found: list[Number] = []
    for cell in reported.cells():
        if cell[0] in carried:
            parts = _by_agency(reported, cell, silent)
        else:
            found.append(_number(cell, cell[1], _whole(reported, cell), period, compare))
            parts = {**_by_agency(reported, cell, lambda _: True), **_by_body(reported, cell)}
            parts |= _by_area(reported, cell)
            found += _by_month(reported, cell, months)
        numbers = (_number(cell, by, tell, period, compare) for by, tell in parts.items())
        found += [number for number in numbers if _tells(number)]
    return found


def _tells(number: Number) -> bool:
    """Whether there is anything to show: rows of the period, a value before."""
    return bool(number.rows_used or number.rows_ignored or any(one.value is not None for one in number.comparisons))


def _by_agency(reported: Reported, cell: Cell, counts: Callable[[str], bool]) -> dict[By, Teller]:
    if _says(cell, "agency"):
        return {}
    agencies = (agency for agency in reported.agencies(cell) if counts(agency))
    return {_with(cell[1], "agency", agency): _agency(reported, cell, agency) for agency in agencies}


def _by_body(reported: Reported, cell: Cell) -> dict[By, Teller]:
    """What each body reports itself, where several of one agency do."""
    found: dict[By, Teller] = {}
    for reporter in reported.lower_bodies(cell):
        if body := reported.reporters.body(reporter):
            found[_with(cell[1], BODY, body.code)] = _body(reported, cell, reporter)
    return found


def _by_area(reported: Reported, cell: Cell) -> dict[By, Teller]:
    if _says(cell, "area"):
        return {}
    places = {code for place in reported.places(cell) for code in reported.reporters.area_line(place)}
    return {_with(cell[1], "area", place): _area(reported, cell, place) for place in sorted(places)}


def _says(cell: Cell, name: str) -> bool:
    """Whether a cell is already about one agency, one area."""
    return any(own == name for own, _ in cell[1])


def _by_month(reported: Reported, cell: Cell, months: Sequence[tuple[Period, Period]]) -> list[Number]:
    numbers = (
        _as_number(cell, _with(cell[1], MONTH, month.label), reported.whole(cell, part), ()) for month, part in months
    )
    return [number for number in numbers if _tells(number)]


def _number(cell: Cell, by: By, tell: Teller, period: Period, compare: Compare) -> Number:
    sides: dict[Period, Told] = {}

    def over(side: Period) -> Value:
        if side not in sides:
            sides[side] = tell(side)
        return sides[side].value

    compared = compare((cell[0], by, cell[2]), over)
    over(period)
    return _as_number(cell, by, sides[period], tuple(_with_sources(one, sides) for one in compared))


def _with_sources(compared: Compared, sides: Mapping[Period, Told]) -> Compared:
    """The comparison with the rows of its base and of its current side."""
    found: dict[str, None] = {}
    for side, told in sides.items():
        base = compared.start <= side.start and side.end <= compared.end
        if base or (side.start, side.end) == (compared.current_start, compared.current_end):
            found |= dict.fromkeys(_rows(told))
    return replace(compared, sources=tuple(found))


def _rows(told: Told) -> list[str]:
    return [*told.sources, *(source for sources in told.ignored.values() for source in sources)]


def _as_number(cell: Cell, by: By, told: Told, compared: tuple[Compared, ...]) -> Number:
    return Number(
        measure=cell[0],
        cell=by,
        value=told.value,
        unit=cell[2],
        state=cast(State, told.state),
        comparisons=compared,
        rows_used=len(told.sources),
        rows_ignored={reason: len(sources) for reason, sources in told.ignored.items()},
        basis="reported",
        conflict=told.conflict,
        sources=tuple(told.sources),
        ignored_sources={reason: tuple(sources) for reason, sources in told.ignored.items()},
    )


def beside_events(reported: Reported, numbers: Sequence[Number], period: Period, carried: set[str]) -> list[Number]:
    """The numbers, those counted from events with the reported rows that stand beside them and are not added."""
    behind = {(number.measure, source) for number in numbers for source in number.all_sources()}
    found = list(numbers)
    places = {(one.measure, one.cell, one.unit): place for place, one in enumerate(found)}
    for cell in reported.cells():
        if cell[0] not in carried:
            continue
        sources = [s for s in _rows(reported.whole(cell, period)) if (cell[0], s) not in behind]
        if sources:
            place = _place_beside(cell, places, found)
            found[place] = _with_ignored(found[place], sources)
    return found


def _place_beside(cell: Cell, places: Mapping[Cell, int], numbers: Sequence[Number]) -> int:
    """The number from events that a cell stands beside: of the same cell, else the measure's first in total."""
    measure, _, unit = cell
    for key in (cell, (measure, (), unit)):
        if key in places:
            return places[key]
    return min((len(one.cell), place) for place, one in enumerate(numbers) if one.measure == measure)[1]


def _with_ignored(number: Number, sources: Iterable[str]) -> Number:
    named = (*number.ignored_sources.get(BESIDE_EVENTS, ()), *sources)
    return replace(
        number,
        rows_ignored={**number.rows_ignored, BESIDE_EVENTS: len(named)},
        ignored_sources={**number.ignored_sources, BESIDE_EVENTS: named},
    )


def _with(by: By, name: str, value: str) -> By:
    return tuple(sorted((*by, (name, value))))


def _whole(reported: Reported, cell: Cell) -> Teller:
    return lambda period: reported.whole(cell, period)


def _agency(reported: Reported, cell: Cell, agency: str) -> Teller:
    return lambda period: reported.of_agency(cell, agency, period)


def _body(reported: Reported, cell: Cell, reporter: str) -> Teller:
    return lambda period: reported.of_body(cell, reporter, period)


def _area(reported: Reported, cell: Cell, area: str) -> Teller:
    return lambda period: reported.of_area(cell, area, period)
