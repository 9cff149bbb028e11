"""Hotspots of the commission's own events: where and when more came together than places and times apart explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.picture.analysis.entries import Analysed, Entry, Withheld
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.hotspots.model import Cluster, Settings
from tasvir.core.picture.hotspots.reading import Tables, read_study
from tasvir.core.picture.hotspots.scan import scan
from tasvir.core.picture.wording import Wording

_YEARS = 2  # of history beside the period
_LEAST = 30  # events of a kind of goods, and of all, to be scanned
_MOST_SCANS = 8
_LONGEST_WEEKS = 13
_ALPHA = 0.05


@dataclass(frozen=True)
class _Scanned:
    """A cluster and what was scanned: all events, or one kind of goods."""

    goods: str | None
    cluster: Cluster
    p: float  # adjusted for the number of scans


def analyse(evidence: Evidence) -> Mapping[str, Analysed]:
    """Clusters that reach into the period: permutation scans by week of all events and of each frequent kind."""
    events, withheld = _placed(evidence)
    scans = list(_scans(events))
    if not scans:
        return {"hotspots": Analysed(withheld=[*withheld, _too_few(events.num_rows)])}
    found = [one for goods, rows in scans for one in _clusters(evidence, goods, rows, len(scans))]
    found = [one for one in found if not any(_says_less(one, other) for other in found)]
    found.sort(key=lambda one: (one.p, -one.cluster.llr))
    return {"hotspots": Analysed([_entry(evidence, events, one) for one in found], withheld)}


def _says_less(one: _Scanned, other: _Scanned) -> bool:
    """Whether a cluster of all goods only says again what that of one kind of goods says there and then."""
    if one.goods is not None or other.goods is None or set(one.cluster.places) != set(other.cluster.places):
        return False
    meet = one.cluster.start <= other.cluster.end and other.cluster.start <= one.cluster.end
    return meet and other.cluster.observed >= one.cluster.observed / 2


def _placed(evidence: Evidence) -> tuple[pa.Table, list[Withheld]]:
    """The events of the last years whose area has coordinates; the others are named as left out."""
    events = evidence.events
    since = evidence.period.start - timedelta(days=round(_YEARS * 365.25))
    recent = events.filter(pc.greater_equal(events["occurred_on"], pa.scalar(since)))
    known = [code for code in recent["area"].unique().to_pylist() if evidence.coordinates(code)]
    placed = recent.filter(pc.fill_null(pc.is_in(recent["area"], value_set=pa.array(known, pa.string())), False))
    without = recent.num_rows - placed.num_rows
    if not without:
        return placed, []

    def say(voice: Wording) -> str:
        return voice.say("hotspot.without_place", count=voice.number(without), all=voice.number(recent.num_rows))

    return placed, [Withheld("without_place", {}, say)]


def _too_few(rows: int) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say("hotspot.too_few", count=voice.number(rows), least=voice.number(_LEAST))

    return Withheld("too_few", {}, say)


def _scans(events: pa.Table) -> Iterator[tuple[str | None, pa.Table]]:
    if events.num_rows < _LEAST or len(events["area"].unique()) < 2:
        return
    yield None, events
    counts = sorted(pc.value_counts(events["goods"]).to_pylist(), key=lambda one: -one["counts"])
    for one in counts[: _MOST_SCANS - 1]:
        if one["values"] and one["counts"] >= _LEAST:
            yield one["values"], events.filter(pc.equal(events["goods"], one["values"]))


def _clusters(evidence: Evidence, goods: str | None, rows: pa.Table, scans: int) -> Iterator[_Scanned]:
    areas = rows["area"].unique().to_pylist()
    if len(areas) < 2:
        return
    points = [evidence.coordinates(code) or (0.0, 0.0) for code in areas]
    cases = {"place": rows["area"].to_pylist(), "count": [1] * rows.num_rows, "date": rows["occurred_on"].to_pylist()}
    places = {"place": areas, "lat": [one[0] for one in points], "lon": [one[1] for one in points]}
    study = read_study(Tables(cases, places), model="permutation", unit="week", end=evidence.period.end)
    if len(study.starts) < 2:
        return
    longest = min(_LONGEST_WEEKS, len(study.starts) // 2)
    settings = Settings(
        "permutation", max_duration=max(longest, 1), replications=evidence.replications, seed=evidence.seed
    )
    for cluster in scan(study, settings).clusters:
        p = min(1.0, (cluster.p or 1.0) * scans)  # Bonferroni: each scan could have found one
        if p <= _ALPHA and cluster.end >= evidence.period.start:
            yield _Scanned(goods, cluster, p)


def _entry(evidence: Evidence, events: pa.Table, one: _Scanned) -> Entry:
    cluster = one.cluster
    inside = events.filter(_within(events, cluster, one.goods))
    subject = {"goods": one.goods} if one.goods else {}
    if len(cluster.places) == 1:
        subject["area"] = cluster.places[0]

    def say(voice: Wording) -> str:
        return voice.say(
            "hotspot.found",
            goods=voice.label("goods", one.goods) if one.goods else voice.word("hotspot.all_goods"),
            areas=voice.joined([voice.label("area", code) for code in cluster.places]),
            range=voice.days(cluster.start, min(cluster.end, evidence.period.end)),
            observed=voice.number(cluster.observed),
            expected=voice.number(round(cluster.expected, 1)),
            ratio=voice.number(round(cluster.observed / cluster.expected, 1)),
            chance=_chance(voice, one.p, evidence.replications),
        )

    sure = one.p <= 0.01 and cluster.observed >= 10
    return Entry(
        numbers=_numbers(one),
        subject=subject,
        say=say,
        weight=(1 - one.p) * min(1.0, 0.5 + cluster.observed / 50),
        confidence="high" if sure else "medium",
        because=lambda voice: voice.word("because.hotspot"),
        sources=inside["source"].to_pylist(),
        start=cluster.start,
        end=cluster.end,
        chart=_map(evidence, one, events),
        counts_on_reports=False,
    )


def _chance(voice: Wording, p: float, replications: int) -> str:
    """How rarely chance alone does as much, in words; no smaller than the replications can tell."""
    least = 1 / (replications + 1)
    return voice.word("chance.below" if p <= least else "chance.about").format(
        percent=voice.percent(round(max(p, least) * 100, 2))
    )


def _within(events: pa.Table, cluster: Cluster, goods: str | None) -> Any:
    inside = pc.and_(
        pc.is_in(events["area"], value_set=pa.array(list(cluster.places), pa.string())),
        pc.and_(
            pc.greater_equal(events["occurred_on"], pa.scalar(cluster.start)),
            pc.less_equal(events["occurred_on"], pa.scalar(cluster.end)),
        ),
    )
    return pc.fill_null(pc.and_(inside, pc.equal(events["goods"], goods)) if goods else inside, False)


def _numbers(one: _Scanned) -> dict[str, Any]:
    cluster = one.cluster
    return {
        "goods": one.goods,
        "places": list(cluster.places),
        "centre": list(cluster.centre),
        "radius_km": round(cluster.radius, 3),
        "start": cluster.start.isoformat(),
        "end": cluster.end.isoformat(),
        "observed": cluster.observed,
        "expected": round(cluster.expected, 6),
        "relative_risk": None if cluster.relative_risk is None else round(cluster.relative_risk, 6),
        "llr": round(cluster.llr, 9),
        "p": round(one.p, 6),
    }


def _map(evidence: Evidence, one: _Scanned, events: pa.Table) -> dict[str, Any]:
    """Events by area in the cluster's days, with the cluster's members marked."""
    cluster = one.cluster
    days = _between(events, cluster.start, cluster.end)
    rows = events.filter(pc.and_(days, pc.equal(events["goods"], one.goods)) if one.goods else days)
    counts = dict(zip(*np.unique(np.array(rows["area"].to_pylist(), str), return_counts=True), strict=True))
    areas = sorted({*events["area"].unique().to_pylist()})
    return {
        "kind": "map",
        "areas": [
            {"code": code, "value": int(counts.get(code, 0)), "marked": code in cluster.places} for code in areas
        ],
        "start": cluster.start.isoformat(),
        "end": min(cluster.end, evidence.period.end).isoformat(),
    }


def _between(events: pa.Table, start: date, end: date) -> Any:
    return pc.and_(
        pc.greater_equal(events["occurred_on"], pa.scalar(start)), pc.less_equal(events["occurred_on"], pa.scalar(end))
    )
