"""The findings of the axes as the command and the picture tell them: one object a route, checkpoint or surge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tasvir.core.picture.axes.displacement import Displacement
from tasvir.core.picture.axes.model import Journeys, Window
from tasvir.core.picture.axes.network import Checkpoint, Shift
from tasvir.core.picture.axes.routes import Route

_MOST_ROUTES = 10


def rounded(value: Any) -> Any:
    """Numbers to nine digits after the point, within lists too."""
    if isinstance(value, float):
        return round(value, 9)
    return [rounded(one) for one in value] if isinstance(value, list | tuple) else value


def route_finding(route: Route, journeys: Journeys, kind: str, windows: tuple[Window, Window]) -> dict[str, Any]:
    """A route or axis; `start` and `end` are the days of the newer window where it tells a change."""
    labels = journeys.names.labels(route.key)
    told = {
        "kind": kind,
        "level": route.level,
        "route": labels,
        "name": " → ".join(labels),
        "origin": labels[0] if route.level == "route" else None,
        "destination": labels[-1] if route.level == "route" else None,
        "count": route.count,
        "share": route.share,
        "share_interval": route.share_interval,
        "share_interval_simultaneous": route.share_interval_all,
        "before": route.before,
        "after": route.after,
        "rate_ratio": route.ratio[0],
        "rate_ratio_interval": route.ratio[1:],
        "p": route.p,
        "q": route.q,
        "share_p": route.share_p,
        "chance": route.chance,
        "silent_rate_below": route.silent_below,
        "first_seen": route.first.isoformat(),
        "last_seen": route.last.isoformat(),
    }
    days = (journeys.start, journeys.end) if kind == "busiest" else (windows[1].start, windows[1].end)
    told |= {"start": days[0].isoformat(), "end": days[1].isoformat()}
    return {name: rounded(value) for name, value in told.items()}


def checkpoint_finding(one: Checkpoint, journeys: Journeys) -> dict[str, Any]:
    """A place between others."""
    told = {
        "kind": "checkpoint",
        "checkpoint": journeys.names.label(one.key),
        "name": journeys.names.label(one.key),
        "betweenness": one.betweenness,
        "betweenness_normalised": one.normalised,
        "count": one.count,
        "share": one.share,
        "share_interval": one.share_interval,
    }
    return {name: rounded(value) for name, value in told.items()}


def displacement_finding(one: Displacement, journeys: Journeys) -> dict[str, Any]:
    """What followed a surge."""
    label = journeys.names.label
    told = {
        "kind": "displacement",
        "basis": "surge",
        "name": label(one.surge.place),
        "place": label(one.surge.place),
        "start": one.surge.window.start.isoformat(),
        "end": one.surge.window.end.isoformat(),
        "baseline": [one.baseline.start.isoformat(), one.baseline.end.isoformat()],
        "surge_detected": one.surge.detected,
        "effort_ratio": one.surge.ratio,
        "surged": one.area,
        "alternatives": one.buffer,
        "control": one.control,
        "success": one.success,
        "wdq": one.wdq,
        "wdq_interval": one.wdq_interval,
        "verdict": verdict(one),
        "reason": one.reason,
        "alternatives_from": "shortest paths" if one.predicted else "options" if one.alternatives else None,
        "rise": one.rise[0] if one.rise else None,
        "rise_interval": one.rise[1:] if one.rise else None,
        "p": one.p,
        "p_any": one.p_any,
    }
    places = [
        {
            "place": label(other.key),
            "before": other.counts[0],
            "since": other.counts[1],
            "rise": rounded(other.ratio[0]),
            "rise_interval": rounded(other.ratio[1:]),
            "p": rounded(other.p),
            "q": rounded(other.q),
            "predicted": other.in_buffer,
        }
        for other in one.alternatives[:_MOST_ROUTES]
    ]
    return {name: rounded(value) for name, value in told.items()} | {"routes": places}


def verdict(one: Displacement) -> str:
    """In one word: displacement, diffusion, none, or not told."""
    if one.displaced or one.diffused:
        return "displacement" if one.displaced else "diffusion"
    return "not_told" if one.p_any is None or one.reason == "no_fall" else "none"


def shift_finding(one: Shift, journeys: Journeys, windows: tuple[Window, Window]) -> dict[str, Any]:
    """An axis that fell and one that rose, without a surge that is known."""
    fell, rose = (journeys.names.label(side.key[0]) for side in (one.fell, one.rose))
    return {
        "kind": "displacement",
        "basis": "shift",
        "name": f"{fell} → {rose}",
        "place": fell,
        "to": rose,
        "start": windows[1].start.isoformat(),
        "end": windows[1].end.isoformat(),
        "surged": [one.fell.before, one.fell.after],
        "alternatives": [one.rose.before, one.rose.after],
        f"{one.by}_alike": round(one.alike, 4),
        "q": rounded(max(one.fell.q, one.rose.q)),
        "verdict": "moved",
        "wdq": None,
        "reason": "no_surge",
    }


def by_kind(found: Sequence[Route], most: int) -> Iterable[tuple[str, Route]]:
    """The busiest of a level, then those that changed, the surest first."""
    for one in found[:most]:
        yield "busiest", one
    for kind in ("growing", "shrinking", "new", "vanished"):
        for one in sorted((one for one in found if one.kind == kind), key=lambda one: (one.q, one.key)):
            yield kind, one
