"""The numbers of a picture over 1,000,000 incidents against the same aggregates written by hand in DuckDB SQL.

Both run in this process on the same tables; the limits are 1.5 times the time by hand, and 2 GiB of memory.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period, months_in, parse_period
from tasvir.core.intake.tables import EFFORT, FIGURES
from tasvir.core.linkage.model import EVENTS
from tasvir.core.picture.numbers.breakdowns import BREAKDOWNS, MONTH
from tasvir.core.picture.numbers.comparisons import comparisons_for
from tasvir.core.picture.numbers.counting import count_numbers
from tasvir.core.picture.numbers.number import Number
from tasvir.core.vocabulary.lists import Lists, load_lists
from tasvir.warehouse.connection import fetch
from tasvir.warehouse.snapshot import Warehouse

ROWS = 1_000_000
LIMIT, MEMORY = 1.5, 2.0
ROUNDS = 5
PERIOD = parse_period("2024-Q2")
NAMES = ("same-period-last-year", "previous-period", "year-to-date", "average-of-last-4")
_CODES: dict[str, list[str | None]] = {
    "lead_agency": [f"agency-{n}" for n in range(20)],
    "working_group": ["parcels", "border", "market", None],
    "channel": ["road", "post", "market", "online", "border", None],
    "carrier": ["post", "courier", "bus", None],
    "platform": ["site", "app", None, None],
    "conveyance": ["lorry", "car", "ship", "foot", None],
    "detection": ["routine", "profile", "tip", "x-ray", None],
    "violation": ["smuggling", "counterfeit", "trade_fraud"],
}


def made_up_events(rows: int, lists: Lists) -> pa.Table:
    """Events of three years: a quarter of the rows are ignored, a tenth of the incidents have two goods lines."""
    chance = np.random.default_rng(1)
    incident = np.arange(rows, dtype=np.int64)
    second = np.flatnonzero(chance.random(rows) < 0.1)
    second = second[second > 0]
    incident[second] = incident[second - 1]
    used = chance.random(rows) < 0.75
    used[second] = used[second - 1]
    first = np.ones(rows, bool)
    first[second] = False
    leads = used & first
    lines = np.where(used, np.bincount(incident[used], minlength=rows)[incident], 0)
    days = np.datetime64(date(2022, 1, 1)) + chance.integers(0, 1095, rows).astype("timedelta64[D]")
    days = days[np.maximum.accumulate(np.where(first, np.arange(rows), 0))]
    codes = {name: _chosen(chance, values, rows) for name, values in _CODES.items()}
    areas = [code for code in lists.codes("areas") if code.count("-") == 2] or ["IR-15-01"]
    columns = codes | {
        "source": pc.binary_join_element_wise("list.xlsx#S!A", pc.cast(pa.array(np.arange(rows)), pa.string()), ""),
        "occurred_on": pa.array(days, pa.date32()),
        "area": _chosen(chance, areas, rows),
        "goods": _chosen(chance, lists.codes("goods")[:50], rows),
        "quantity": pa.array(chance.gamma(1, 100, rows), mask=chance.random(rows) < 0.2),
        "quantity_base": pa.array(chance.gamma(1, 100, rows), mask=chance.random(rows) < 0.2),
        "unit_base": _chosen(chance, ["kg", "L", "item", "m"], rows),
        "value": pa.array(chance.integers(0, 10**9, rows), mask=chance.random(rows) < 0.3),
        "currency": pa.repeat("IRR", rows),
        "event_persons": pa.array(chance.integers(0, 4, rows), mask=~leads),
        "event_vehicles": pa.array(chance.integers(0, 2, rows), mask=~leads),
        "incident": pa.array(incident),
        "used": pa.array(used),
        "ignored": pc.if_else(pa.array(used), pa.scalar(None, pa.string()), "partner_report"),
        "lines": pa.array(lines, pa.int32()),
        "leads": pa.array(leads),
    }
    blank = {field.name: pa.nulls(rows, field.type) for field in EVENTS if field.name not in columns}
    return pa.table(columns | blank).select(EVENTS.names).cast(EVENTS)


def _chosen(chance: np.random.Generator, values: Sequence[str | None], rows: int) -> pa.Array:
    return pa.array(values, pa.string()).take(pa.array(chance.integers(0, len(values), rows)))


def by_hand() -> list[str]:
    """The aggregates as one would write them: per breakdown one query for counts and money, one for quantities."""
    spans = [PERIOD]
    for one in comparisons_for(PERIOD, NAMES):
        spans += [one.current, *one.bases]
    spans = list(dict.fromkeys(spans))
    found = [sql for one in BREAKDOWNS if one.name != MONTH for sql in _queries(one.column, spans, one.by_goods)]
    months = [span for month in months_in(PERIOD) for span in _month_spans(month)]
    return found + _queries(None, months, True)


def _month_spans(month: Period) -> list[Period]:
    names = [name for name in NAMES if name != "year-to-date"]
    return [month, *(base for one in comparisons_for(month, names) for base in one.bases)]


def _queries(column: str | None, spans: list[Period], by_goods: bool) -> list[str]:
    cell = column or "1"
    reach = f"occurred_on BETWEEN '{min(s.start for s in spans)}' AND '{max(s.end for s in spans)}'"
    counts, sums = [], []
    for number, span in enumerate(spans):
        inside = f"occurred_on BETWEEN '{span.start}' AND '{span.end}'"
        counts += [
            f"count(*) FILTER (leads AND {inside}) AS cases_{number}",
            f"count(*) FILTER (used AND {inside}) AS rows_{number}",
            f"count(*) FILTER (NOT used AND {inside}) AS ignored_{number}",
            f"sum(event_persons) FILTER (used AND {inside}) AS persons_{number}",
            f"sum(event_vehicles) FILTER (used AND {inside}) AS vehicles_{number}",
            f"sum(value) FILTER (used AND {inside}) AS value_{number}",
            f"count(value) FILTER (used AND {inside}) AS known_{number}",
        ]
        sums += [
            f"sum(quantity_base) FILTER (used AND {inside}) AS sum_{number}",
            f"count(quantity_base) FILTER (used AND {inside}) AS known_{number}",
        ]
    goods = ", goods" if by_goods else ""
    return [
        f"SELECT {cell} AS cell, currency, {', '.join(counts)} FROM events WHERE {reach} GROUP BY ALL",
        f"SELECT {cell} AS cell{goods}, unit_base, {', '.join(sums)} FROM events WHERE {reach} GROUP BY ALL",
    ]


def medians(*works: Callable[[], object]) -> list[float]:
    """The median time of each of several works, run in turns so that a busy machine slows them alike."""
    spent: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, times in zip(works, spent):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in spent]


def main() -> int:
    """Measure, print the ratio and the memory, and fail above the limits."""
    lists = load_lists()
    with Warehouse.in_memory() as warehouse:
        warehouse.load("events", made_up_events(ROWS, lists))
        warehouse.load("figures", FIGURES.empty_table())
        warehouse.load("effort", EFFORT.empty_table())
        queries = by_hand()

        def ours() -> list[Number]:
            frames = (warehouse.frame(name) for name in ("events", "figures", "effort"))
            return count_numbers(*frames, period=PERIOD, comparisons=comparisons_for(PERIOD, NAMES), lists=lists)

        many = len(ours())
        hand, spent = medians(lambda: [fetch(warehouse.connection, sql) for sql in queries], ours)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    ratio = spent / hand
    print(
        f"{many} numbers over {ROWS:,} incidents: {spent:.2f} s, {ratio:.2f} x by hand ({hand:.2f} s,"
        f" {len(queries)} queries); limit {LIMIT}; peak memory {memory:.2f} GiB, limit {MEMORY}"
    )
    return int(ratio > LIMIT or memory > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
