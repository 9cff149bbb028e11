"""One list of 1,000,000 national incidents, three in a hundred told twice, linked within limits of time and memory."""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.intake.tables import INCIDENTS
from tasvir.core.vocabulary.lists import Lists, load_lists, read_list
from tasvir.warehouse.linkage import link

ROWS, COPIED = 1_000_000, 0.03
SECONDS, MEMORY = 120.0, 2.0
FOUND = 0.8  # of the planted copies, joined without a person
_AGENCIES, _PROVINCES, _COUNTIES, _PLACES = 20, 31, 14, 8

Whole = np.ndarray[tuple[int], np.dtype[np.int64]]


def national_lists() -> Lists:
    """A country of 31 provinces of 14 counties, and the goods of the list."""
    provinces = [f"IR-{number:02d}" for number in range(1, _PROVINCES + 1)]
    rows = ["code,parent", "IR,", *(f"{province},IR" for province in provinces)]
    rows += [f"{province}-{county:02d},{province}" for province in provinces for county in range(1, _COUNTIES + 1)]
    return Lists({"areas": read_list("areas", "\n".join(rows) + "\n"), "goods": load_lists()["goods"]})


def national_list(rows: int, lists: Lists) -> tuple[pa.Table, Whole]:
    """Incidents of three years and the event behind each; the copies, last, are by another agency, a little off."""
    chance = np.random.default_rng(1)
    events = round(rows / (1 + COPIED))
    event = np.concatenate([np.arange(events), chance.choice(events, rows - events, replace=False)])
    copy = np.arange(rows) >= events
    agency = chance.integers(0, _AGENCIES, events)[event]
    agency[copy] = (agency[copy] + chance.integers(1, _AGENCIES, copy.sum())) % _AGENCIES
    shift = np.where(copy, chance.choice([0, 0, 0, 0, 1, -1], rows), 0)
    day = (chance.integers(0, 1095, events)[event] + shift).clip(0)
    areas = [code for code in lists.codes("areas") if code.count("-") == 2]
    area = chance.integers(0, len(areas), events)[event]
    place = area * _PLACES + chance.integers(0, _PLACES, events)[event]
    off = np.where(copy & (chance.random(rows) < 0.45), chance.uniform(0.95, 1.05, rows), 1)
    quantity = pa.array(np.round(chance.lognormal(5, 1.5, events))[event] * off)
    value = (chance.lognormal(18, 1.5, events)[event] * np.where(copy, chance.uniform(0.95, 1.05, rows), 1)).astype(int)
    goods, number = lists.codes("goods")[:50], pc.cast(pa.array(np.arange(rows) + 100_000), pa.string())
    columns = {
        "source": pc.binary_join_element_wise("list.csv#A", number, ""),
        "file": pa.repeat("list.csv", rows),
        "ref": pc.binary_join_element_wise("R-", number, ""),
        "occurred_on": pa.array(np.datetime64("2022-01-01") + day.astype("timedelta64[D]"), pa.date32()),
        "area": pa.array(areas).take(pa.array(area)),
        "place": pc.binary_join_element_wise("road", pc.cast(pa.array(place * 7919 % 9973), pa.string()), " "),
        "goods": pa.array(goods).take(pa.array(chance.integers(0, len(goods), events)[event])),
        **{"violation": pa.repeat("smuggling", rows), "quantity": quantity, "quantity_base": quantity},
        **{"unit": pa.repeat("kg", rows), "unit_base": pa.repeat("kg", rows), "currency": pa.repeat("IRR", rows)},
        "value": pa.array(value, mask=chance.random(rows) < 0.3),
        "persons": pa.array(chance.integers(0, 4, events)[event]),
        "vehicles": pa.array(chance.integers(0, 2, events)[event]),
        "lead_agency": pa.array([f"agency-{n}" for n in range(_AGENCIES)]).take(pa.array(agency)),
    }
    blank = {field.name: pa.nulls(rows, field.type) for field in INCIDENTS if field.name not in columns}
    return pa.table(columns | blank).select(INCIDENTS.names).cast(INCIDENTS), event


def main() -> int:
    """Link, print what it took and found, and fail beyond the limits."""
    lists = national_lists()
    rows, event = national_list(ROWS, lists)
    start = time.perf_counter()
    linked = link(rows, lists=lists)
    spent = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    incident = np.asarray(linked.events["incident"])
    events = int(event.max()) + 1
    found = float(np.mean(incident[event[events:]] == incident[events:]))
    print(
        f"{ROWS:,} incidents in {spent:.0f} s (limit {SECONDS:.0f}), peak memory {memory:.2f} GiB (limit {MEMORY});"
        f" {found:.0%} of {ROWS - events:,} copies joined, {len(linked.doubtful):,} pairs doubtful,"
        f" {linked.not_compared:,} rows in blocks too large"
    )
    return int(spent > SECONDS or memory > MEMORY or found < FOUND)


if __name__ == "__main__":
    sys.exit(main())
