"""How incident rates go with drivers: rate ratios with intervals, cautions, and what of a change is effort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import stats

from tasvir.core.picture.alerts.discovery import q_values
from tasvir.core.picture.roots.cautions import cautions_of, inflation, panel_cautions
from tasvir.core.picture.roots.change import explain_change
from tasvir.core.picture.roots.clustering import clustered, clustered_both_ways
from tasvir.core.picture.roots.designs import Design, designs_for, usable_rows
from tasvir.core.picture.roots.fitted import Fitted
from tasvir.core.picture.roots.fitting import fit_counts
from tasvir.core.picture.roots.model import (
    EFFORT,
    Association,
    Caution,
    Panel,
    Ratio,
    Roots,
    Season,
    Settings,
)
from tasvir.core.picture.roots.timing import told_by_timing


def find_roots(panel: Panel, settings: Settings) -> Roots:
    """The association of incident rates with drivers.

    Question: by what factor does the rate of incidents differ where or when a driver is higher, other drivers, effort,
    and what is peculiar to a unit and a period equal? Answers rate ratios per natural unit and per standard deviation
    of the driver. Method and sources: docs/methods/roots.md. Limits: association, not cause; a cause that no column
    holds stands behind whatever goes with it. UserError where a driver cannot be told from others or from nothing.
    """
    rows = usable_rows(panel, settings)
    designs = designs_for(rows, settings.effects)
    fitted = [fit_design(design, settings) for design in designs]
    told = [_association(one, name, settings) for one in fitted for name in _own(one.design, designs)]
    told = _with_q(told)
    main = fitted[0]
    changing = main.design.name != "period" or settings.effects == "period"
    return Roots(
        associations=[one for one in told if one.driver != EFFORT],
        effort=next((one for one in told if one.driver == EFFORT), None),
        season=_season(main),
        change=explain_change(main.design, main.fit, main.covariance, main.freedom, settings) if changing else None,
        dispersion=main.fit.dispersion,
        pearson=_pearson(main),
        rows=len(rows.panel),
        left_out=rows.left_out,
        cautions=[*panel_cautions(panel, rows, designs, settings), *_family(main, settings)],
    )


def fit_design(design: Design, settings: Settings) -> Fitted:
    """Fit one model; rows of a unit are taken together, and those of a period too where a driver is shared by all."""
    inflation(design)
    rows = design.rows
    fit = fit_counts(rows.panel.count, design.matrix(), rows.offset, design.absorbed, settings.family)
    unit = np.unique(rows.panel.unit, return_inverse=True)[1]
    clusters = int(unit.max()) + 1
    if design.absorbed.periods or not design.absorbed.units:
        freedom = clusters - 1 - (len(design.drivers) if design.name == "period" else 0)
        return Fitted(design, fit, clustered(fit, unit), clusters, max(1, freedom))
    period = np.unique(rows.panel.period, return_inverse=True)[1]
    covariance = clustered_both_ways(fit, unit, period)
    left = int(period.max()) - len(design.beside) - len(design.drivers)
    return Fitted(design, fit, covariance, clusters, max(1, min(clusters - 1, left)))


def _own(design: Design, designs: Sequence[Design]) -> list[str]:
    """The drivers that this model tells and no stricter one does."""
    stricter = {name for other in designs if other.name == "two-way" and other is not design for name in other.drivers}
    return [name for name in design.drivers if name not in stricter]


def _association(fitted: Fitted, name: str, settings: Settings) -> Association:
    coefficient, error = fitted.at(name)
    lag = settings.lags.get(name, 0)
    deviation = float(fitted.design.rows.columns[name].std())
    reach = float(stats.t.ppf((1 + settings.level) / 2, fitted.freedom)) * error
    p = float(2 * stats.t.sf(abs(coefficient) / error, fitted.freedom)) if error > 0 else float("nan")
    vif = inflation(fitted.design)[name]
    timing, about_time = told_by_timing(fitted, name, settings)
    return Association(
        driver=name,
        coefficient=coefficient,
        error=error,
        per_unit=_ratio(coefficient, reach, 1.0),
        per_deviation=_ratio(coefficient, reach, deviation),
        deviation=deviation,
        p=p,
        q=p,
        effects=fitted.design.name,
        clusters=fitted.clusters,
        vif=vif,
        lag=lag,
        timing=timing,
        cautions=[*cautions_of(fitted.design, name, fitted.clusters, vif), *about_time, Caution("association")],
    )


def _ratio(coefficient: float, reach: float, by: float) -> Ratio:
    with np.errstate(over="ignore"):
        told = np.exp(np.array([coefficient, coefficient - reach, coefficient + reach]) * by)
    return Ratio(*map(float, told))


def _with_q(told: Sequence[Association]) -> list[Association]:
    """q over the drivers; effort is a means of measuring and no question asked."""
    q = q_values(np.array([np.nan if one.driver == EFFORT else one.p for one in told]))
    return [replace(one, q=one.p if one.driver == EFFORT else float(value)) for one, value in zip(told, q, strict=True)]


def _season(fitted: Fitted) -> Season | None:
    """The year's shape where the model holds one column for each of its places, with a Wald test of all together."""
    names = [*fitted.design.drivers, *fitted.design.beside]
    places = [(at, name) for at, name in enumerate(names) if name.startswith("season ") and name.split()[-1].isdigit()]
    if not places or any(len(name.split()) > 2 for _, name in places):
        return None
    at = [number for number, _ in places]
    beta, covariance = fitted.fit.coefficients[at], fitted.covariance[np.ix_(at, at)]
    wald = float(beta @ np.linalg.pinv(covariance, hermitian=True) @ beta) / len(at)
    logs = np.concatenate([[0.0], beta])
    numbers = [int(name.split()[1]) for _, name in places]
    factors = np.exp(logs - logs.mean())
    first = numbers[0] - 1
    return Season(
        dict(zip([first, *numbers], map(float, factors), strict=True)), float(stats.f.sf(wald, len(at), fitted.freedom))
    )


def _pearson(fitted: Fitted) -> float:
    fit, rows = fitted.fit, fitted.design.rows.panel
    spread = fit.mean + fit.dispersion * fit.mean**2
    return float(np.sum((rows.count - fit.mean) ** 2 / spread) / max(1, len(rows) - fit.parameters))


def _family(fitted: Fitted, settings: Settings) -> list[Caution]:
    pearson = _pearson(fitted)
    if settings.family == "nb" and fitted.fit.dispersion == 0:
        return [Caution("no_overdispersion")]
    return [Caution("overdispersed", {"ratio": round(pearson, 2)})] if pearson > 1.5 else []
