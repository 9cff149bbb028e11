"""Surges of enforcement, found in a table of effort by place and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tasvir.core.picture.axes.model import Surge, Window

_LEAST_BEFORE = 3  # periods before a surge
_TIMES = 1.5  # of the median before
_DEVIATIONS = 3.0  # robust ones above it
_SCALE = 1.4826  # median absolute deviation to standard deviation, for a normal


@dataclass(frozen=True)
class Effort:
    """What one row of effort says: the place (a key), the days and the amount."""

    place: str
    window: Window
    amount: float


def find_surges(rows: Sequence[Effort]) -> list[Surge]:
    """Runs of periods whose daily effort at a place exceeds 1.5 medians, and 3 robust deviations, of all before.

    At least three periods must lie before. A surge lasts while effort stays above the same bound; a place may have one,
    its strongest. Limits: a steady rise is no surge until it outruns its own past; seasons of effort look like surges.
    """
    by_place: dict[str, dict[Window, float]] = {}
    for row in rows:
        told = by_place.setdefault(row.place, {})
        told[row.window] = told.get(row.window, 0.0) + row.amount
    found = [surge for place, told in sorted(by_place.items()) if (surge := _strongest(place, told))]
    return sorted(found, key=lambda one: -(one.ratio or 0.0))


def _strongest(place: str, told: Mapping[Window, float]) -> Surge | None:
    windows = sorted(told, key=lambda one: one.start)
    rates = [told[window] / window.days for window in windows]
    found: list[Surge] = []
    at = _LEAST_BEFORE
    while at < len(windows):
        usual, bound = _bound(rates[:at])
        last = at
        while last < len(windows) and rates[last] > bound:
            last += 1
        if last > at and usual > 0:
            ratio = sum(rates[at:last]) / (last - at) / usual
            found.append(Surge(place, Window(windows[at].start, windows[last - 1].end), ratio, detected=True))
        at = last + 1
    return max(found, key=lambda one: one.ratio or 0.0, default=None)


def _bound(rates: Sequence[float]) -> tuple[float, float]:
    usual = median(rates)
    spread = _SCALE * median(abs(rate - usual) for rate in rates)
    return usual, max(_TIMES * usual, usual + _DEVIATIONS * spread)
