"""Axes of the commission's own events: which changed since the year before, and what moved after enforcement rose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.picture.analysis.entries import Analysed, Entry, Withheld
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.axes.displacement import Displacement, displacement
from tasvir.core.picture.axes.findings import displacement_finding, route_finding, shift_finding, verdict
from tasvir.core.picture.axes.model import Journeys, Level, Surge, Window
from tasvir.core.picture.axes.names import place_key
from tasvir.core.picture.axes.network import shifts
from tasvir.core.picture.axes.reading import read_journeys
from tasvir.core.picture.axes.routes import Route, routes
from tasvir.core.picture.axes.surges import Effort, find_surges
from tasvir.core.picture.wording import Wording

_LEAST = 30  # events that tell an axis or place, in the two windows together
_MOST_SURGES = 6
_MOST_OF_A_KIND = 3
_YEARS = 3  # of history that is read
_COLUMNS = ("occurred_on", "origin", "transit", "destination", "axis", "place", "area", "goods")
LANGUAGES = ("fa", "vi", "en")
_SENTENCES = {
    "new": "axes.new",
    "vanished": "axes.vanished",
    "growing": "axes.growing",
    "shrinking": "axes.shrinking",
}


@dataclass(frozen=True)
class _Read:
    """The recent events, their journeys by axis and place, and by area."""

    evidence: Evidence
    events: pa.Table
    fine: Journeys
    by_area: Journeys
    windows: tuple[Window, Window]

    def sources(self, journeys: Journeys, keys: Sequence[str], windows: Sequence[Window]) -> list[str]:
        """The rows of these checkpoints in these windows."""
        told = self.events["source"].to_pylist()
        wanted = set(keys)
        return [
            told[one.row]
            for window in windows
            for one in journeys.inside(window)
            if one.checkpoint in wanted or (len(keys) > 1 and one.route == tuple(keys))
        ]


def analyse(evidence: Evidence) -> Mapping[str, Analysed]:
    """Routes and axes of the period beside the same days a year before, shifts, and displacement after surges."""
    events = _recent(evidence)
    if events.num_rows < _LEAST:
        return {"axes": Analysed(withheld=[_too_few(events.num_rows)])}
    columns = {name: events[name].to_pylist() for name in _COLUMNS}
    fine = read_journeys(columns, name="incidents")
    by_area = read_journeys(columns, name="incidents", checkpoint="area")
    read = _Read(evidence, events, fine, by_area, _windows(evidence, fine))
    if sum(len(fine.inside(window)) for window in read.windows) < _LEAST or not fine.inside(read.windows[0]):
        return {"axes": Analysed(withheld=[_too_few(sum(len(fine.inside(one)) for one in read.windows))])}
    entries = [*_displaced(read), *_shifted(read), *_changed(read)]
    return {"axes": Analysed(sorted(entries, key=lambda one: -one.weight))}


def _recent(evidence: Evidence) -> pa.Table:
    since = evidence.period.start - timedelta(days=round(_YEARS * 365.25))
    return evidence.events.filter(pc.greater_equal(evidence.events["occurred_on"], pa.scalar(since)))


def _windows(evidence: Evidence, journeys: Journeys) -> tuple[Window, Window]:
    """The period and the same days a year before; the days just before it where the list does not reach so far back."""
    period = evidence.period
    start, end = (day - timedelta(days=365) for day in (period.start, period.end))
    if start < journeys.start:
        start, end = period.start - (period.end - period.start) - timedelta(days=1), period.start - timedelta(days=1)
    return Window(start, end), Window(period.start, period.end)


def _too_few(rows: int) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say("axes.too_few", count=voice.number(rows), least=voice.number(_LEAST))

    return Withheld("too_few", {}, say)


def _name(voice: Wording, text: str) -> str:
    return voice.label("area", text) if text in voice.lists["areas"].entries else text


def _way(voice: Wording, journeys: Journeys, route: Route) -> str:
    names = [_name(voice, text) for text in journeys.names.labels(route.key)]
    if len(names) == 1:
        return names[0]
    return voice.word("axes.way").format(origin=names[0], destination=names[-1])


def _changed(read: _Read) -> Iterator[Entry]:
    levels: tuple[Level, ...] = ("axis", "route")
    for level in levels:
        found = routes(read.fine, level, read.windows)
        for kind in _SENTENCES:
            surest = sorted((one for one in found if one.kind == kind), key=lambda one: (one.q, one.key))
            yield from (_change(read, one, kind) for one in surest[:_MOST_OF_A_KIND])
        if found and level == "axis":
            yield _busiest(read, found)


def _busiest(read: _Read, found: Sequence[Route]) -> Entry:
    top = found[0]

    def say(voice: Wording) -> str:
        low, high = (voice.percent(round(100 * bound, 1)) for bound in top.share_interval_all)
        return voice.say(
            "axes.busiest",
            name=_way(voice, read.fine, top),
            share=voice.percent(round(100 * top.share, 1)),
            low=low,
            high=high,
            range=voice.days(read.fine.start, read.evidence.period.end),
        )

    bars = [
        {
            "label": {lang: _plain(read, lang, one) for lang in LANGUAGES},
            "value": one.count,
        }
        for one in found[:10]
    ]
    chart = {"kind": "bars", "bars": bars, "title": _titles(read), "unit": "case"}
    return Entry(
        numbers=route_finding(top, read.fine, "busiest", read.windows),
        subject={},
        say=say,
        weight=0.2,
        confidence="high" if top.count >= 30 else "medium",
        because=lambda voice: voice.word("because.axes"),
        sources=read.sources(read.fine, top.key, (Window(read.fine.start, read.fine.end),)),
        start=read.fine.start,
        end=read.fine.end,
        chart=chart,
    )


def _voice(read: _Read, lang: str) -> Wording:
    evidence = read.evidence
    return Wording(lang, evidence.lists, evidence.commission, evidence.commission.calendar_for(evidence.period))


def _plain(read: _Read, lang: str, one: Route) -> str:
    return _way(_voice(read, lang), read.fine, one)


def _titles(read: _Read) -> dict[str, str]:
    voices = [_voice(read, lang) for lang in LANGUAGES]
    return {
        voice.lang: voice.say("axes.chart", range=voice.days(read.fine.start, read.evidence.period.end))
        for voice in voices
    }


def _change(read: _Read, one: Route, kind: str) -> Entry:
    before, after = read.windows

    def say(voice: Wording) -> str:
        return voice.say(
            _SENTENCES[kind],
            name=_way(voice, read.fine, one),
            before=voice.number(one.before),
            after=voice.number(one.after),
            range=voice.days(after.start, after.end),
            other_range=voice.days(before.start, before.end),
            chance=voice.percent(round(100 * max(one.q, 0.0001), 2)),
        )

    return Entry(
        numbers=route_finding(one, read.fine, kind, read.windows),
        subject={one.level: " – ".join(read.fine.names.labels(one.key))},
        say=say,
        weight=(1 - one.q) * min(0.8, 0.35 + abs(one.after - one.before) / 60),
        confidence="high" if one.q <= 0.01 and one.share_p <= 0.05 else "medium",
        because=lambda voice: voice.word("because.axes" if one.share_p <= 0.05 else "because.axes_all"),
        sources=read.sources(read.fine, one.key, read.windows),
        start=after.start,
        end=after.end,
        counts_on_reports=kind in ("vanished", "shrinking"),
    )


def _shifted(read: _Read) -> Iterator[Entry]:
    found = shifts(read.fine, routes(read.fine, "axis", read.windows), read.windows)
    for one in found[:_MOST_OF_A_KIND]:

        def say(voice: Wording, one: Any = one) -> str:
            return voice.say(
                "axes.shift" if one.by == "ends" else "axes.shift_goods",
                fell=_way(voice, read.fine, one.fell),
                rose=_way(voice, read.fine, one.rose),
                fell_before=voice.number(one.fell.before),
                fell_after=voice.number(one.fell.after),
                rose_before=voice.number(one.rose.before),
                rose_after=voice.number(one.rose.after),
                range=voice.days(read.windows[1].start, read.windows[1].end),
            )

        yield Entry(
            numbers=shift_finding(one, read.fine, read.windows),
            subject={"axis": read.fine.names.label(one.rose.key[0])},
            say=say,
            weight=0.85 * (1 - max(one.fell.q, one.rose.q)),
            confidence="medium",
            because=lambda voice: voice.word("because.axes"),
            sources=read.sources(read.fine, [one.rose.key[0]], read.windows),
            start=read.windows[1].start,
            end=read.windows[1].end,
            counts_on_reports=True,
        )


def _surges(read: _Read) -> list[tuple[Journeys, Surge]]:
    """Surges of effort by area, and campaigns whose area is declared; they last until the period's end at most."""
    table = read.evidence.effort.to_pylist()
    end = read.evidence.period.end
    best: list[Surge] = []
    for measure in ("inspections", "patrol_hours", "checks", "parcels_screened"):
        rows = [
            Effort(place_key(row["area"]), Window(row["period_start"], row["period_end"]), float(row[measure]))
            for row in table
            if row["area"]
            and row["period_start"]
            and row["period_end"]
            and row[measure] is not None
            and row["period_end"] <= end
        ]
        best += find_surges(rows)
    best += [
        Surge(place_key(one.area), Window(one.start, _until(one.end, end)))
        for one in read.evidence.commission.campaigns
        if one.area and one.start <= end
    ]
    found = {one.place: one for one in sorted(best, key=lambda one: one.ratio or 0.0)}
    kept = [one for one in found.values() if one.place in read.by_area.names.spellings]
    kept.sort(key=lambda one: -(one.ratio or 0.0))
    return [(read.by_area, one) for one in kept[:_MOST_SURGES]]


def _displaced(read: _Read) -> Iterator[Entry]:
    surges = _surges(read)
    for journeys, surge in surges:
        found = displacement(
            journeys,
            surge,
            alpha=0.05 / len(surges),  # each surge could have shown one
            replications=read.evidence.replications,
            seed=read.evidence.seed,
        )
        if found.displaced and found.alternatives:
            yield _displacement(read, journeys, found)


def _displacement(read: _Read, journeys: Journeys, found: Displacement) -> Entry:
    to = found.alternatives[0]
    window = found.surge.window

    def say(voice: Wording) -> str:
        low, high = (voice.number(round(bound, 1)) for bound in to.ratio[1:])
        return voice.say(
            "axes.displaced",
            place=_name(voice, journeys.names.label(found.surge.place)),
            to=_name(voice, journeys.names.label(to.key)),
            before=voice.number(found.area[0]),
            since=voice.number(found.area[1]),
            ratio=voice.number(round(to.ratio[0], 1)),
            low=low,
            high=high,
            range=voice.days(window.start, window.end),
        )

    return Entry(
        numbers=displacement_finding(replace(found, alternatives=found.alternatives[:5]), journeys)
        | {"verdict": verdict(found)},
        subject={"area": journeys.names.label(to.key)},
        say=say,
        weight=0.8,  # below a shift, which compares like with like
        confidence="medium",
        because=lambda voice: voice.word("because.displaced"),
        sources=read.sources(journeys, [to.key], (found.baseline, window)),
        start=window.start,
        end=_until(window.end, read.evidence.period.end),
    )


def _until(day: date, end: date) -> date:
    return min(day, end)
