"""What is found as numbers under the keys that the command and picture.json answer."""

from __future__ import annotations

from typing import Any

from tasvir.core.picture.trends.answering import Trend
from tasvir.core.picture.trends.latent import Latent
from tasvir.core.picture.trends.model import Block, Estimate, Floats, Rate


def trend_numbers(told: Trend, *, components: bool = False) -> dict[str, Any]:
    """One series: level, direction, change per year, season, breaks, holidays, raw and adjusted trend."""
    series, robust, rates = told.series, told.robust, told.rates
    adjusted = rates.adjusted if rates else None
    found = {
        "series": series.name,
        "start": series.periods[0].start.isoformat(),
        "end": series.periods[-1].end.isoformat(),
        "periods": len(series),
        "level": told.level,
        "direction": told.direction,
        "change_per_year": _estimate(told.change),
        "change_per_year_percent": round(100 * told.change.value / told.level, 3) if told.level else None,
        "method": "seasonal-sen" if robust.seasonal else "theil-sen",
        "p": robust.kendall_p if robust.seasonal_p is None else robust.seasonal_p,
        "p_seasons_independent": robust.seasonal_both[0] if robust.seasonal_both else None,
        "p_hirsch_slack": robust.seasonal_both[1] if robust.seasonal_both else None,
        "test": _test_name(robust.seasonal is not None, robust.corrected),
        "theil_sen": {**_estimate(robust.sen), "intercept": robust.intercept, "mann_kendall_p": robust.kendall_p},
        "season": {
            "statistic": robust.season_statistic,
            "p": robust.season_p,
            "strength": round(told.parts.strength, 4) if told.parts else None,
        },
        "breaks": [
            {"start": series.periods[one.at].start.isoformat(), "before": one.before, "after": one.after}
            for one in told.breaks
        ],
        "holidays": [
            {"occasion": one.occasion, "part": one.part, **_estimate(one.ratio, "ratio"), "p": one.p}
            for one in (told.holidays.effects if told.holidays else ())
        ],
        "raw": _rate(rates.raw) if rates else None,
        "adjusted": _rate(adjusted) if adjusted else None,
        "adjusted_elasticity": _rate(rates.estimated) if rates and rates.estimated else None,
        "headline": "adjusted" if adjusted else "raw",
    }
    if components and told.parts:
        found["components"] = {
            "dates": [one.start.isoformat() for one in series.periods],
            "trend": _list(told.parts.trend),
            "season": _list(told.parts.season),
            "remainder": _list(told.parts.remainder),
        }
    return found


def latent_numbers(found: Latent) -> dict[str, Any]:
    """The latent index over all series."""
    return {
        "index": [_block(one) for one in found.index],
        "elasticity_of_effort": _estimate(found.effort),
        "elasticity_of_completeness": _estimate(found.completeness) if found.completeness else None,
        "spread_of_slopes": round(found.slope_spread, 4),
        "series": found.series,
        "periods": found.periods,
    }


def _test_name(seasonal: bool, corrected: bool) -> str:
    if not seasonal:
        return "mann-kendall"
    return "seasonal-kendall-hirsch-slack" if corrected else "seasonal-kendall"


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "ratio": _estimate(rate.ratio),
        "ratio_per_year": _estimate(rate.change),
        "index": [_block(one) for one in rate.index],
        "elasticity": _estimate(rate.elasticity) if rate.elasticity else None,
        "dispersion": round(rate.dispersion, 6),
        "periods": rate.periods,
    }


def _block(block: Block) -> dict[str, Any]:
    return {"start": block.start.isoformat(), "end": block.end.isoformat(), **_estimate(block.index, "index")}


def _estimate(one: Estimate, name: str = "value") -> dict[str, float]:
    return {name: one.value, "low": one.low, "high": one.high}


def _list(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]
