"""What moved after an enforcement surge: weighted displacement quotient, and rerouting along shortest paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt

from tasvir.core.picture.axes.intervals import false_discovery, ratio_of_ratios, rise_p
from tasvir.core.picture.axes.model import Journey, Journeys, Surge, Whole, Window
from tasvir.core.picture.axes.paths import shortest_paths

Pair = tuple[int, int]  # before, since
Reason = Literal["no_history", "nothing_there", "no_alternative", "no_control", "no_fall"]
_LEAST, _MOST = 5, 200  # journeys of a place, and places, to be tested one by one
_BLOCK = 7  # days drawn together, so that busy weeks stay busy


@dataclass(frozen=True)
class Alternative:
    """A checkpoint to which traffic may have moved, and its rise beside all others but that of the surge."""

    key: str
    counts: Pair
    ratio: tuple[float, float, float]
    p: float
    q: float
    in_buffer: bool


@dataclass(frozen=True)
class Displacement:
    """What happened to A (the place of the surge), B (where traffic may go) and C (all others), before and since.

    `wdq` is None where the success measure A1/C1 - A0/C0 is not negative or a count is missing (`reason` says which).
    `p` tests whether B as a whole rose more than C (one-sided mid-p), `p_any` whether B or any one place did
    (the smallest q among these tests); `displaced` and `diffused` are their verdicts at the level.
    `rise` is how much more B rose than C, with its interval: where B was predicted, the test of the rerouting.
    """

    surge: Surge
    baseline: Window
    area: Pair
    buffer: Pair
    control: Pair
    success: float | None
    wdq: float | None
    wdq_interval: tuple[float, float] | None
    rise: tuple[float, float, float] | None
    p: float | None
    p_any: float | None
    displaced: bool
    diffused: bool
    alternatives: Sequence[Alternative]
    predicted: bool
    reason: Reason | None


def baseline_of(surge: Surge, start: date) -> Window | None:
    """As many days before the surge as it lasted, at least 28, or as many as the list has; None without any."""
    days = max(surge.window.days, 28)
    first = max(start, surge.window.start - timedelta(days=days))
    return Window(first, surge.window.start - timedelta(days=1)) if first < surge.window.start else None


def predicted_places(history: Sequence[Journey], surged: str) -> list[str]:
    """The checkpoints of the shortest ways round a place that has become costly (Dell 2015, AER 105, 1738-1779).

    The network is that of the journeys before the surge; an edge is the shorter, the more journeys took it (1/count).
    For each pair of ends whose traffic led through the place, the shortest path that leads round it is taken; its
    places are predicted. Without ends there is no prediction: an empty list.
    """
    edges: dict[str, Counter[str]] = {}
    for one in history:
        for start, end in zip(one.stops, one.stops[1:], strict=False):
            edges.setdefault(start, Counter())[end] += 1
    network = {start: {end: 1 / count for end, count in ends.items()} for start, ends in edges.items()}
    pairs = sorted({(one.origin, one.destination) for one in history if one.route and surged in one.stops[1:-1]})
    found: dict[str, None] = {}
    ways = {origin: shortest_paths(network, origin, surged) for origin in sorted({origin for origin, _ in pairs})}
    for origin, destination in pairs:
        found |= dict.fromkeys(ways[origin].get(destination, [])[1:-1])
    checkpoints = {one.checkpoint for one in history}
    return [one for one in found if one in checkpoints]


def displacement(
    journeys: Journeys,
    surge: Surge,
    *,
    buffer: Collection[str] = (),
    alpha: float = 0.05,
    replications: int = 999,
    seed: int = 1,
) -> Displacement:
    """The weighted displacement quotient of a surge (Bowers & Johnson 2003, J. Quantitative Criminology 19, 275-301).

    WDQ = (B1/C1 - B0/C0) / (A1/C1 - A0/C0), only where the denominator (success) is negative: above 0 the benefit
    spread, below 0 incidents moved, beyond 1 in size more than was gained. Its interval is a percentile bootstrap of
    weeks, over replications with a negative success measure. B is `buffer`, or what the network predicts.
    Limits: counts are seizures; where effort moved to B, so do they.
    """
    baseline = baseline_of(surge, journeys.start)
    if baseline is None:
        return _refused(surge, surge.window, "no_history")
    history = [one for one in journeys.rows if one.day < surge.window.start.toordinal()]
    sought = [one for one in (buffer or predicted_places(history, surge.place)) if one != surge.place]
    weeks = [_by_week(journeys, window, surge.place, sought) for window in (baseline, surge.window)]
    sums = np.array([week.sum(axis=0) for week in weeks])
    area, beside, control = ((int(before), int(since)) for before, since in sums.T)
    reason = _reason(area, beside, control)
    if reason == "nothing_there":
        return _refused(surge, baseline, reason, area, beside, control)
    alternatives = _alternatives(journeys, (baseline, surge.window), surge.place, sought)
    beyond = control if all(control) else (beside[0] + control[0], beside[1] + control[1])
    success = area[1] / beyond[1] - area[0] / beyond[0] if all(beyond) else None
    fell = success is not None and success < 0
    told = reason is None and fell and success is not None
    p = rise_p(beside, control) if reason is None else None
    p_any = _any(p, alternatives)
    return Displacement(
        surge=surge,
        baseline=baseline,
        area=area,
        buffer=beside,
        control=control,
        success=success,
        wdq=(beside[1] / control[1] - beside[0] / control[0]) / success if told and success else None,
        wdq_interval=_bootstrap(weeks, replications, seed) if told else None,
        rise=ratio_of_ratios(beside, control) if reason is None else None,
        p=p,
        p_any=p_any,
        displaced=fell and p_any is not None and p_any <= alpha,
        diffused=fell and p is not None and p_any is not None and p >= 1 - alpha and p_any > alpha,
        alternatives=alternatives,
        predicted=bool(sought) and not buffer,
        reason=reason or (None if fell else "no_fall"),
    )


def _any(p: float | None, alternatives: Sequence[Alternative]) -> float | None:
    """The chance of a rise in B as a whole or in any one place: the smallest q among these tests (Simes 1986)."""
    family = [one.p for one in alternatives] + ([] if p is None else [p])
    return float(false_discovery(family).min()) if family else None


def _reason(area: Pair, beside: Pair, control: Pair) -> Reason | None:
    if not area[0]:
        return "nothing_there"
    if not sum(beside):
        return "no_alternative"
    return None if all(control) else "no_control"


def _refused(
    surge: Surge, baseline: Window, reason: Reason, area: Pair = (0, 0), beside: Pair = (0, 0), control: Pair = (0, 0)
) -> Displacement:
    return Displacement(
        surge, baseline, area, beside, control, None, None, None, None, None, None, False, False, (), False, reason
    )


def _by_week(journeys: Journeys, window: Window, surged: str, sought: Collection[str]) -> Whole:
    """Counts of A, B and C by week of a window, counted from its first day."""
    found = np.zeros(((window.days - 1) // _BLOCK + 1, 3), np.int64)
    beside = set(sought)
    for one in journeys.inside(window):
        passed = set(one.transit) | {one.checkpoint}
        group = 0 if surged in passed else 1 if passed & beside else 2
        found[(one.day - window.start.toordinal()) // _BLOCK, group] += 1
    return found


def _bootstrap(weeks: Sequence[Whole], replications: int, seed: int) -> tuple[float, float] | None:
    """The middle 95 % of the quotient when weeks are drawn anew within each window; None below 20 usable draws."""
    random = np.random.default_rng(seed)
    drawn = [_drawn(week, replications, random) for week in weeks]
    usable = (drawn[0][:, 2] > 0) & (drawn[1][:, 2] > 0)
    before, since = (one[usable][:, :2] / one[usable][:, 2:] for one in drawn)
    moved: npt.NDArray[np.float64] = since - before
    falling = moved[moved[:, 0] < 0]
    if len(falling) < 20:
        return None
    low, high = np.quantile(falling[:, 1] / falling[:, 0], [0.025, 0.975])
    return float(low), float(high)


def _drawn(weeks: Whole, replications: int, random: np.random.Generator) -> Whole:
    times = random.multinomial(len(weeks), np.full(len(weeks), 1 / len(weeks)), size=replications)
    return np.asarray(times @ weeks, np.int64)


def _alternatives(
    journeys: Journeys, windows: tuple[Window, Window], surged: str, sought: Collection[str]
) -> list[Alternative]:
    """Each other place of at least five journeys beside all the rest but A, the one that rose most surely first."""
    counts = [_passed(journeys.inside(window), surged) for window in windows]
    both = counts[0] + counts[1]
    kept = [key for key, many in sorted(both.items(), key=lambda one: (-one[1], one[0])) if many >= _LEAST][:_MOST]
    totals = [sum(not _passes(one, surged) for one in journeys.inside(window)) for window in windows]
    pairs = {key: (counts[0][key], counts[1][key]) for key in kept}
    rest = {key: (totals[0] - before, totals[1] - since) for key, (before, since) in pairs.items()}
    p = {key: rise_p(pairs[key], rest[key]) for key in kept}
    q = false_discovery(list(p.values()))
    found = [
        Alternative(key, pairs[key], ratio_of_ratios(pairs[key], rest[key]), p[key], float(adjusted), key in sought)
        for key, adjusted in zip(kept, q, strict=True)
    ]
    return sorted(found, key=lambda one: (one.p, one.key))


def _passes(one: Journey, key: str) -> bool:
    return key == one.checkpoint or key in one.transit


def _passed(rows: Sequence[Journey], surged: str) -> Counter[str]:
    """How many journeys that did not pass A passed each place."""
    found: Counter[str] = Counter()
    for one in rows:
        if not _passes(one, surged):
            found.update({*one.transit, one.checkpoint} - {""})
    return found
