"""Who was to report, who did, who was on time: completeness that stands beside every trend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tasvir.core.calendars.periods import Period, period_containing
from tasvir.core.calendars.systems import System
from tasvir.core.picture.office.commission import Commission, Expected


@dataclass(frozen=True)
class Arrival:
    """What came in from a body: a file of some kind, the days that it covers, and when it came, if known.

    `start` and `end` are the first and last day that the file speaks of; an explicit zero covers its period too.
    """

    file: str
    body: str | None
    kind: str
    start: date | None
    end: date | None
    received_on: date | None = None


@dataclass(frozen=True)
class Due:
    """One report that was due, and what became of it."""

    body: str
    kind: str
    slot: Period
    due: date
    files: tuple[str, ...] = ()
    received_on: date | None = None
    dated: bool = True

    @property
    def received(self) -> bool:
        return bool(self.files)

    @property
    def on_time(self) -> bool:
        return self.received and self.received_on is not None and self.received_on <= self.due

    @property
    def late(self) -> bool:
        return self.received and self.received_on is not None and self.received_on > self.due


@dataclass(frozen=True)
class Reporting:
    """The account of a period's reports; `expected` is None where no office declared any.

    `on_time` is None where reports came in and of none is known when.
    """

    expected: int | None
    received: int
    on_time: int | None
    dues: tuple[Due, ...] = ()

    @property
    def missing(self) -> tuple[Due, ...]:
        return tuple(due for due in self.dues if not due.received)

    @property
    def late(self) -> tuple[Due, ...]:
        return tuple(due for due in self.dues if due.late)

    @property
    def undated(self) -> int:
        """How many reports came in on a day that nobody noted."""
        return sum(due.received and due.received_on is None for due in self.dues)

    @property
    def silent_bodies(self) -> tuple[str, ...]:
        """The bodies from which at least one report is missing, in the order of the office's list."""
        return tuple(dict.fromkeys(due.body for due in self.missing))


def account_reports(commission: Commission, period: Period, arrivals: Sequence[Arrival]) -> Reporting:
    """What was due for a period and what came; without declared reports only what came."""
    if not commission.expected:
        return Reporting(None, len({arrival.file for arrival in arrivals}), None)
    dues = [_answered(due, arrivals) for expected in commission.expected for due in _dues(expected, period, commission)]
    received = [due for due in dues if due.received]
    dated = [due for due in received if due.received_on]
    on_time = sum(due.on_time for due in dated) if dated or not received else None
    return Reporting(len(dues), len(received), on_time, tuple(dues))


def _dues(expected: Expected, period: Period, commission: Commission) -> Iterable[Due]:
    for slot in slots_in(period, expected.every, expected.calendar or commission.calendar_for(period)):
        if expected.first and slot.start < expected.first.start:
            continue
        if expected.last and slot.end > expected.last.end:
            continue
        yield Due(expected.body, expected.kind, slot, slot.end + timedelta(days=expected.due_days))


def slots_in(period: Period, every: str, system: System) -> list[Period]:
    """The months, quarters, halves or years of a calendar that end within a period."""
    slots: list[Period] = []
    slot = period_containing(period.start, system, every)  # type: ignore[arg-type]
    while slot.end <= period.end:
        slots.append(slot)
        slot = period_containing(slot.end + timedelta(days=1), system, every)  # type: ignore[arg-type]
    return slots


def _answered(due: Due, arrivals: Sequence[Arrival]) -> Due:
    found = [arrival for arrival in arrivals if arrival.body == due.body and _covers(arrival, due)]
    if not found:
        return due
    known = [arrival.received_on for arrival in found if arrival.received_on]
    files = tuple(dict.fromkeys(arrival.file for arrival in found))
    return Due(due.body, due.kind, due.slot, due.due, files, min(known, default=None), bool(known))


def _covers(arrival: Arrival, due: Due) -> bool:
    """A list answers for all the days of its rows; a letter or total for its own period, never for parts of it."""
    if arrival.kind != due.kind or arrival.start is None or arrival.end is None:
        return False
    if arrival.kind == "incidents":
        return arrival.start <= due.slot.end and due.slot.start <= arrival.end
    return due.slot.start <= arrival.start and arrival.end <= due.slot.end
