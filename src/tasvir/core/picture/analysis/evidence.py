"""What the analyses of a picture rest on: every event up to the period's end, counted once, and what stands beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period, month_of
from tasvir.core.calendars.relations import previous
from tasvir.core.picture.account.reporting import Reporting
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.written.statements import Stated
from tasvir.core.vocabulary.lists import Lists

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Evidence:
    """The material of one picture as analyses read it.

    `linked` holds the rows of the lists as linkage leaves them (schema EVENTS), `effort` and `figures` the reported
    tables (schemas EFFORT and FIGURES). Chance is drawn from `seed`.
    """

    linked: pa.Table
    effort: pa.Table
    figures: pa.Table
    period: Period
    lists: Lists
    commission: Commission
    reporting: Reporting
    stated: Sequence[Stated] = ()
    drivers: pa.Table | None = None  # what the office loads of prices and the like (schema DRIVERS)
    redact: Callable[[str], str] = str  # takes persons out of a narrative
    seed: int = 1
    replications: int = 999

    @cached_property
    def lines(self) -> pa.Table:
        """The used rows up to the period's last day, by day: one a line of goods."""
        used = pc.and_(self.linked["used"], pc.less_equal(self.linked["occurred_on"], pa.scalar(self.period.end)))
        kept = self.linked.filter(pc.fill_null(used, False))
        return kept.take(pc.sort_indices(kept, [("occurred_on", "ascending"), ("incident", "ascending")]))

    @cached_property
    def events(self) -> pa.Table:
        """One row an incident, by day: the leading row."""
        return self.lines.filter(self.lines["leads"])

    @cached_property
    def in_period(self) -> pa.Table:
        """The events of the picture's own period."""
        return self.events.filter(pc.greater_equal(self.events["occurred_on"], pa.scalar(self.period.start)))

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The office's months from that of the first event to that of the period's last day, without gaps."""
        if not self.events.num_rows:
            return ()
        system = self.commission.calendar_for(self.period)
        found = [month_of(self.period.end, system)]
        first: date = self.events["occurred_on"][0].as_py()
        while found[-1].start > first:
            found.append(previous(found[-1]))
        return tuple(reversed(found))

    @property
    def completeness(self) -> float | None:
        """The share of the period's due reports that are in; None where nobody declared what is due."""
        expected = self.reporting.expected
        return self.reporting.received / expected if expected else None

    def monthly(self, events: pa.Table) -> Floats:
        """How many of these events fell into each month."""
        return np.bincount(self.month_numbers(events["occurred_on"]), minlength=len(self.months)).astype(float)

    def month_numbers(self, days: pa.ChunkedArray) -> npt.NDArray[np.int64]:
        """The number of the month that each day lies in; days before the first month count to it."""
        starts = np.array([month.start for month in self.months], "datetime64[D]")
        found = np.searchsorted(starts, days.to_numpy().astype("datetime64[D]"), side="right") - 1
        return np.asarray(np.maximum(found, 0), np.int64)

    def coordinates(self, area: str | None) -> tuple[float, float] | None:
        """Latitude and longitude of an area of the lists, in degrees."""
        entry = self.lists["areas"].entries.get(area or "")
        if entry is None or not entry.columns.get("lat") or not entry.columns.get("lon"):
            return None
        return float(entry.columns["lat"]), float(entry.columns["lon"])
