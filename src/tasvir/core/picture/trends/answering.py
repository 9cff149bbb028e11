"""Everything the methods say about one series, and about all together; what cannot be said is named with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.trends.breaks import PENALTY, breaks
from tasvir.core.picture.trends.decomposition import Parts, decompose
from tasvir.core.picture.trends.holidays import Holidays, holidays
from tasvir.core.picture.trends.latent import Latent, latent
from tasvir.core.picture.trends.model import Break, Estimate, Floats, Robust, Series
from tasvir.core.picture.trends.rates import Rates, rates
from tasvir.core.picture.trends.robust import robust

Direction = Literal["rising", "falling", "unclear"]
Told = TypeVar("Told")


@dataclass(frozen=True)
class Settings:
    """How trends are told."""

    level: float = 0.9
    penalty: float = PENALTY
    country: str | None = None
    parts: bool = True


@dataclass(frozen=True)
class Trend:
    """What is said about one series; `notes` are reasons (code and values) for what was assumed or left unsaid."""

    series: Series
    level: float  # median of the newest year
    direction: Direction
    robust: Robust
    breaks: Sequence[Break]
    rates: Rates | None
    holidays: Holidays | None
    parts: Parts | None
    notes: Sequence[UserError] = field(default_factory=list)

    @property
    def change(self) -> Estimate:
        """The robust change per year: by season where two years tell it, else over all pairs."""
        return self.robust.seasonal or self.robust.sen


def trend(series: Series, settings: Settings) -> Trend:
    """All that is said about a series; UserError where even the slope cannot be told."""
    notes: list[UserError] = []
    counts = series.counts
    told = robust(series, settings.level)
    missing = int(np.isnan(counts).sum())
    if missing:
        notes.append(UserError("trends.note_gaps", count=missing, all=len(series)))
    if not np.nansum(counts):
        notes.append(UserError("trends.note_zeros", count=len(series) - missing))
        return Trend(series, 0.0, "unclear", told, [], None, None, None, notes)
    if told.seasonal is None:
        notes.append(UserError("trends.note_no_season", count=len(series), least=2 * series.season))
    elif not told.corrected:
        notes.append(UserError("trends.note_uncorrected"))
    round_holidays = (
        _tried(lambda: holidays(series, settings.country or "", settings.level), notes) if settings.country else None
    )
    if round_holidays and round_holidays.fixed:
        notes.append(UserError("trends.note_fixed", occasions=", ".join(round_holidays.fixed)))
    more = round_holidays.columns if round_holidays and round_holidays.columns.size else None
    found = _tried(lambda: rates(series, settings.level, more), notes)
    notes.extend(_effort_notes(series, found))
    level = (
        float(np.nanmedian(counts[-series.season :]))
        if not np.isnan(counts[-series.season :]).all()
        else float(np.nanmedian(counts))
    )
    parts = decompose(series) if settings.parts else None
    return Trend(
        series,
        level,
        _direction(told, settings.level),
        told,
        breaks(series, settings.penalty),
        found,
        round_holidays,
        parts,
        notes,
    )


def _direction(told: Robust, level: float) -> Direction:
    p = told.kendall_p if told.seasonal_p is None else told.seasonal_p
    slope = told.sen if told.seasonal is None else told.seasonal
    if p > 1 - level or slope.value == 0:
        return "unclear"
    return "rising" if slope.value > 0 else "falling"


def _effort_notes(series: Series, found: Rates | None) -> list[UserError]:
    if found is None or found.adjusted is None:
        return []
    notes = [UserError("trends.note_offset")]
    if found.left_out:
        notes.append(UserError("trends.note_no_effort", count=found.left_out))
    if series.effort is not None and found.estimated is None:
        notes.append(UserError("trends.note_no_elasticity"))
    if found.estimated and found.estimated.elasticity and not _holds(found.estimated.elasticity, 1.0):
        notes.append(UserError("trends.note_elasticity", value=f"{found.estimated.elasticity.value:.2f}"))
    return notes


def _holds(estimate: Estimate, value: float) -> bool:
    return estimate.low <= value <= estimate.high


def _tried(say: Callable[[], Told], notes: list[UserError]) -> Told | None:
    try:
        return say()
    except UserError as error:
        notes.append(error)
        return None


def together(several: Sequence[Series], settings: Settings) -> tuple[Latent | None, list[UserError]]:
    """The latent index over all series with effort, and why there is none or what was left out."""
    fit: list[Series] = []
    for one in several:
        told = one.effort is not None and np.nansum(one.counts) > 0
        usable: Floats = one.counts[one.effort > 0] if one.effort is not None else np.empty(0)
        if told and len(one) >= 2 * one.season and np.sum(~np.isnan(usable)) >= len(one) / 2:
            fit.append(one)
    ends = [one.periods[-1].end for one in fit]
    newest = max(ends, default=None)
    fit = [one for one in fit if one.periods[-1].end == newest]
    if not fit:
        return None, [UserError("trends.note_no_latent")]
    notes = [UserError("trends.note_relative")]
    if len(fit) < len(several):
        notes.append(UserError("trends.note_latent_without", count=len(several) - len(fit)))
    return latent(fit, settings.level), notes
