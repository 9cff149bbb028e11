"""Numbers from reported totals: measures that no event carries, and agencies that sent no list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.numbers.breakdowns import MONTH, By
from tasvir.core.picture.numbers.number import Compared, Number, State, Value
from tasvir.core.picture.numbers.reported import Cell, Reported, Told

Compare = Callable[[str, By, Callable[[Period], Value]], tuple[Compared, ...]]
Teller = Callable[[Period], Told]


def count_reported(
    reported: Reported,
    compare: Compare,
    period: Period,
    carried: set[str],
    silent: Callable[[str], bool],
    months: Sequence[tuple[Period, Period]],
) -> list[Number]:
    """The numbers of reported totals; `carried` are the measures of events, `silent` tells an agency without any."""
    found: list[Number] = []
    for cell in reported.cells():
        measure, by, _ = cell
        agencies = reported.bodies(cell)
        if measure in carried:
            agencies = [agency for agency in agencies if silent(agency)]
        else:
            found.append(_number(cell, by, _whole(reported, cell), period, compare))
            found += _by_area(reported, cell, period, compare)
            found += _by_month(reported, cell, months)
        for agency in agencies:
            found.append(_number(cell, _with(by, "agency", agency), _body(reported, cell, agency), period, compare))
    return [number for number in found if _tells(number)]


def _tells(number: Number) -> bool:
    """Whether there is anything to show: a state that a body declared, a conflict, a value now or before."""
    return (
        number.value is not None
        or bool(number.conflict)
        or number.state == "not_applicable"
        or any(one.value is not None for one in number.comparisons)
    )


def _by_area(reported: Reported, cell: Cell, period: Period, compare: Compare) -> list[Number]:
    places = {code for place in reported.places(cell) for code in reported.areas.line(place)}
    return [
        _number(cell, _with(cell[1], "area", place), _area(reported, cell, place), period, compare)
        for place in sorted(places)
        if not any(name == "area" for name, _ in cell[1])
    ]


def _by_month(reported: Reported, cell: Cell, months: Sequence[tuple[Period, Period]]) -> list[Number]:
    found = []
    for month, part in months:
        told = reported.whole(cell, part)
        if told.value is not None or told.conflict:
            found.append(_as_number(cell, _with(cell[1], MONTH, month.label), told, ()))
    return found


def _number(cell: Cell, by: By, tell: Teller, period: Period, compare: Compare) -> Number:
    told = tell(period)
    compared = compare(cell[0], by, lambda side: told.value if side == period else tell(side).value)
    return _as_number(cell, by, told, compared)


def _as_number(cell: Cell, by: By, told: Told, compared: tuple[Compared, ...]) -> Number:
    return Number(
        measure=cell[0],
        cell=by,
        value=told.value,
        unit=cell[2],
        state=cast(State, told.state),
        comparisons=compared,
        rows_used=len(told.sources),
        rows_ignored=told.ignored,
        basis="reported",
        conflict=told.conflict,
        sources=tuple(told.sources),
    )


def _with(by: By, name: str, value: str) -> By:
    return tuple(sorted((*by, (name, value))))


def _whole(reported: Reported, cell: Cell) -> Teller:
    return lambda period: reported.whole(cell, period)


def _body(reported: Reported, cell: Cell, agency: str) -> Teller:
    return lambda period: reported.of_body(cell, agency, period)


def _area(reported: Reported, cell: Cell, area: str) -> Teller:
    return lambda period: reported.of_area(cell, area, period)
