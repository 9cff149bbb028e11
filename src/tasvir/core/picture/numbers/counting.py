"""The numbers of a picture: every measure that the sources carry, in total and by each breakdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from tasvir.core.calendars.periods import Period, months_in, range_period
from tasvir.core.linkage.records import Tree
from tasvir.core.picture.numbers.breakdowns import MONTH, NAMES, By
from tasvir.core.picture.numbers.comparisons import Bases, Comparison, PastTotals, comparisons_for, exact
from tasvir.core.picture.numbers.cube import Cube, Key, Store, Sums
from tasvir.core.picture.numbers.from_events import Plan, count_events
from tasvir.core.picture.numbers.from_reports import beside_events, count_reported
from tasvir.core.picture.numbers.measures import counted_outcomes
from tasvir.core.picture.numbers.number import Compared, Number, State, Value
from tasvir.core.picture.numbers.reported import Reported, read_reported
from tasvir.core.picture.numbers.reporters import Reporters
from tasvir.core.picture.numbers.segments import Segments
from tasvir.core.picture.office.commission import Commission
from tasvir.core.vocabulary.lists import Lists

Targets = Mapping[tuple[str, By], int | float]
Frame = nw.LazyFrame[Any]

_WITHOUT_MONTHS = {"year-to-date", "plan"}


def count_numbers(  # noqa: PLR0913 - three tables, a period and what an office declares
    events: Frame,
    figures: Frame,
    effort: Frame,
    *,
    period: Period,
    comparisons: Sequence[Comparison],
    lists: Lists,
    targets: Targets | None = None,
    parents: Mapping[str, str | None] | None = None,
    commission: Commission | None = None,
    past: PastTotals | None = None,
) -> list[Number]:
    """Every number of a period, in a fixed order: the whole first, then each breakdown.

    Where events carry a measure its numbers come from them; reported totals stand in only for measures, and for
    agencies, without events. `parents` is the tree of agencies, the list of agencies if none is given;
    `commission` declares the bodies and how far they reach, `past` holds totals of periods gone by.
    """
    months = _months(period)
    plan = _plan(period, months, comparisons, lists)
    coarse, fine = count_events(events, plan)
    counter = _Counter(period, tuple(comparisons), targets or {}, past or {})
    found = counter.numbers(coarse, plan.segments)
    names = [one.name for one in comparisons if one.name not in _WITHOUT_MONTHS]
    for month, clipped in months:
        by_month = _Counter(clipped, comparisons_for(month, names) if month == clipped else (), {}, past or {})
        found += by_month.numbers(fine, plan.fine, month.label)
    agencies = Tree(parents) if parents is not None else Tree.of(lists, "agencies")
    reported = Reported(read_reported(figures, effort, lists), Reporters(plan.areas, agencies, commission))
    # Outcomes are told for few rows of a list: where bodies report such a measure, their totals stand.
    reports = {measure for measure, _, _ in reported.cells()} & {one.measure for one in plan.outcomes}
    found = [number for number in found if number.measure not in reports]
    told = {number.measure for number in found if number.rows_used}
    silent = _agencies_without_events(coarse, plan.segments, period)
    found += count_reported(reported, counter.compare, period, told, silent, months)
    found = beside_events(reported, found, period, told)
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


def _plan(period: Period, months: list[tuple[Period, Period]], comparisons: Sequence[Comparison], lists: Lists) -> Plan:
    names = [one.name for one in comparisons if one.name not in _WITHOUT_MONTHS]
    fine = [part for _, part in months]
    fine += [
        base for month, part in months if month == part for one in comparisons_for(month, names) for base in one.bases
    ]
    coarse = [period, *(side for one in comparisons for side in (one.current, *one.bases))]
    return Plan(
        segments=Segments.of(coarse),
        months=[month for month, _ in months],
        fine=Segments.of(fine or [period]),
        areas=Tree.of(lists, "areas"),
        outcomes=counted_outcomes(lists),
    )


def _agencies_without_events(cube: Cube, segments: Segments, period: Period) -> Callable[[str], bool]:
    within = segments.within(period)
    return lambda agency: not cube.was_told(agency, within)


Valuation = Callable[[Period], Value]


@dataclass(frozen=True)
class _Spans:
    """The sums of one store over every period asked for."""

    cube: Cube
    store: Store
    cases: Mapping[Period, Sums]
    sums: Mapping[Period, Sums]
    spans: Mapping[Period, range]

    def value(self, key: Key, place: int, period: Period) -> Value:
        """The value of a key; zero only where somebody reported and there was nothing to measure."""
        sums = self.sums[period]
        if sums.rows[place]:
            return exact(sums.value[place])
        measure, by, _ = key
        if not self.cube.was_told(dict(by).get("agency", ""), self.spans[period]):
            return None
        at = self.cube.counts.index.get(("cases_detected", by, "case"))
        unmeasured = at is not None and self.cases[period].rows[at] > 0
        return None if unmeasured and measure != "cases_detected" else 0


@dataclass(frozen=True)
class _Counter:
    """Numbers of one period and its comparisons out of a cube."""

    period: Period
    comparisons: tuple[Comparison, ...]
    targets: Targets
    past: PastTotals = field(default_factory=dict)

    def numbers(self, cube: Cube, segments: Segments, month: str | None = None) -> list[Number]:
        """A number for each key of the cube; for a month, with the month in its cell."""
        sides = [self.period, *(side for one in self.comparisons for side in (one.current, *one.bases))]
        spans = {side: segments.within(side) for side in sides}
        cases = {side: cube.counts.over(span) for side, span in spans.items()}
        found = []
        for store in cube.stores():
            sums = cases if store is cube.counts else {side: store.over(span) for side, span in spans.items()}
            told = _Spans(cube, store, cases, sums, spans)
            found += [self._number(told, key, place, month) for key, place in store.index.items()]
        return found

    def _number(self, told: _Spans, key: Key, place: int, month: str | None) -> Number:
        measure, by, unit = key
        sums = told.sums[self.period]
        value = told.value(key, place, self.period)
        leads = value is not None and any(name == "agency" for name, _ in by)
        return Number(
            measure=measure,
            cell=by if month is None else tuple(sorted((*by, (MONTH, month)))),
            value=value,
            unit=unit,
            state=state_of(value),
            comparisons=self.compare(key, lambda side: told.value(key, place, side)),
            rows_used=sums.rows[place],
            rows_ignored=sums.ignored_at(place),
            led=exact(sums.led[place]) if leads else None,
        )

    def compare(self, key: Key, over: Valuation) -> tuple[Compared, ...]:
        """The named comparisons of one cell, by whatever tells its value over a period."""
        found = (self._compared(one, key, over) for one in self.comparisons)
        return tuple(one for one in found if one is not None)

    def _compared(self, one: Comparison, key: Key, over: Valuation) -> Compared | None:
        measure, by, unit = key
        if one.name == "plan":
            span = (one.current.start, one.current.end)
            target = self.targets.get((measure, by))
            return None if target is None else Compared(one.name, *span, target, *span, over(one.current))
        past = self.past
        return Bases(over, lambda base: past.get((measure, by, unit, base.start, base.end)) if past else None).compared(
            one
        )


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
