"""Checks over accepted incidents that return warnings: values that are possible and yet unlikely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period
from tasvir.core.issues import Issue

Floats = npt.NDArray[np.float64]
FEWEST = 5  # rows of one kind of goods before any of them is unusual
PRICE_FACTOR = 5.0
QUANTITY_FACTOR = 100.0
USUAL_SHARE = 0.8


def check_incidents(table: pa.Table, *, period: Period | None = None) -> list[Issue]:
    """All warnings about a table of incidents; `period` is the one that the file says it reports on."""
    return [
        *check_period(table, period),
        *check_reporting_days(table),
        *check_units(table),
        *check_prices(table),
        *check_quantities(table),
    ]


def check_period(table: pa.Table, period: Period | None) -> list[Issue]:
    """Events dated outside the period that the file reports on, once for each side."""
    if period is None:
        return []
    issues = []
    days = table.column("occurred_on")
    sides = (
        ("quality.before_period", pc.less(days, pa.scalar(period.start)), {"start": period.start.isoformat()}),
        ("quality.after_period", pc.greater(days, pa.scalar(period.end)), {"end": period.end.isoformat()}),
    )
    for code, outside, values in sides:
        rows = _rows(outside)
        if len(rows):
            issues.append(_issue(table, int(rows[0]), code, "occurred_on", {**values, "rows": len(rows)}))
    return issues


def check_reporting_days(table: pa.Table) -> list[Issue]:
    """Reports dated before their event."""
    early = pc.less(table.column("reported_on"), table.column("occurred_on"))
    return [_issue(table, row, "quality.reported_before", "reported_on", {}) for row in _rows(early).tolist()]


def check_units(table: pa.Table) -> list[Issue]:
    """Goods reported in another base unit than four of five reports of them use."""
    goods, units = table.column("goods").to_pylist(), table.column("unit_base").to_pylist()
    counts: dict[str, dict[str, int]] = {}
    for name, unit in zip(goods, units):
        if name and unit:
            by_unit = counts.setdefault(name, {})
            by_unit[unit] = by_unit.get(unit, 0) + 1
    usual = {
        name: max(by_unit, key=lambda unit: by_unit[unit])
        for name, by_unit in counts.items()
        if sum(by_unit.values()) >= FEWEST and max(by_unit.values()) >= USUAL_SHARE * sum(by_unit.values())
    }
    return [
        _issue(table, row, "quality.unit_change", "unit", {"goods": name, "usual": usual[name], "unit": unit})
        for row, (name, unit) in enumerate(zip(goods, units))
        if unit and name in usual and unit != usual[name]
    ]


def check_prices(table: pa.Table) -> list[Issue]:
    """Values per base unit more than five times above or below the median of the same goods."""
    prices = pc.divide(table.column("value").cast(pa.float64()), _positive(table.column("quantity_base")))
    times = _times_median(prices, table, ("goods", "unit_base", "currency"))
    rows = np.flatnonzero((times > PRICE_FACTOR) | (times < 1 / PRICE_FACTOR))
    return _outliers(table, rows, times, "quality.price_outlier", "value")


def check_quantities(table: pa.Table) -> list[Issue]:
    """Quantities more than a hundred times the median of the same goods in the same unit.

    Seizures are heavy-tailed: a lower factor would flag honest large cases.
    """
    times = _times_median(_positive(table.column("quantity_base")), table, ("goods", "unit_base"))
    rows = np.flatnonzero(times > QUANTITY_FACTOR)
    return _outliers(table, rows, times, "quality.quantity_outlier", "quantity")


def _positive(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.greater(column, 0.0), column, pa.scalar(None, pa.float64()))


def _times_median(values: pa.ChunkedArray, table: pa.Table, keys: Sequence[str]) -> Floats:
    """Each value over the median of its group; NaN in groups of fewer than FEWEST values."""
    numbers = np.asarray(values.to_numpy(), dtype=np.float64)
    groups = np.zeros(len(numbers), dtype=np.int64)
    known = np.isfinite(numbers)
    for key in keys:
        encoded = table.column(key).combine_chunks().dictionary_encode()
        codes = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False))
        known &= codes >= 0
        _, groups = np.unique(groups * (codes.max(initial=0) + 2) + codes + 1, return_inverse=True)
    times: Floats = np.full(len(numbers), np.nan)
    rows = np.flatnonzero(known)
    rows = rows[np.argsort(groups[rows], kind="stable")]
    for members in np.split(rows, np.flatnonzero(np.diff(groups[rows])) + 1):
        if len(members) >= FEWEST:
            times[members] = numbers[members] / np.median(numbers[members])
    return times


def _outliers(table: pa.Table, rows: npt.NDArray[np.intp], times: Floats, code: str, column: str) -> list[Issue]:
    issues = []
    for row in rows.tolist():
        values = {
            "goods": table.column("goods")[row].as_py(),
            "unit": table.column("unit_base")[row].as_py(),
            "times": f"{times[row]:.3g}",
            "value": f"{table.column('quantity_base')[row].as_py():.10g}",
        }
        issues.append(_issue(table, row, code, column, values))
    return issues


def _rows(mask: pa.ChunkedArray) -> npt.NDArray[np.intp]:
    return np.flatnonzero(np.asarray(mask.fill_null(False).to_numpy(), dtype=bool))


def _issue(table: pa.Table, row: int, code: str, column: str, values: dict[str, object]) -> Issue:
    file, sheet, number = (table.column(name)[row].as_py() for name in ("file", "sheet", "row"))
    shown = table.column(column)[row].as_py()
    return Issue(code, values, file, sheet, number, column, None if shown is None else str(shown), "warning")
