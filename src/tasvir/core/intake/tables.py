"""What reading a list yields: Arrow tables of accepted rows, and the account of every row that went in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

from tasvir.core.issues import Issue

Kind = Literal["incidents", "figures", "effort", "written"]
Outcome = Literal["accepted", "rejected", "duplicate", "blank"]

_SOURCE = [
    pa.field("source", pa.string()),  # path#sheet!A7: the row's first cell
    pa.field("file", pa.string()),
    pa.field("sheet", pa.string()),
    pa.field("row", pa.int32()),  # as the sheet shows it, 1-based, headers included
]

INCIDENTS = pa.schema(
    [
        *_SOURCE,
        pa.field("ref", pa.string()),
        pa.field("line", pa.int32()),
        pa.field("occurred_on", pa.date32()),
        pa.field("reported_on", pa.date32()),
        pa.field("hour", pa.int8()),
        pa.field("area", pa.string()),  # our code, or the text as written where no list knows it
        pa.field("place", pa.string()),
        pa.field("lat", pa.float64()),
        pa.field("lon", pa.float64()),
        pa.field("place_kind", pa.string()),
        pa.field("direction", pa.string()),
        pa.field("axis", pa.string()),
        pa.field("origin", pa.string()),
        pa.field("destination", pa.string()),
        pa.field("transit", pa.string()),
        pa.field("channel", pa.string()),
        pa.field("conveyance", pa.string()),
        pa.field("carrier", pa.string()),
        pa.field("tracking_no", pa.string()),
        pa.field("working_group", pa.string()),
        pa.field("platform", pa.string()),
        pa.field("concealment_place", pa.string()),
        pa.field("concealment_method", pa.string()),
        pa.field("detection", pa.string()),
        pa.field("violation", pa.string()),
        pa.field("goods", pa.string()),
        pa.field("hs_code", pa.string()),
        pa.field("description", pa.string()),
        pa.field("brand", pa.string()),
        pa.field("legal_class", pa.string()),
        pa.field("quantity", pa.float64()),  # as reported; null: not reported
        pa.field("unit", pa.string()),  # as reported, a code of lists/units where known
        pa.field("quantity_base", pa.float64()),  # in unit_base: kg, L, m, m2 or a counted unit
        pa.field("unit_base", pa.string()),
        pa.field("value", pa.int64()),  # minor units of the currency
        pa.field("currency", pa.string()),
        pa.field("persons", pa.int64()),
        pa.field("vehicles", pa.int64()),
        pa.field("lead_agency", pa.string()),
        pa.field("partner_agencies", pa.string()),  # codes joined by |
        pa.field("offence", pa.string()),
        pa.field("outcome", pa.string()),
        pa.field("case_ref", pa.string()),
        pa.field("narrative", pa.string()),
        pa.field("new_method", pa.string()),
    ]
)

FIGURES = pa.schema(
    [
        *_SOURCE,
        pa.field("agency", pa.string()),
        pa.field("area", pa.string()),
        pa.field("period_start", pa.date32()),
        pa.field("period_end", pa.date32()),
        pa.field("period_label", pa.string()),
        pa.field("measure", pa.string()),
        pa.field("breakdown", pa.string()),  # "goods=cigarettes|channel=post", keys sorted; null: the whole
        pa.field("value", pa.float64()),  # money in whole units of `unit`; null where `state` says why
        pa.field("unit", pa.string()),
        pa.field("state", pa.string()),  # number | zero | not_applicable | not_reported
    ]
)

EFFORT = pa.schema(
    [
        *_SOURCE,
        pa.field("agency", pa.string()),
        pa.field("area", pa.string()),
        pa.field("period_start", pa.date32()),
        pa.field("period_end", pa.date32()),
        pa.field("period_label", pa.string()),
        pa.field("inspections", pa.float64()),
        pa.field("patrol_hours", pa.float64()),
        pa.field("parcels_screened", pa.float64()),
        pa.field("checks", pa.float64()),
    ]
)


def sheet_prefix(file: str, sheet: str | None) -> str:
    """What every source of one sheet starts with; a text table has no sheet."""
    return f"{file}#{sheet}!" if sheet else f"{file}#"


def source_of(file: str, sheet: str | None, row: int, column: str = "A") -> str:
    """The source of a cell, by default of the first in its row: `path#sheet!A7`, `path#A7`."""
    return f"{sheet_prefix(file, sheet)}{column}{row}"


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What became of one row of a source."""

    sheet: str | None
    row: int
    outcome: Outcome
    duplicate_of: str | None = None  # the source of the row that it repeats


@dataclass(frozen=True)
class SourceAnswer:
    """The account of one source: rows in = accepted + rejected + duplicate + blank, and why.

    `table` holds the accepted rows in the schema of its kind; `rows` answers for each row that was not accepted.
    """

    file: str
    kind: Kind
    table: pa.Table
    rows_in: int
    accepted: int
    rejected: int
    duplicate: int
    blank: int
    rows: Sequence[RowAnswer] = ()
    issues: Sequence[Issue] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if self.rows_in != self.accepted + self.rejected + self.duplicate + self.blank:
            raise ValueError(f"{self.file}: the rows do not add up")
