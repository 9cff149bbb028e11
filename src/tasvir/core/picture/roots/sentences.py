"""The numbers of an association and of a change as JSON has them, and cautions in words."""

from __future__ import annotations

import math
from typing import Any

from tasvir.core.picture.roots.model import Association, Caution, Change, Part, Ratio
from tasvir.core.picture.wording import Wording


def caution_text(voice: Wording, caution: Caution) -> str:
    """A caution as one sentence."""
    told = {
        name: value if isinstance(value, str) else voice.number(value) for name, value in sorted(caution.values.items())
    }
    return voice.say(f"roots.caution.{caution.code}", **told)


def association_numbers(one: Association) -> dict[str, Any]:
    """The rate ratio per natural unit, the same per standard deviation, and how they came."""
    return {
        "driver": one.driver,
        "rate_ratio": _finite(one.per_unit.ratio),
        "low": _finite(one.per_unit.low),
        "high": _finite(one.per_unit.high),
        "p": _finite(one.p),
        "q": _finite(one.q),
        "per": "unit",
        "per_sd": {"sd": one.deviation, **_ratio(one.per_deviation)},
        "coefficient": one.coefficient,
        "standard_error": _finite(one.error),
        "effects": one.effects,
        "clusters": one.clusters,
        "vif": one.vif,
        "lag": one.lag,
        "timing": None
        if one.timing is None
        else {
            "before": _finite(one.timing.before),
            "now": _finite(one.timing.now),
            "after": _finite(one.timing.after),
            "p_before": _finite(one.timing.p_before),
            "p_after": _finite(one.timing.p_after),
        },
    }


def change_numbers(change: Change) -> dict[str, Any]:
    """The change, its parts and remainder, which add up to it, and the share of effort."""
    return {
        "before": {
            "start": change.before[0].isoformat(),
            "end": change.before[1].isoformat(),
            "count": change.counts[0],
        },
        "after": {"start": change.after[0].isoformat(), "end": change.after[1].isoformat(), "count": change.counts[1]},
        "change": change.counts[1] - change.counts[0],
        "parts": [_part(part) for part in change.parts],
        "remainder": _part(change.remainder),
        "remainder_by_chance": list(change.by_chance),
        "effort_share": _part(change.effort_share) if change.effort_share else None,
        "effects": change.effects,
    }


def _ratio(one: Ratio) -> dict[str, float | None]:
    return {"rate_ratio": _finite(one.ratio), "low": _finite(one.low), "high": _finite(one.high)}


def _part(part: Part) -> dict[str, Any]:
    return {"part": part.name, "value": part.value, "low": part.low, "high": part.high}


def _finite(value: float) -> float | None:
    """JSON knows no infinity: an interval without end has no bound."""
    return value if math.isfinite(value) else None
