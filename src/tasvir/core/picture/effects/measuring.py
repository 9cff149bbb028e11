"""Measure a campaign: the effect, what it rests on, and whether chance or effort could have made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.effects.fitting import Fit, fit_counts
from tasvir.core.picture.effects.model import Effect, Floats, Measured, Placebo, Series, Settings

LEAST_BEFORE, LEAST_DURING = 8, 1
_YEAR = 365.2425
_ROSE = 1.1  # effort this much above what it would have been counts as risen, even where it is not certain
_ROSE_P = 0.10
_MOST_PLACEBOS = 60


def measure(series: Series, settings: Settings, control: Series | None = None) -> Measured:
    """The effect of a campaign on an outcome, with placebo campaigns and sensitivity.

    Question: is the outcome during (or since) the campaign other than its own level, trend and season lead one to
    expect? Source: Lopez Bernal, Cummins & Gasparrini 2017 (interrupted time series). The ratio is exp of the
    coefficient of the share of each step that lies in the window. UserError where the series cannot answer.
    """
    settings = replace(settings, harmonics=usable_harmonics(series, settings))
    _refuse(series, settings)
    effect, fit, design = _effect(series, settings)
    exposed = exposure(series, settings)
    without = np.exp(np.log(fit.mean) - design[:, 1 : 2 + settings.slope] @ fit.beta[1 : 2 + settings.slope])
    inside = exposed > 0
    return Measured(
        series=series.name,
        effect=effect,
        before=int((~inside & (np.arange(len(series)) < np.argmax(inside))).sum()),
        during=int(inside.sum()),
        expected=float(without[inside].sum()),
        observed=float(series.counts[inside].sum()),
        fitted=fit.mean,
        without=without,
        sensitivity=list(_sensitivity(series, settings)),
        placebo=placebo(series, settings),
        harmonics=settings.harmonics,
        compared=_compared(effect, _effect(control, settings)[0], settings) if control else None,
    )


def exposure(series: Series, settings: Settings) -> Floats:
    """The share of each step's days that lie in the window (from its start on, where the change lasts)."""
    edges = [*series.starts, series.end + timedelta(days=1)]
    last = series.end if settings.lasting else settings.end
    shares = []
    for start, stop in zip(edges, edges[1:]):
        days = (min(stop - timedelta(days=1), last) - max(start, settings.start)).days + 1
        shares.append(max(0, days) / (stop - start).days)
    return np.array(shares)


def usable_harmonics(series: Series, settings: Settings) -> int:
    """As many pairs as were asked for where two whole years stand before the campaign; else none."""
    before = (settings.start - series.starts[0]).days if len(series) else 0
    return settings.harmonics if before >= 2 * _YEAR - 31 else 0


def design_of(series: Series, settings: Settings, exposed: Floats) -> Floats:
    """Columns: one, exposure, (its steps since the start), time in steps, pairs of sines and cosines of the year."""
    size = len(series)
    time = np.arange(size, dtype=float)
    columns = [np.ones(size), exposed]
    if settings.slope:
        columns.append(exposed * (time - float(np.argmax(exposed > 0))))
    if settings.trend:
        columns.append((time - time.mean()) / max(size, 1))
    if series.monthly:
        turn = 2 * np.pi * (time + 1) / 12
    else:
        turn = 2 * np.pi * np.array([start.toordinal() for start in series.starts]) / _YEAR
    for pair in range(1, settings.harmonics + 1):
        columns += [np.sin(pair * turn), np.cos(pair * turn)]
    return np.column_stack(columns)


def _effect(series: Series, settings: Settings, exposed: Floats | None = None) -> tuple[Effect, Fit, Floats]:
    shares = exposure(series, settings) if exposed is None else exposed
    design = design_of(series, settings, shares)
    offset = np.zeros(len(series)) if series.size is None else np.log(series.size)
    try:
        fit = fit_counts(series.counts, design, offset, settings.errors)
    except (FloatingPointError, np.linalg.LinAlgError) as error:
        raise UserError("effects.no_fit", series=series.name) from error
    low, high, p = fit.interval(1, settings.level)
    slope = fit.interval(2, settings.level) if settings.slope else None
    return (
        Effect(
            ratio=float(np.exp(fit.beta[1])),
            low=float(np.exp(low)),
            high=float(np.exp(high)),
            p=p,
            dispersion=fit.dispersion,
            autocorrelation=fit.autocorrelation,
            slope_ratio=float(np.exp(fit.beta[2])) if slope else None,
            slope_p=slope[2] if slope else None,
        ),
        fit,
        design,
    )


def _compared(effect: Effect, other: Effect, settings: Settings) -> Effect:
    """The effect over that in the control series; the two are taken as independent."""
    from scipy import stats

    reach = float(stats.norm.ppf(0.5 + settings.level / 2))
    spreads = [np.log(one.high / one.low) / 2 / reach for one in (effect, other)]
    value, spread = float(np.log(effect.ratio / other.ratio)), float(np.hypot(*spreads))
    return Effect(
        ratio=float(np.exp(value)),
        low=float(np.exp(value - reach * spread)),
        high=float(np.exp(value + reach * spread)),
        p=2 * float(stats.norm.sf(abs(value) / spread)),
        dispersion=effect.dispersion,
        autocorrelation=effect.autocorrelation,
    )


def _sensitivity(series: Series, settings: Settings) -> Iterator[tuple[str, Effect]]:
    """The same under other assumptions; those that the series cannot bear are left out."""
    shift = timedelta(days=31 if series.monthly else 7)
    others: dict[str, Settings] = {
        "no_season": replace(settings, harmonics=0),
        "one_harmonic": replace(settings, harmonics=min(1, settings.harmonics)),
        "no_trend": replace(settings, trend=False),
        "independent_errors": replace(settings, errors="independent"),
        "a_step_earlier": replace(settings, start=settings.start - shift),
        "a_step_later": replace(settings, start=min(settings.start + shift, settings.end)),
        "with_slope": replace(settings, slope=True),
    }
    for name, other in others.items():
        if other == settings or not exposure(series, other).any():
            continue
        try:
            yield name, _effect(series, other)[0]
        except UserError:
            continue


def placebo(series: Series, settings: Settings) -> Placebo:
    """The window moved over the time before the campaign; p is the rank of the real one by its test statistic."""
    exposed = exposure(series, settings)
    first, length = int(np.argmax(exposed > 0)), int((exposed > 0).sum())
    before = replace(
        series,
        starts=series.starts[:first],
        end=series.starts[first] - timedelta(days=1) if first else series.end,
        counts=series.counts[:first],
        size=None if series.size is None else series.size[:first],
    )
    length = min(length, first // 3)
    places = range(length, first - length + 1)
    if length < 1 or len(places) < 8:
        return Placebo(0, None)
    chosen = list(places) if len(places) <= _MOST_PLACEBOS else list(places)[:: len(places) // _MOST_PLACEBOS + 1]
    plain = replace(settings, slope=False, harmonics=usable_harmonics(before, replace(settings, start=before.end)))
    found = []
    for place in chosen:
        shares = np.zeros(first)
        shares[place : place + length] = 1
        try:
            found.append(_effect(before, plain, shares)[0])
        except UserError:
            continue
    real = _effect(series, settings)[0]
    as_strong = sum(one.p <= real.p for one in found)
    return Placebo(len(found), (1 + as_strong) / (1 + len(found)), [round(one.ratio, 4) for one in found])


def effort_rose(series: Series, settings: Settings) -> Effect | None:
    """The change of effort with the campaign, where it rose: by a tenth or more, or certainly (p up to 0.10)."""
    _refuse(series, replace(settings, harmonics=usable_harmonics(series, settings)))
    if series.effort is None or not np.isfinite(series.effort).all() or not series.effort.sum() > 0:
        return None
    as_counts = replace(series, counts=series.effort / series.effort.mean() * 100, size=None, effort=None)
    plain = replace(settings, slope=False, harmonics=usable_harmonics(series, settings))
    change = _effect(as_counts, plain)[0]
    rose = change.ratio >= _ROSE or (change.ratio > 1 and change.p <= _ROSE_P)
    return change if rose else None


def _refuse(series: Series, settings: Settings) -> None:
    if settings.start > settings.end:
        raise UserError("effects.order", start=settings.start.isoformat(), end=settings.end.isoformat())
    if settings.end < series.starts[0] or settings.start > series.end:
        raise UserError(
            "effects.outside", series=series.name, start=settings.start.isoformat(), end=settings.end.isoformat(),
            first=series.starts[0].isoformat(), last=series.end.isoformat(),
        )  # fmt: skip
    exposed = exposure(series, settings)
    before = int(np.argmax(exposed > 0))
    terms = design_of(series, settings, exposed).shape[1]
    needed = max(LEAST_BEFORE, terms + 2)
    if before < needed:
        raise UserError("effects.few_before", series=series.name, count=before, least=needed)
    if not series.counts[:before].any():
        raise UserError("effects.zeros", series=series.name)
    if series.size is not None and not (series.size > 0).all():
        raise UserError("effects.size", series=series.name)
