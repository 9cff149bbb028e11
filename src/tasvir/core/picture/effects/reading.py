"""From a table of series, dates and counts to series without gaps; whatever cannot be right is refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.effects.model import Floats, Series
from tasvir.core.picture.hotspots.times import Written, read_date

Columns = Mapping[str, Sequence[Any]]
_TABLE = "series"


def read_series(columns: Columns) -> dict[str, Series]:
    """The series of a table by name: date and count, and where there: series, population, effort."""
    rows: dict[str, list[int]] = {}
    names = columns.get("series") or [_TABLE] * len(columns["date"])
    for at, name in enumerate(names):
        rows.setdefault(str(name), []).append(at)
    dates = [read_date(value, table=_TABLE, row=at + 1) for at, value in enumerate(columns["date"])]
    return {name: _series(name, own, dates, columns) for name, own in rows.items()}


def _series(name: str, rows: Sequence[int], dates: Sequence[Written], columns: Columns) -> Series:
    ordered = sorted(rows, key=lambda at: dates[at].first)
    starts = [dates[at].first for at in ordered]
    for one, other in zip(starts, starts[1:]):
        if one == other:
            raise UserError("effects.twice", series=name, date=one.isoformat())
    if len(starts) < 3:
        raise UserError("effects.few_before", series=name, count=len(starts), least=8)
    monthly = _is_monthly(name, starts)
    counts = _amounts(columns["count"], ordered, "count")
    size, effort = (_optional(columns, ordered, key) for key in ("population", "effort"))
    return Series(name, starts, _last_day(starts[-1], monthly), counts, size, effort)


def _is_monthly(name: str, starts: Sequence[date]) -> bool:
    """Whether steps are months; refused where they are neither months nor weeks, or one is missing."""
    steps = [(other - one).days for one, other in zip(starts, starts[1:])]
    usual = sorted(steps)[len(steps) // 2]
    least, most = (28, 31) if usual > 20 else (7, 7)
    for at, step in enumerate(steps):
        if not least <= step <= most:
            raise UserError("effects.gap", series=name, before=starts[at].isoformat(), date=starts[at + 1].isoformat())
    return usual > 20


def _last_day(start: date, monthly: bool) -> date:
    following = (start.replace(day=1) + timedelta(days=32)).replace(day=1) if monthly and start.day == 1 else None
    return (following or start + timedelta(days=30 if monthly else 7)) - timedelta(days=1)


def _optional(columns: Columns, rows: Sequence[int], name: str) -> Floats | None:
    values = columns.get(name)
    if values is None or all(values[at] in (None, "") for at in rows):
        return None
    return _amounts(values, rows, name)


def _amounts(values: Sequence[Any], rows: Sequence[int], column: str) -> Floats:
    read = np.zeros(len(rows))
    for place, at in enumerate(rows):
        try:
            read[place] = float(values[at])
        except (TypeError, ValueError):
            read[place] = np.nan
        if not (read[place] >= 0 and np.isfinite(read[place])):
            raise UserError("analyse.count", table=_TABLE, column=column, row=at + 1, value=str(values[at])[:40])
    return read
