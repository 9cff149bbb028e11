"""Which model can tell each driver: within units and periods, over time only, or only between units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.roots.absorbing import Absorbed
from tasvir.core.picture.roots.model import EFFORT, Effects, Floats, Panel, Settings

_NONE = 1e-9  # share of a driver's variance below which nothing of it is left
_CYCLE = {"month": 12, "quarter": 4}
_PLAIN: dict[str, tuple[bool, bool]] = {
    "two-way": (True, True),
    "unit": (True, False),
    "period": (False, True),
    "none": (False, False),
}


@dataclass(frozen=True)
class Rows:
    """The rows that a model can use: all columns known. `columns` holds drivers and, as a covariate, log effort."""

    panel: Panel
    columns: Mapping[str, Floats]
    offset: Floats
    logs: Mapping[str, Floats]  # of effort and completeness
    left_out: Mapping[str, int]

    def kept(self, keep: Floats) -> Rows:
        """Only some of the rows."""
        of = self.panel
        panel = replace(of, unit=of.unit[keep], period=of.period[keep], count=of.count[keep])
        return replace(
            self,
            panel=panel,
            columns={name: values[keep] for name, values in self.columns.items()},
            offset=self.offset[keep],
            logs={name: values[keep] for name, values in self.logs.items()},
        )


@dataclass(frozen=True)
class Design:
    """One model: the drivers it tells, the effects that it takes out, season and trend beside them."""

    name: str
    rows: Rows
    absorbed: Absorbed
    drivers: tuple[str, ...]
    beside: Mapping[str, Floats]

    def matrix(self) -> Floats:
        """The drivers first, then what stands beside them."""
        columns = [self.rows.columns[name] for name in self.drivers] + list(self.beside.values())
        return np.column_stack(columns) if columns else np.zeros((len(self.rows.panel), 0))


def usable_rows(panel: Panel, settings: Settings) -> Rows:
    """The rows in which every driver, the effort and the completeness are known; the others are counted by reason."""
    columns = {name: lagged(panel, values, settings.lags.get(name, 0)) for name, values in panel.drivers.items()}
    left_out = {name: int((~np.isfinite(values)).sum()) for name, values in columns.items()}
    keep = np.all([np.isfinite(values) for values in columns.values()], axis=0)
    offset, logs_of = np.zeros(len(panel)), {}
    with np.errstate(divide="ignore", invalid="ignore"):
        for name, values in ((EFFORT, panel.effort), ("completeness", panel.completeness)):
            if values is None:
                continue
            logs = logs_of[name] = np.log(values)
            left_out[name] = int((~np.isfinite(logs)).sum())
            keep &= np.isfinite(logs)
            if name == EFFORT and settings.effort_as == "covariate":
                columns[EFFORT] = logs
            else:
                offset = offset + logs
    if keep.sum() < 4:
        raise UserError("roots.no_rows", count=int(keep.sum()), all=len(panel))
    return Rows(panel, columns, offset, logs_of, {name: count for name, count in left_out.items() if count}).kept(keep)


def lagged(panel: Panel, values: Floats, periods: int) -> Floats:
    """The values of the same unit so many periods before (after, where negative); NaN where the table has none."""
    if not periods:
        return values
    size = len(panel.periods)
    table = np.full((len(panel.units), size), np.nan)
    table[panel.unit, panel.period] = values
    wanted = panel.period - periods
    found = table[panel.unit, np.clip(wanted, 0, size - 1)]
    return np.asarray(np.where((wanted >= 0) & (wanted < size), found, np.nan))


def designs_for(rows: Rows, effects: Effects) -> list[Design]:
    """The models that tell the drivers between them; each driver is told by the strictest that can.

    Drivers that vary within units and periods: effects of both. Drivers that all units share: effects of units,
    season and trend. Drivers that never change within a unit: effects of periods, means of the others beside them.
    """
    for name, values in rows.columns.items():
        if np.ptp(values) == 0 and name != EFFORT:
            raise UserError("roots.one_value", driver=name, value=f"{values[0]:g}")
    if effects != "auto":
        return [_plain(rows, effects)]
    inside = _telling(rows, units=True, periods=False)
    both = _telling(inside, units=True, periods=True)
    shares = {name: share_left(both, name, True, True) for name in rows.columns}
    changing = {name: share_left(inside, name, True, False) for name in rows.columns}
    within = tuple(name for name, share in shares.items() if share > _NONE)
    common = tuple(name for name, share in changing.items() if share > _NONE and name not in within)
    between = tuple(name for name in rows.columns if name not in (*within, *common, EFFORT))
    found = []
    if common:
        found.append(_over_time(inside, (*within, *common)))
    if any(name != EFFORT for name in within) or not (common or between):
        found.append(Design("two-way", both, _absorbed(both, True, True), within, {}))
    if between:
        found.append(_between(_telling(rows, units=False, periods=True), between, (*within, *common)))
    return found


def share_left(rows: Rows, name: str, units: bool, periods: bool) -> float:
    """The share of a driver's variance that the effects leave."""
    values = rows.columns[name]
    scaled = (values - values.mean()) / (values.std() or 1.0)
    left = _absorbed(rows, units, periods).residual(scaled[:, None], np.ones(len(scaled)))
    return float((left**2).mean())


def _telling(rows: Rows, *, units: bool, periods: bool) -> Rows:
    """Without the units and periods that hold no incident at all: their effect takes in everything they could say."""
    while True:
        panel = rows.panel
        keep = np.ones(len(panel), bool)
        for groups, wanted in ((panel.unit, units), (panel.period, periods)):
            if wanted:
                keep &= (np.bincount(groups, panel.count) > 0)[groups]
        if keep.all():
            return rows
        rows = rows.kept(np.asarray(keep))


def _absorbed(rows: Rows, units: bool, periods: bool) -> Absorbed:
    return Absorbed(rows.panel.unit, rows.panel.period, units, periods)


def _plain(rows: Rows, effects: Effects) -> Design:
    units, periods = _PLAIN[effects]
    rows = _telling(rows, units=units, periods=periods)
    for name in rows.columns:
        if share_left(rows, name, units, periods) <= _NONE:
            raise UserError("roots.not_identified", driver=name, effects=effects)
    return Design(effects, rows, _absorbed(rows, units, periods), tuple(rows.columns), {})


def _over_time(rows: Rows, drivers: tuple[str, ...]) -> Design:
    beside = {**season_columns(rows.panel), **_trend(rows.panel)}
    return Design("unit, season and trend", rows, _absorbed(rows, True, False), drivers, beside)


def _between(rows: Rows, drivers: tuple[str, ...], changing: Sequence[str]) -> Design:
    unit = rows.panel.unit
    counts = np.maximum(np.bincount(unit), 1)
    changing = list(dict.fromkeys([*changing, *(name for name in rows.columns if name == EFFORT)]))
    beside = {name: rows.columns[name] for name in changing}
    if len(rows.panel.units) > 2 * (len(changing) + len(drivers)):
        means = {f"mean of {name}": (np.bincount(unit, rows.columns[name]) / counts)[unit] for name in changing}
        beside |= {name: values for name, values in means.items() if np.ptp(values) > 1e-9}
    return Design("period", rows, _absorbed(rows, False, True), drivers, beside)


def season_columns(panel: Panel) -> dict[str, Floats]:
    """A column for each place in the year but the first, or two harmonics of it; none for years or below two cycles."""
    months = np.array([day.month for day in panel.periods])[panel.period]
    span = (panel.periods[-1] - panel.periods[0]).days / 365.25
    cycle = _CYCLE.get(panel.step, 0)
    if panel.step == "year" or span < 1.9 or len(np.unique(panel.period)) < 2 * (cycle or 4):
        return {}
    if cycle:
        places = (months - 1) // (12 // cycle)
        return {f"season {place}": (places == place).astype(float) for place in np.unique(places)[1:]}
    days = np.array([day.toordinal() for day in panel.periods])[panel.period] * 2 * np.pi / 365.25
    return {f"season {name} {turn}": wave(turn * days) for turn in (1, 2) for name, wave in _WAVES.items()}


_WAVES = {"sine": np.sin, "cosine": np.cos}


def _trend(panel: Panel) -> dict[str, Floats]:
    if len(np.unique(panel.period)) < 8:
        return {}
    return {"trend": panel.period / max(1, int(panel.period.max())) - 0.5}
