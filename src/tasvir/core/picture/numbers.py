"""The numbers of a picture: every measure that the sources carry, in total and by each breakdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from tasvir.core.calendars.periods import Period, months_in, range_period
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.breakdowns import MONTH, NAMES, By
from tasvir.core.picture.comparisons import Comparison, comparisons_for
from tasvir.core.picture.cube import Cube, Key, Tally
from tasvir.core.picture.measures import counted_outcomes
from tasvir.core.picture.number import Compared, Number, State, Value
from tasvir.core.picture.numbers_from_events import Plan, count_events
from tasvir.core.picture.numbers_reported import count_reported
from tasvir.core.picture.reported import Reported, read_reported
from tasvir.core.picture.segments import Segments
from tasvir.core.vocabulary.lists import Lists

Targets = Mapping[tuple[str, By], int | float]
Frame = nw.LazyFrame[Any]

_WITHOUT_MONTHS = {"year-to-date", "plan"}
_COUNTED = ("cases_detected",)


def count_numbers(
    events: Frame,
    figures: Frame,
    effort: Frame,
    *,
    period: Period,
    comparisons: Sequence[Comparison],
    lists: Lists,
    targets: Targets | None = None,
    parents: Mapping[str, str | None] | None = None,
) -> list[Number]:
    """Every number of a period, in a fixed order: the whole first, then each breakdown.

    Where events carry a measure its numbers come from them; reported totals stand in only for measures, and for
    agencies, without events. `parents` is the tree of agencies, the list of agencies if none is given.
    """
    months = _months(period)
    plan = _plan(period, months, comparisons, lists)
    coarse, fine = count_events(events, plan)
    counter = _Counter(period, tuple(comparisons), targets or {})
    found = counter.numbers(coarse, plan.segments, period)
    names = [one.name for one in comparisons if one.name not in _WITHOUT_MONTHS]
    for month, clipped in months:
        by_month = _Counter(clipped, comparisons_for(month, names) if month == clipped else (), {})
        found += by_month.numbers(fine, plan.fine, clipped, month.label)
    agencies = Tree(parents) if parents is not None else Tree.of(lists, "agencies")
    reported = Reported(read_reported(figures, effort, lists), plan.areas, agencies)
    told = {key[0] for key, tally in _tallies(coarse, plan.segments, period) if tally.known}
    silent = _agencies_without_events(coarse, plan.segments, period)
    found += count_reported(reported, counter.compare, period, told, silent, months)
    order = _Order(lists)
    return sorted(found, key=order)


def _months(period: Period) -> list[tuple[Period, Period]]:
    """The months of a period longer than one, each beside its part that lies within the period."""
    months = months_in(period)
    if len(months) < 2:
        return []
    clipped = []
    for month in months:
        whole = period.start <= month.start and month.end <= period.end
        part = range_period(max(month.start, period.start), min(month.end, period.end), period.system)
        clipped.append((month, month if whole else part))
    return clipped


def _plan(
    period: Period, months: list[tuple[Period, Period]], comparisons: Sequence[Comparison], lists: Lists
) -> Plan:
    names = [one.name for one in comparisons if one.name not in _WITHOUT_MONTHS]
    fine = [part for _, part in months]
    fine += [base for month, part in months if month == part for one in comparisons_for(month, names) for base in one.bases]
    coarse = [period, *(side for one in comparisons for side in (one.current, *one.bases))]
    return Plan(
        segments=Segments.of(coarse),
        months=[month for month, _ in months],
        fine=Segments.of(fine or [period]),
        areas=Tree.of(lists, "areas"),
        outcomes=counted_outcomes(lists),
    )


def _tallies(cube: Cube, segments: Segments, period: Period) -> Iterable[tuple[Key, Tally]]:
    within = segments.within(period)
    return ((key, cube.over(key, within)) for key in cube.tallies)


def _agencies_without_events(cube: Cube, segments: Segments, period: Period) -> Callable[[str], bool]:
    within = segments.within(period)
    return lambda agency: not cube.was_told(agency, within)


Valuation = Callable[[Period], Value]


@dataclass(frozen=True)
class _Counter:
    """Numbers of one period and its comparisons out of a cube."""

    period: Period
    comparisons: tuple[Comparison, ...]
    targets: Targets

    def numbers(self, cube: Cube, segments: Segments, period: Period, month: str | None = None) -> list[Number]:
        """A number for each key of the cube; for a month, with the month in its cell."""
        spans = {side: segments.within(side) for side in self._sides(period)}
        return [self._number(cube, key, spans, month) for key in cube.tallies]

    def _sides(self, period: Period) -> list[Period]:
        return [period, *(side for one in self.comparisons for side in (one.current, *one.bases))]

    def _number(self, cube: Cube, key: Key, spans: Mapping[Period, range], month: str | None) -> Number:
        measure, by, unit = key
        tally = cube.over(key, spans[self.period])
        value = _value(cube, key, tally, spans[self.period])

        def over(side: Period) -> Value:
            return value if side == self.period else _value(cube, key, cube.over(key, spans[side]), spans[side])

        is_agency = any(name == "agency" for name, _ in by)
        return Number(
            measure=measure,
            cell=by if month is None else tuple(sorted((*by, (MONTH, month)))),
            value=value,
            unit=unit,
            state=state_of(value),
            comparisons=self.compare(measure, by, over),
            rows_used=tally.rows,
            rows_ignored=tally.ignored,
            led=exact(tally.led) if is_agency and value is not None else None,
        )

    def compare(self, measure: str, by: By, over: Valuation) -> tuple[Compared, ...]:
        """The named comparisons of one cell, by whatever tells its value over a period."""
        found = (self._compared(one, measure, by, over) for one in self.comparisons)
        return tuple(one for one in found if one is not None)

    def _compared(self, one: Comparison, measure: str, by: By, over: Valuation) -> Compared | None:
        current = over(one.current)
        span = (one.current.start, one.current.end)
        if one.name == "plan":
            target = self.targets.get((measure, by))
            return None if target is None else Compared(one.name, *span, target, *span, current)
        bases = [base for base in map(over, one.bases) if base is not None]
        mean = exact(sum(bases) / len(bases)) if len(bases) > 1 else (bases[0] if bases else None)
        return Compared(one.name, one.bases[0].start, one.bases[-1].end, mean, *span, current, len(bases))


def _value(cube: Cube, key: Key, tally: Tally, span: range) -> Value:
    """The value of a cell; zero only where somebody reported and there was nothing to measure."""
    if tally.known or (tally.rows and key[0] in _COUNTED):
        return exact(tally.value)
    measure, by, _ = key
    agency = dict(by).get("agency", "")
    if not cube.was_told(agency, span):
        return None
    plain = tuple(pair for pair in by if pair[0] != "goods") if measure == "quantity" else by
    cases = cube.over(("cases_detected", plain, "case"), span)
    unmeasured = measure not in _COUNTED and cases.rows > 0 and plain == by
    return None if unmeasured else 0


def exact(value: int | float) -> int | float:
    """A whole number as int; the noise of adding fractions cut at nine decimals."""
    if isinstance(value, int):
        return value
    rounded = round(value, 9)
    return int(rounded) if rounded.is_integer() else rounded


def state_of(value: Value) -> State:
    """The state that a value implies."""
    if value is None:
        return "not_reported"
    return "number" if value else "zero"


class _Order:
    """Numbers in the order of breakdowns, then of the list of measures, then of cells."""

    def __init__(self, lists: Lists) -> None:
        self._measures = {code: place for place, code in enumerate(lists.codes("measures"))}
        self._breakdowns = {name: place for place, name in enumerate(NAMES)}

    def __call__(self, number: Number) -> tuple[object, ...]:
        names = sorted(self._breakdowns.get(name, 99) for name, _ in number.cell)
        measure = self._measures.get(number.measure, 999)
        return (len(names), names, measure, number.measure, number.cell, number.unit, number.basis)
