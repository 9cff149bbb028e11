"""Roots in the picture: the commission's events by area and month against the drivers that the office loads.

Causes that members state in words stay where they are told, in `statements`: nothing of them enters here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow.compute as pc

from tasvir.core.picture.analysis.entries import Analysed, Entry, Withheld
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.office.commission import Driver
from tasvir.core.picture.roots.association import find_roots
from tasvir.core.picture.roots.model import Association, Caution, Floats, Panel, Settings
from tasvir.core.picture.roots.sentences import association_numbers, caution_text
from tasvir.core.picture.wording import Wording

_LEAST_MONTHS, _LEAST_EVENTS = 12, 60
_ALPHA = 0.05
_KNOWN_EFFORT = 0.9  # share of areas and months
_GRAVE = {"future_tells_more", "few_clusters", "few_periods", "collinear", "trending", "shared_by_all", "between_units"}


def analyse(evidence: Evidence) -> Mapping[str, Analysed]:
    """One entry a declared driver that goes with the rate of incidents; the others are named as withheld."""
    loaded = evidence.drivers
    if loaded is None or not loaded.num_rows:
        return {"roots": Analysed()}
    areas = sorted({one for one in evidence.events["area"].to_pylist() if one})
    enough = len(evidence.months) >= _LEAST_MONTHS and evidence.events.num_rows >= _LEAST_EVENTS
    if len(areas) < 2 or not enough:
        return {"roots": Analysed(withheld=[_too_little(evidence, len(areas))])}
    found = find_roots(_panel(evidence, areas), Settings())
    declared = {one.code: one for one in evidence.commission.drivers}
    blind = [caution for caution in found.cautions if caution.code == "no_effort"]
    entries = [_entry(declared[one.driver], one, blind, evidence) for one in found.associations if _told(one)]
    withheld = [_unclear(declared[one.driver], one) for one in found.associations if not _told(one)]
    return {"roots": Analysed(sorted(entries, key=lambda one: -one.weight), withheld)}


def _told(one: Association) -> bool:
    return one.q <= _ALPHA and "future_tells_more" not in {caution.code for caution in one.cautions}


def _panel(evidence: Evidence, areas: list[str]) -> Panel:
    """Every area and month from the first event on; a month without an event is nought, for the lists are whole."""
    events, months = evidence.events, evidence.months
    at = {area: number for number, area in enumerate(areas)}
    count = np.zeros((len(areas), len(months)))
    for area, month in zip(events["area"].to_pylist(), evidence.month_numbers(events["occurred_on"]), strict=True):
        if area:
            count[at[area], month] += 1
    unit, period = np.repeat(np.arange(len(areas)), len(months)), np.tile(np.arange(len(months)), len(areas))
    drivers = {one.code: _values(evidence, one.code, areas).ravel() for one in evidence.commission.drivers}
    starts = tuple(month.start for month in months)
    return Panel(tuple(areas), starts, "month", unit, period, count.ravel(), drivers, _effort(evidence, at))


def _effort(evidence: Evidence, at: Mapping[str, int]) -> Floats | None:
    """Inspections by area and month; None unless they are told for nearly all of them."""
    number = {(month.start, month.end): place for place, month in enumerate(evidence.months)}
    found = np.zeros((len(at), len(number)))
    for row in evidence.effort.to_pylist():
        month = number.get((row["period_start"], row["period_end"]))
        if row["area"] in at and month is not None and row["inspections"]:
            found[at[row["area"]], month] += row["inspections"]
    return found.ravel() if (found > 0).mean() >= _KNOWN_EFFORT else None


def _values(evidence: Evidence, driver: str, areas: list[str]) -> Floats:
    """The driver by area and month: the mean of what overlaps the month, an area's own before the whole country's."""
    assert evidence.drivers is not None
    rows = evidence.drivers.filter(pc.equal(evidence.drivers["driver"], driver)).to_pylist()
    found = np.full((len(areas), len(evidence.months)), np.nan)
    for place, area in enumerate(areas):
        own = [row for row in rows if row["area"] == area] or [row for row in rows if row["area"] is None]
        for number, month in enumerate(evidence.months):
            values = [row["value"] for row in own if row["start"] <= month.end and row["end"] >= month.start]
            found[place, number] = np.mean(values) if values else np.nan
    return found


def _entry(driver: Driver, one: Association, blind: Sequence[Caution], evidence: Evidence) -> Entry:
    grave = [*blind, *(caution for caution in one.cautions if caution.code in _GRAVE)]

    def say(voice: Wording) -> str:
        return voice.say(
            "roots.found",
            driver=driver.label(voice.lang),
            ratio=voice.number(round(one.per_deviation.ratio, 2)),
            low=voice.number(round(one.per_deviation.low, 2)),
            high=voice.number(round(one.per_deviation.high, 2)),
        )

    def because(voice: Wording) -> str:
        return voice.word("join.list").join(caution_text(voice, caution) for caution in grave or one.cautions)

    cautions = [caution.code for caution in (*blind, *one.cautions)]
    return Entry(
        numbers={**_rounded(association_numbers(one)), "warnings": cautions, "basis": "measured"},
        subject={"driver": driver.code},
        say=say,
        weight=(1 - one.q) * (0.25 if grave else 0.5),
        confidence="low" if grave else "medium",
        because=because,
        start=evidence.months[0].start,
        end=evidence.months[-1].end,
        counts_on_reports=True,
    )


def _rounded(numbers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: round(value, 9) if isinstance(value, float) else value for name, value in numbers.items()}


def _unclear(driver: Driver, one: Association) -> Withheld:
    ahead = next((caution for caution in one.cautions if caution.code == "future_tells_more"), None)

    def say(voice: Wording) -> str:
        if ahead:
            return voice.word("text.colon").format(label=driver.label(voice.lang), value=caution_text(voice, ahead))
        q = voice.number(round(one.q, 2))
        return voice.say("roots.unclear", driver=driver.label(voice.lang), q=q, least=voice.number(_ALPHA))

    return Withheld("future_tells_more" if ahead else "unclear", {"driver": driver.code}, say)


def _too_little(evidence: Evidence, areas: int) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say(
            "roots.too_little",
            areas=voice.number(areas),
            months=voice.number(len(evidence.months)),
            events=voice.number(evidence.events.num_rows),
            least_months=voice.number(_LEAST_MONTHS),
            least_events=voice.number(_LEAST_EVENTS),
        )

    return Withheld("too_little", {}, say)
