"""What reports of one unit say of a cell over a period, with every row used or left out for a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tasvir.core.calendars.periods import Period
from tasvir.core.picture.numbers.breakdowns import By

_ONE_DAY = timedelta(days=1)

Cell = tuple[str, By, str]  # measure, cell, unit
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Total:
    """One total as a body reported it; `label` names its period, `file` tells whose it is."""

    agency: str
    area: str
    start: date
    end: date
    cell: Cell
    value: int | float | None
    state: str
    source: str
    file: str = ""
    label: str | None = None


@dataclass
class Told:
    """What reports say of a cell over a period; `conflict` holds values that contradict each other.

    `sources` tell the value, or the state where there is no value; `ignored` holds the other rows by reason.
    """

    value: int | float | None = None
    state: str = "not_reported"
    sources: list[str] = field(default_factory=list)
    ignored: dict[str, list[str]] = field(default_factory=dict)
    conflict: tuple[int | float, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether there is a value, or several that contradict each other."""
        return self.value is not None or bool(self.conflict)

    def ignore(self, reason: str, sources: Iterable[str]) -> None:
        """Note rows that were left out."""
        if found := list(sources):
            self.ignored.setdefault(reason, []).extend(found)

    def ignore_all(self, others: Iterable[Told], reason: str | None = None) -> None:
        """Note what others told as left out, by their state where no reason is given."""
        for other in others:
            self.ignore(reason or other.state, other.sources)
            self.take_ignored(other)

    def take_ignored(self, other: Told) -> None:
        """Note what another left out."""
        for reason, sources in other.ignored.items():
            self.ignore(reason, sources)


def added(parts: Sequence[Told]) -> Told:
    """The sum of parts that all told a value; contradictions are kept apart."""
    total = Told(0, "zero")
    for part in parts:
        total.sources += part.sources
        total.take_ignored(part)
        if part.conflict:
            total.conflict = tuple(sorted({*total.conflict, *part.conflict}))
        elif total.value is not None and part.value is not None:
            total.value += part.value
    if total.conflict:
        total.value, total.state = None, "not_reported"
    elif total.value:
        total.state = "number"
    return total


def without_value(parts: Sequence[Told]) -> Told:
    """The state of parts of which none told a value."""
    states = {part.state for part in parts if part.sources}
    told = Told(None, "not_applicable" if states == {"not_applicable"} else "not_reported")
    for part in parts:
        told.sources += part.sources
        told.take_ignored(part)
    return told


def over(rows: Iterable[Total], period: Period) -> Told:
    """One unit's total over a period: reported for it, or the sum of reports that tile it without gap."""
    inside: dict[Span, list[Total]] = defaultdict(list)
    for row in rows:
        if period.start <= row.start and row.end <= period.end:
            inside[row.start, row.end].append(row)
    spans = {span: agreed(reports) for span, reports in inside.items()}
    whole = spans.pop((period.start, period.end), None)
    if whole is not None and whole.speaks:
        whole.ignore_all(spans.values(), "part_of_period")
        return whole
    told, used = _from_parts(spans, period)
    told.ignore_all((part for span, part in spans.items() if span not in used), "part_of_period")
    if whole is None:
        return told
    if told.speaks:
        told.ignore_all([whole])
        return told
    whole.take_ignored(told)
    whole.ignore("part_of_period", told.sources)
    return whole


def _from_parts(spans: Mapping[Span, Told], period: Period) -> tuple[Told, set[Span]]:
    """The sum of parts that fill the period; a part of which nothing is known makes all of it unknown."""
    applicable = {span: part for span, part in spans.items() if part.speaks or part.state == "not_applicable"}
    tiles = _tiles(applicable, period) or _tiles(spans, period)
    parts = [spans[tile] for tile in tiles]
    if not parts:
        return Told(), set()
    valued = [part for part in parts if part.speaks]
    silent = [part for part in parts if not part.speaks]
    if not valued:
        return without_value(parts), set(tiles)
    if any(part.state == "not_reported" for part in silent):
        told = without_value(silent)
        told.ignore_all(valued, "part_of_period")
        return told, set(tiles)
    told = added(valued)
    told.ignore_all(silent)
    return told, set(tiles)


def _tiles(spans: Iterable[Span], period: Period) -> list[Span]:
    """Reported spans that follow each other from the first day to the last, the longest first at each step."""
    ends: dict[date, list[date]] = defaultdict(list)
    for start, end in spans:
        ends[start].append(end)
    # From the back: what fills the period from each day on, so that no choice is tried twice.
    filled: dict[date, list[Span]] = {period.end + _ONE_DAY: []}
    for start in sorted(ends, reverse=True):
        fitting = [end for end in ends[start] if end + _ONE_DAY in filled]
        if fitting:
            filled[start] = [(start, max(fitting)), *filled[max(fitting) + _ONE_DAY]]
    return filled.get(period.start, [])


def agreed(rows: Sequence[Total]) -> Told:
    """One value out of the reports of one cell: repeats count once, contradictions are kept apart."""
    valued = [row for row in rows if row.value is not None]
    silent = [row for row in rows if row.value is None]
    if not valued:
        return without_value([Told(None, row.state, [row.source]) for row in silent])
    values = sorted({row.value for row in valued if row.value is not None})
    if len(values) > 1:
        told = Told(None, "not_reported", [row.source for row in valued], {}, tuple(values))
    else:
        told = Told(values[0], "number" if values[0] else "zero", [valued[0].source])
        told.ignore("duplicate", [row.source for row in valued[1:]])
    for row in silent:
        told.ignore(row.state, [row.source])
    return told
