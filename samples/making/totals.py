"""Totals and effort beside the events: what offices send each quarter; some disagree with their lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from making.days import gregorian
from making.events import Draw, Event
from making.sheets import Sheet, write_workbook

Cells = list[object]


class Counted:
    """Counts of some agencies' events, as they truly are."""

    def __init__(self, events: Sequence[Event], leads: Iterable[str]) -> None:
        wanted = set(leads)
        self.events = [event for event in events if event.lead in wanted]

    def within(self, start: date, end: date) -> list[Event]:
        """The events between two days, both included."""
        return [event for event in self.events if start <= event.day <= end]

    def cases(self, start: date, end: date) -> int:
        """How many."""
        return len(self.within(start, end))

    def value(self, start: date, end: date) -> int:
        """What their goods are worth."""
        return sum(line.value or 0 for event in self.within(start, end) for line in event.goods)

    def persons(self, start: date, end: date) -> int:
        """How many persons were arrested."""
        return sum(event.persons for event in self.within(start, end))

    def vehicles(self, start: date, end: date) -> int:
        """How many vehicles were stopped."""
        return sum(event.vehicles for event in self.within(start, end))

    def quantity(self, start: date, end: date, goods: str, unit: str) -> float:
        """How much of one kind of goods, in one unit."""
        lines = (line for event in self.within(start, end) for line in event.goods)
        return sum(line.quantity for line in lines if line.code == goods and line.unit == unit)


def months_of(years: Mapping[int, int]) -> list[tuple[int, int, date, date]]:
    """Jalali months of years (how many of each), with their first and last days."""
    found = []
    for year, many in years.items():
        for month in range(1, many + 1):
            first = gregorian(year, month, 1)
            following = gregorian(year + month // 12, month % 12 + 1, 1)
            found.append((year, month, first, date.fromordinal(following.toordinal() - 1)))
    return found


def write_table(path: Path, sheet: str, header: Sequence[str], rows: Sequence[Cells], title: str = "") -> None:
    """A workbook with one table under an optional title."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells: list[Cells] = [[title], list(header)] if title else [list(header)]
    merges = [(0, 0, 0, len(header) - 1, title)] if title else []
    write_workbook(path, [Sheet(sheet, [*cells, *rows], len(cells) - 1, merges, right_to_left=_is_persian(header))])


def _is_persian(header: Sequence[str]) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for text in header for letter in text)


def effort_of(
    months: Sequence[tuple[int, int, date, date]], base: float, draw: Draw, factor: Callable[[int, int], float]
) -> list[int]:
    """Effort a month: a base that wavers, times what campaigns add."""
    return [round(base * draw.random.uniform(0.93, 1.07) * factor(year, month)) for year, month, _, _ in months]
