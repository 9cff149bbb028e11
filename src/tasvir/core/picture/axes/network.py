"""The network of journeys: which checkpoints hold it together, and which traffic seems to have changed its way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal

from tasvir.core.picture.axes.intervals import Bounds, wilson
from tasvir.core.picture.axes.model import Journey, Journeys, Window
from tasvir.core.picture.axes.paths import betweenness
from tasvir.core.picture.axes.routes import Route

_ALIKE = 0.5  # cosine of the ends that two axes serve
_MOST_NODES = 2_000


@dataclass(frozen=True)
class Checkpoint:
    """A place between others: its betweenness, the same as a share of all pairs, and the journeys that passed it."""

    key: str
    betweenness: float
    normalised: float
    count: int
    share: float
    share_interval: Bounds


@dataclass(frozen=True)
class Shift:
    """An axis that fell and one that rose at the same time, alike in their ends or goods (cosine of the counts)."""

    fell: Route
    rose: Route
    alike: float
    by: Literal["ends", "goods"] = "ends"


def checkpoints(journeys: Journeys) -> list[Checkpoint]:
    """The places between origins and destinations, the one on most shortest paths first.

    The length of an edge is 1/journeys on it; the normalised value divides by the pairs of other nodes, (n-1)(n-2).
    A network of more than 2,000 places keeps the 2,000 with most journeys.
    """
    edges: dict[str, Counter[str]] = {}
    passed: Counter[str] = Counter()
    travelled = [one.stops for one in journeys.rows if len(one.stops) > 1]
    kept = {key for key, _ in Counter(stop for stops in travelled for stop in stops).most_common(_MOST_NODES)}
    for stops in travelled:
        passed.update({*stops[1:-1]})
        for start, end in zip(stops, stops[1:], strict=False):
            if start in kept and end in kept:
                edges.setdefault(start, Counter())[end] += 1
    network = {start: {end: 1 / count for end, count in ends.items()} for start, ends in edges.items()}
    found = betweenness(network)
    pairs = max((len(found) - 1) * (len(found) - 2), 1)
    answer = [
        Checkpoint(
            key, value, value / pairs, passed[key], passed[key] / len(travelled), wilson(passed[key], len(travelled))
        )
        for key, value in found.items()
        if value > 0 or passed[key]
    ]
    return sorted(answer, key=lambda one: (-one.betweenness, -one.count, one.key))


def shifts(journeys: Journeys, axes: Sequence[Route], windows: tuple[Window, Window]) -> list[Shift]:
    """Axes that surely fell, each with the axis that surely rose and is most alike in what it serves.

    Alike are the origins and destinations that rows tell of both; where rows of either tell none, the goods. No surge
    is needed; it says that both happened, not why.
    """
    before, after = (journeys.inside(window) for window in windows)
    fell = [one for one in axes if one.kind in ("vanished", "shrinking")]
    rose = [one for one in axes if one.kind in ("new", "growing")]
    then, now = _Served.by(before), _Served.by(after)
    found: list[Shift] = []
    for one in fell:
        alike = [(then.likeness(one.key[0], now, other.key[0]), other) for other in rose]
        best = max(alike, key=lambda told: told[0][0], default=None)
        if best and best[0][0] >= _ALIKE:
            found.append(Shift(one, best[1], *best[0]))
    return found


@dataclass(frozen=True)
class _Served:
    """How often each checkpoint served each pair of ends, and was passed by each kind of goods."""

    ends: Mapping[str, Counter[tuple[str, str]]]
    goods: Mapping[str, Counter[str]]

    @classmethod
    def by(cls, rows: Sequence[Journey]) -> _Served:
        ends: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        goods: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for one in rows:
            if one.route:
                ends[one.checkpoint][one.origin, one.destination] += 1
            if one.carried:
                goods[one.checkpoint][one.carried] += 1
        return cls(ends, goods)

    def likeness(self, one: str, later: _Served, other: str) -> tuple[float, Literal["ends", "goods"]]:
        if self.ends.get(one) and later.ends.get(other):
            return _cosine(self.ends[one], later.ends[other]), "ends"
        return _cosine(self.goods.get(one, Counter()), later.goods.get(other, Counter())), "goods"


def _cosine(one: Counter[Any], other: Counter[Any]) -> float:
    length = sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(count * other[key] for key, count in one.items()) / length if length else 0.0
