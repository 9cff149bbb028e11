"""Routes and axes: shares, growth between two windows, and which are new or fell silent beyond what chance explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Literal

from tasvir.core.errors import UserError
from tasvir.core.picture.axes.intervals import (
    Bounds,
    false_discovery,
    least_rate_p,
    rate_p,
    rate_ratio,
    share_p,
    wilson,
)
from tasvir.core.picture.axes.model import Journey, Journeys, Level, Window

Kind = Literal["growing", "shrinking", "new", "vanished"]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """A route or axis in both windows.

    `ratio` is that of the rates per day with its exact interval (None without end); `p` tests it, `q` controls false
    discovery among the routes that could reach the level at all; `share_p` tests whether the share of the whole moved.
    `chance` (of a new or vanished route) is how often chance alone explains the silence; `silent_below` the rate per
    day that the silence rules out at 95 % (rule of three: -ln 0.05 / days).
    """

    level: Level
    key: Key
    count: int
    share: float
    share_interval: Bounds
    share_interval_all: Bounds
    before: int
    after: int
    ratio: tuple[float | None, float, float | None]
    p: float
    q: float
    share_p: float
    kind: Kind | None
    chance: float | None
    silent_below: float | None
    first: date
    last: date


def default_windows(journeys: Journeys) -> tuple[Window, Window]:
    """The last year beside the year before it where there are two, the later half beside the earlier one elsewhere."""
    days = (journeys.end - journeys.start).days + 1
    if days < 2:
        raise UserError("axes.one_day", value=journeys.start)
    length = 365 if days >= 730 else days // 2
    after = Window(journeys.end - timedelta(days=length - 1), journeys.end)
    return Window(after.start - timedelta(days=length), after.start - timedelta(days=1)), after


def keys_at(one: Journey, level: Level) -> Key:
    """What a journey counts to at a level; empty where it is not told."""
    if level == "route":
        return one.route
    return (one.checkpoint,) if one.checkpoint else ()


def routes(journeys: Journeys, level: Level, windows: tuple[Window, Window], alpha: float = 0.05) -> list[Route]:
    """Every route or axis with its numbers, busiest first."""
    told = [(one.day, key) for one in journeys.rows if (key := keys_at(one, level))]
    if not told:
        return []
    counts = Counter(key for _, key in told)
    before, after = (Counter(key for day, key in told if window.holds(day)) for window in windows)
    order = sorted(counts, key=lambda key: (-counts[key], key))
    days = (windows[0].days, windows[1].days)
    compared = _Compared(level, counts, before, after, days, _seen(told), alpha)
    return [compared.route(key, q) for key, q in compared.q_values(order).items()]


@dataclass(frozen=True)
class _Compared:
    """Counts of all routes, in all and in both windows."""

    level: Level
    counts: Counter[Key]
    before: Counter[Key]
    after: Counter[Key]
    days: tuple[int, int]
    seen: Mapping[Key, tuple[int, int]]
    alpha: float

    def q_values(self, order: Sequence[Key]) -> dict[Key, float]:
        """Benjamini-Hochberg over the routes with enough events to reach `alpha` (which depends on their sum alone)."""
        able = [key for key in order if least_rate_p(self.before[key] + self.after[key], self.days) <= self.alpha]
        tested = [rate_p(self.before[key], self.after[key], self.days) for key in able]
        return dict.fromkeys(order, 1.0) | dict(zip(able, map(float, false_discovery(tested)), strict=True))

    def route(self, key: Key, q: float) -> Route:
        """One of them with its numbers."""
        count, total = self.counts[key], self.counts.total()
        before, after = self.before[key], self.after[key]
        chance, below = _silence(before, after, self.days)
        return Route(
            level=self.level,
            key=key,
            count=count,
            share=count / total,
            share_interval=wilson(count, total),
            share_interval_all=wilson(count, total, among=len(self.counts)),
            before=before,
            after=after,
            ratio=rate_ratio(before, after, self.days),
            p=rate_p(before, after, self.days),
            q=q,
            share_p=share_p(before, after, (self.before.total(), self.after.total())),
            kind=_kind(before, after, self.days, q <= self.alpha),
            chance=chance,
            silent_below=below,
            first=date.fromordinal(self.seen[key][0]),
            last=date.fromordinal(self.seen[key][1]),
        )


def _seen(told: Iterable[tuple[int, Key]]) -> dict[Key, tuple[int, int]]:
    found: dict[Key, tuple[int, int]] = {}
    for day, key in told:
        first, last = found.get(key, (day, day))
        found[key] = min(first, day), max(last, day)
    return found


def _silence(before: int, after: int, days: tuple[int, int]) -> tuple[float | None, float | None]:
    """The chance that a steady route is silent in one window with so many in the other; rule of three."""
    if bool(before) == bool(after):
        return None, None
    silent = days[0] if not before else days[1]
    return ((sum(days) - silent) / sum(days)) ** (before + after), -log(0.05) / silent


def _kind(before: int, after: int, days: tuple[int, int], sure: bool) -> Kind | None:
    if not sure:
        return None
    if not before:
        return "new"
    if not after:
        return "vanished"
    return "growing" if after / days[1] > before / days[0] else "shrinking"
