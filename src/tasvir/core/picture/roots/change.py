"""How much of a change between two spans goes with effort, drivers, completeness, season, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from scipy import stats

from tasvir.core.errors import UserError
from tasvir.core.picture.roots.designs import Design
from tasvir.core.picture.roots.fitting import Fit
from tasvir.core.picture.roots.model import EFFORT, Caution, Change, Floats, Panel, Part, Settings, Whole

Span = tuple[date, date]
_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}


def explain_change(design: Design, fit: Fit, covariance: Floats, freedom: int, settings: Settings) -> Change | None:
    """The change between two spans, taken apart; None where no unit has rows in both.

    Question: of the incidents more or fewer, how many go with more effort, with drivers, with fuller reporting,
    with the time of year? Each unit's period of the first span is held against the one in the same place of the
    second; the change of the fitted means is taken apart by logarithmic mean weights, which leaves nothing over (Ang
    2005, Energy Policy 33, 867-871), and is linear in the coefficients, whose covariance gives the intervals. The
    remainder is the observed change less all parts: it holds trend, what period effects took in, and chance.
    """
    panel = design.rows.panel
    spans = _spans(panel, settings)
    first, second = _pairs(panel, spans)
    if not first.size:
        return None
    weights = _log_mean(fit.mean[first], fit.mean[second])
    columns = design.matrix()
    moved = weights @ (columns[second] - columns[first])
    names = [*design.drivers, *design.beside]
    groups = _groups(names)
    reach = float(stats.t.ppf((1 + settings.level) / 2, freedom))
    parts = [_part(name, moved, at, fit, covariance, reach) for name, at in groups.items()]
    parts += _fixed(design, weights, first, second, settings)
    counts = float(panel.count[first].sum()), float(panel.count[second].sum())
    observed = counts[1] - counts[0]
    remainder = _remainder(observed, parts, moved, groups, covariance, reach)
    chance = _chance(fit, first, second)
    effort = next((part for part in parts if part.name == EFFORT), None)
    told = effort is not None and abs(observed) > chance
    cautions = _change_cautions(panel, spans, first, abs(observed) > chance)
    return Change(
        *spans,
        counts,
        parts,
        remainder,
        (-chance, chance),
        _share(effort, observed) if effort and told else None,
        design.name,
        cautions,
    )


def _spans(panel: Panel, settings: Settings) -> tuple[Span, Span]:
    """The two spans asked for; else the last year against the one before, or the second half against the first."""
    if settings.before and settings.after:
        return settings.before, settings.after
    if settings.before or settings.after:
        raise UserError("roots.one_span")
    size = len(panel.periods)
    year = _A_YEAR[panel.step]
    length = year if size >= 2 * year and year > 1 else size // 2
    days = panel.periods
    return (days[size - 2 * length], days[size - length - 1]), (days[size - length], days[-1])


def _pairs(panel: Panel, spans: tuple[Span, Span]) -> tuple[Whole, Whole]:
    """Rows of the first span and of the second, unit by unit and place by place; UserError for unlike spans."""
    inside = [[at for at, day in enumerate(panel.periods) if span[0] <= day <= span[1]] for span in spans]
    for span, found in zip(spans, inside, strict=True):
        if not found:
            raise UserError("roots.empty_span", start=span[0], end=span[1])
    if len(inside[0]) != len(inside[1]):
        raise UserError("roots.unlike_spans", first=len(inside[0]), second=len(inside[1]))
    row = {(unit, period): at for at, (unit, period) in enumerate(zip(panel.unit, panel.period, strict=True))}
    pairs = [
        (row[unit, one], row[unit, two])
        for unit in np.unique(panel.unit)
        for one, two in zip(*inside, strict=True)
        if (unit, one) in row and (unit, two) in row
    ]
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _log_mean(first: Floats, second: Floats) -> Floats:
    """(b - a) / (ln b - ln a), and a where both are one."""
    logs = np.log(second / first)
    near = np.abs(logs) < 1e-8
    return np.asarray(np.where(near, (first + second) / 2, (second - first) / np.where(near, 1.0, logs)))


def _groups(names: list[str]) -> dict[str, list[int]]:
    """The columns of each part: effort, each driver, season. Trend stays in the remainder, for nobody explained it."""
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if name == "trend" or name.startswith("mean of "):
            continue
        groups.setdefault("season" if name.startswith("season ") else name, []).append(at)
    return groups


def _part(name: str, moved: Floats, at: list[int], fit: Fit, covariance: Floats, reach: float) -> Part:
    value = float(moved[at] @ fit.coefficients[at])
    error = _error(moved[at], covariance[np.ix_(at, at)])
    return Part(name, value, value - reach * error, value + reach * error)


def _error(moved: Floats, covariance: Floats) -> float:
    return float(np.sqrt(max(0.0, float(moved @ covariance @ moved))))


def _fixed(design: Design, weights: Floats, first: Whole, second: Whole, settings: Settings) -> list[Part]:
    """What is known without estimate: completeness, and effort that is held to a coefficient of one."""
    found = []
    for name, values in design.rows.logs.items():
        if name == EFFORT and settings.effort_as != "offset":
            continue
        value = float(weights @ (values[second] - values[first]))
        found.append(Part(name, value, value, value))
    return found


def _remainder(
    observed: float, parts: list[Part], moved: Floats, groups: Mapping[str, list[int]], covariance: Floats, reach: float
) -> Part:
    at = [number for numbers in groups.values() for number in numbers]
    error = _error(moved[at], covariance[np.ix_(at, at)])
    value = observed - sum(part.value for part in parts)
    return Part("remainder", value, value - reach * error, value + reach * error)


def _chance(fit: Fit, first: Whole, second: Whole) -> float:
    """Twice the standard deviation of a difference that chance alone makes."""
    mean = fit.mean[np.concatenate([first, second])]
    return float(1.96 * np.sqrt(np.sum(mean + fit.dispersion * mean**2)))


def _share(effort: Part, observed: float) -> Part:
    low, high = sorted((effort.low / observed, effort.high / observed))
    return Part("effort_share", effort.value / observed, low, high)


def _change_cautions(panel: Panel, spans: tuple[Span, Span], first: Whole, beyond: bool) -> list[Caution]:
    found = []
    days = np.array([day.toordinal() for day in panel.periods])[panel.period]
    inside = sum(int(((days >= span[0].toordinal()) & (days <= span[1].toordinal())).sum()) for span in spans)
    if inside > 2 * len(first):
        found.append(Caution("unpaired", {"count": inside - 2 * len(first)}))
    if not beyond:
        found.append(Caution("within_chance"))
    return found
