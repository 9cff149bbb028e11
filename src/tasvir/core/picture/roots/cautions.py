"""Reasons not to lean on an association: few clusters, collinear or unvarying drivers, common trends, few periods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.roots.designs import Design, Rows, season_columns, share_left
from tasvir.core.picture.roots.model import Caution, Floats, Panel, Settings

FEW_CLUSTERS = 20
INFLATED = 5.0
_SAME = 1e7  # variance inflation of drivers that are one
_TRENDING = 0.8
_LITTLE = 0.02
_SHORT = {True: 24, False: 6}  # periods, by whether a driver is shared by all units


def inflation(design: Design) -> dict[str, float]:
    """The variance inflation factor of each driver among all columns, the effects taken out.

    1/(1 - R squared) of a driver on the others (Belsley, Kuh and Welsch 1980). UserError where two are one.
    """
    names = [*design.drivers, *design.beside]
    columns = design.matrix()
    scaled = (columns - columns.mean(axis=0)) / np.where(columns.std(axis=0) > 0, columns.std(axis=0), 1.0)
    left = design.absorbed.residual(scaled, np.ones(len(scaled)))
    size = np.sqrt((left**2).sum(axis=0))
    left = left / np.where(size > 0, size, 1.0)
    found = {}
    for at, name in enumerate(design.drivers):
        others = np.delete(left, at, axis=1)
        fitted = others @ np.linalg.lstsq(others, left[:, at], rcond=1e-12)[0] if others.shape[1] else 0.0
        unexplained = float(((left[:, at] - fitted) ** 2).sum())
        if unexplained * _SAME < 1:
            raise UserError("roots.collinear", driver=name, others=_nearest(names, left, at))
        found[name] = 1 / unexplained
    return found


def _nearest(names: Sequence[str], left: Floats, at: int) -> str:
    likeness = np.abs(left.T @ left[:, at])
    likeness[at] = -1
    best = [names[number] for number in np.argsort(-likeness)[:3] if likeness[number] > 0.1]
    return ", ".join(best or [name for number, name in enumerate(names) if number != at][:5])


def cautions_of(design: Design, name: str, clusters: int, vif: float) -> list[Caution]:
    """What speaks against leaning on one driver's number."""
    panel = design.rows.panel
    periods = len(np.unique(panel.period))
    shared = design.absorbed.units and not design.absorbed.periods
    found = []
    if clusters < FEW_CLUSTERS:
        found.append(Caution("few_clusters", {"count": clusters, "least": FEW_CLUSTERS}))
    if vif >= INFLATED:
        others = _collinear_with(design, name)
        found.append(Caution("collinear", {"vif": round(vif, 1), "others": others}))
    if not design.absorbed.units:
        found.append(Caution("between_units"))
    elif share_left(design.rows, name, design.absorbed.units, design.absorbed.periods) < _LITTLE:
        found.append(Caution("hardly_varies"))
    if shared and share_left(design.rows, name, True, True) < 1e-9:
        found.append(Caution("shared_by_all"))
    if periods < _SHORT[shared] and design.absorbed.units:
        found.append(Caution("few_periods", {"count": periods, "least": _SHORT[shared]}))
    likeness = _with_time(design, name)
    if abs(likeness) >= _TRENDING:
        found.append(Caution("trending", {"correlation": round(likeness, 2)}))
    return found


def _collinear_with(design: Design, name: str) -> str:
    names = [*design.drivers, *design.beside]
    left = design.absorbed.residual(design.matrix(), np.ones(len(design.rows.panel)))
    left = left / np.maximum(np.sqrt((left**2).sum(axis=0)), 1e-300)
    return _nearest(names, left, names.index(name))


def _with_time(design: Design, name: str) -> float:
    """The correlation with time of what varies of a driver within units: its mean over units, period by period."""
    panel = design.rows.panel
    if not design.absorbed.units or design.absorbed.periods:
        return 0.0  # period effects hold the common trend already
    values = design.rows.columns[name]
    counts = np.bincount(panel.period)
    held = counts > 0
    means = np.bincount(panel.period, values)[held] / counts[held]
    return float(np.corrcoef(means, np.flatnonzero(held))[0, 1]) if np.ptp(means) > 0 and held.sum() > 2 else 0.0


def panel_cautions(panel: Panel, rows: Rows, designs: Sequence[Design], settings: Settings) -> list[Caution]:
    """What was assumed or left out for the panel as a whole."""
    found = []
    absent = len(np.unique(panel.unit)) * len(panel.periods) - len(panel)
    if absent:
        found.append(Caution("gaps", {"count": absent, "all": absent + len(panel)}))
    for name, count in rows.left_out.items():
        found.append(Caution("left_out", {"column": name, "count": count, "all": len(panel)}))
    silent = max(len(rows.panel) - len(design.rows.panel) for design in designs)
    if silent:
        found.append(Caution("silent", {"count": silent}))
    main = designs[0]
    if "season" in main.name and not season_columns(main.rows.panel):
        found.append(Caution("no_season"))
    if panel.effort is None:
        found.append(Caution("no_effort"))
    elif settings.effort_as == "covariate" and not any("effort" in design.drivers for design in designs):
        found.append(Caution("effort_constant"))
    return found
