"""The drivers that an office loads (prices, tariff, supply): one value a driver, span, area and goods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.core.errors import UserError
from tasvir.core.picture.office.commission import Driver
from tasvir.core.vocabulary.lists import Lists

DRIVERS = pa.schema(
    [
        ("driver", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("area", pa.string()),
        ("goods", pa.string()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("source", pa.string()),
        ("row", pa.int64()),
    ]
)
REQUIRED, OPTIONAL = ("driver", "value"), ("date", "period", "area", "goods", "unit", "source")
Columns = Mapping[str, Sequence[Any]]


def tidy_drivers(file: str, columns: Columns, declared: Sequence[Driver], *, lists: Lists) -> pa.Table:
    """The table of a declared file (schema DRIVERS), only of drivers that are declared for it.

    Columns `driver`, `value`, `date` or `period`, and where there are any `area`, `goods` (codes or spellings of the
    lists; blank: all), `unit`, `source`. UserError names file, row and value.
    """
    if not ("date" in columns or "period" in columns):
        raise UserError("drivers.no_time", file=file)
    known = {one.code: one for one in declared if one.file == file}
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in range(len(columns["driver"])):
        cells = {name: _cell(values[row]) for name, values in columns.items()}
        if cells["driver"] not in known:
            continue
        told = _row(file, row + 2, cells, known[cells["driver"]], lists)
        key = tuple(told[name] for name in ("driver", "start", "end", "area", "goods"))
        if key in seen:
            raise UserError("drivers.twice", file=file, row=row + 2, driver=cells["driver"], other=seen[key])
        seen[key] = row + 2
        rows.append(told)
    silent = next((code for code in known if all(one["driver"] != code for one in rows)), None)
    if silent is not None:
        raise UserError("drivers.absent", file=file, driver=silent)
    return pa.Table.from_pylist(rows, schema=DRIVERS)


def _cell(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _row(file: str, row: int, cells: Mapping[str, str], driver: Driver, lists: Lists) -> dict[str, Any]:
    span = _span(file, row, cells.get("date") or cells.get("period", ""))
    try:
        value = float(cells["value"])
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        raise UserError("drivers.no_number", file=file, row=row, value=cells["value"][:40])
    unit = cells.get("unit", "")
    if unit and driver.unit and unit != driver.unit:
        raise UserError("drivers.other_unit", file=file, row=row, value=unit[:40], expected=driver.unit)
    return {
        "driver": driver.code,
        "start": span.start,
        "end": span.end,
        "area": _code(file, row, cells.get("area", ""), "areas", lists),
        "goods": _code(file, row, cells.get("goods", ""), "goods", lists),
        "value": value,
        "unit": unit or driver.unit,
        "source": cells.get("source") or None,
        "row": row,
    }


def _span(file: str, row: int, written: str) -> Period:
    """A day, or any period that the office may name."""
    for label in (written, f"{written[:10]}..{written[:10]}"):
        try:
            return parse_period(label)
        except UserError:
            continue
    raise UserError("drivers.date", file=file, row=row, value=written[:40])


def _code(file: str, row: int, written: str, name: str, lists: Lists) -> str | None:
    if not written:
        return None
    code = lists.find(name, written)
    if code is None:
        raise UserError("drivers.unknown", file=file, row=row, value=written[:40])
    return code
