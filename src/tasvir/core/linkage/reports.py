"""Rows to reports: goods lines that share a reference are one report, and a later version supersedes the former."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.intake.tables import INCIDENTS
from tasvir.core.vocabulary.lists import lookup_key

_PLACE_OF_ROW = {"source", "file", "sheet", "row", "reported_on"}
_CONTENT = [name for name in INCIDENTS.names if name not in _PLACE_OF_ROW]
_SAME_BUT_DAY = [name for name in _CONTENT if name not in {"occurred_on", "hour", "narrative"}]
_SLOT = ("goods", "brand", "hs_code", "description")
_DAYS_OF_ONE_EVENT = 3

Row = Mapping[str, Any]


@dataclass
class Reports:
    """Per row: the report it belongs to (the index of its first row) and why it is ignored, if it is."""

    report: np.ndarray[Any, np.dtype[np.int64]]
    ignored: dict[int, str] = field(default_factory=dict)
    replaced_by: dict[int, int] = field(default_factory=dict)
    reused: list[tuple[int, int]] = field(default_factory=list)


def find_reports(rows: pa.Table) -> Reports:
    """Group the rows of one agency that share a reference; rows without one stand alone."""
    found = Reports(np.arange(rows.num_rows, dtype=np.int64))
    for members in _sharing_a_reference(rows):
        taken = rows.select([*_CONTENT, "file", "sheet", "reported_on"]).take(members).to_pylist()
        content = dict(zip(members, taken))
        clusters = _clusters(content)
        for cluster in clusters:
            found.report[cluster] = cluster[0]
            _supersede(cluster, content, found)
        if len(clusters) > 1 and not _is_a_running_number(content[members[0]]["ref"]):
            found.reused.extend((clusters[0][0], other[0]) for other in clusters[1:])
    return found


def _sharing_a_reference(rows: pa.Table) -> Iterator[list[int]]:
    """The row numbers of each (agency, reference) that occurs more than once, in the order of the files."""
    agency = pc.fill_null(rows["lead_agency"], "")
    keys = pc.binary_join_element_wise(agency, _reference_keys(rows["ref"]), "\x1f")
    encoded = pc.dictionary_encode(keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys)
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    codes = np.asarray(pc.fill_null(encoded.indices, -1))
    present = codes >= 0
    shared = np.flatnonzero(np.bincount(codes[present], minlength=1) > 1)
    if not len(shared):
        return
    chosen = np.flatnonzero(np.isin(codes, shared))
    ordered = chosen[np.argsort(codes[chosen], kind="stable")]
    for part in np.split(ordered, np.flatnonzero(np.diff(codes[ordered])) + 1):
        yield [int(i) for i in part]


def _reference_keys(column: pa.ChunkedArray) -> pa.Array:
    encoded = pc.dictionary_encode(column.combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    keys = pa.array([lookup_key(text) or None for text in encoded.dictionary.to_pylist()], pa.string())
    return keys.take(encoded.indices)


def _clusters(content: Mapping[int, Row]) -> list[list[int]]:
    """Split rows of one reference into events: far-off days with other content are a reference used again."""
    clusters: list[list[int]] = []
    for number, row in content.items():
        for cluster in clusters:
            if _one_event(content[cluster[0]], row):
                cluster.append(number)
                break
        else:
            clusters.append([number])
    return clusters


def _one_event(first: Row, other: Row) -> bool:
    days: tuple[date | None, date | None] = (first["occurred_on"], other["occurred_on"])
    near = days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= _DAYS_OF_ONE_EVENT
    if near and (first["area"] == other["area"] or first["goods"] == other["goods"]):
        return True
    return all(first[name] == other[name] for name in _SAME_BUT_DAY)


def _is_a_running_number(ref: str) -> bool:
    """Whether a reference is the number of a row in its list, which every list uses again."""
    return ref.strip().isdigit() and len(ref.strip()) <= 4


def _supersede(cluster: Sequence[int], content: Mapping[int, Row], found: Reports) -> None:
    """Within one event's rows, keep the last version of every goods line."""
    slots: dict[object, list[int]] = defaultdict(list)
    whole = _one_row_a_file(cluster, content)
    for number in cluster:
        slots["whole" if whole else _slot(content[number])].append(number)
    for versions in slots.values():
        ordered = _by_time(versions, content)
        for number in ordered[:-1]:
            same = all(content[number][name] == content[ordered[-1]][name] for name in _CONTENT)
            found.ignored[number] = "duplicate" if same else "superseded"
            found.replaced_by[number] = ordered[-1]


def _one_row_a_file(cluster: Sequence[int], content: Mapping[int, Row]) -> bool:
    """Whether each file tells the event in one row: then the later row replaces all of the former."""
    files = [content[number]["file"] for number in cluster]
    lines = {content[number]["line"] for number in cluster}
    return len(set(files)) == len(files) and len(lines) == 1


def _slot(row: Row) -> object:
    return row["line"] if row["line"] is not None else tuple(row[name] for name in _SLOT)


def _by_time(versions: list[int], content: Mapping[int, Row]) -> list[int]:
    """By the day of reporting where every version tells it, else in the order of the files."""
    if any(content[number]["reported_on"] is None for number in versions):
        return sorted(versions)
    return sorted(versions, key=lambda number: (content[number]["reported_on"], number))
