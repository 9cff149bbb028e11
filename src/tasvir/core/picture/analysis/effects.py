"""What the office's campaigns changed: their declared outcome, or seizures where effort did not rise with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.errors import UserError
from tasvir.core.picture.analysis.entries import Analysed, Entry, Withheld, refusal
from tasvir.core.picture.analysis.evidence import Evidence, Floats
from tasvir.core.picture.effects.measuring import effort_rose, measure
from tasvir.core.picture.effects.model import Measured, Series, Settings
from tasvir.core.picture.findings.draft import Confidence, Say
from tasvir.core.picture.office.commission import Campaign
from tasvir.core.picture.office.commission import Series as Outcome
from tasvir.core.picture.wording import Wording

_EFFORT = ("inspections", "checks", "patrol_hours", "parcels_screened")
_LEAST_MONTHS = 12
_MOST = 8


@dataclass(frozen=True)
class _Told:
    """A series of the office with the rows that it was made of."""

    series: Series
    sources: tuple[str, ...]


def analyse(evidence: Evidence) -> Mapping[str, Analysed]:
    """An entry for each campaign that has begun by the period's end, or the reason why none can be given."""
    entries: list[Entry] = []
    withheld: list[Withheld] = []
    begun = [one for one in evidence.commission.campaigns if one.start <= evidence.period.end]
    for campaign in sorted(begun, key=lambda one: one.start, reverse=True)[:_MOST]:
        try:
            entries.append(_measured(evidence, campaign))
        except UserError as error:
            withheld.append(_refused(campaign, error))
    return {"effects": Analysed(sorted(entries, key=lambda one: -one.weight), withheld)}


def _refused(campaign: Campaign, error: UserError) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say("effect.withheld", campaign=campaign.label(voice.lang), reason=refusal(error, voice))

    return Withheld(error.code, _subject(campaign), say)


def _subject(campaign: Campaign) -> dict[str, str]:
    told = {"goods": campaign.goods, "area": campaign.area, "agency": campaign.agency}
    return {name: code for name, code in told.items() if code}


def _measured(evidence: Evidence, campaign: Campaign) -> Entry:
    settings = Settings(campaign.start, min(campaign.end, evidence.period.end))
    control = _reported(evidence, campaign.control) if campaign.control else None
    if campaign.outcome:
        told = _reported(evidence, campaign.outcome)
    else:
        told = _seizures(evidence, campaign)
        rose = effort_rose(told.series, settings)
        if rose is not None:
            raise UserError("effect.effort_rose", percent=round((rose.ratio - 1) * 100))
    found = measure(told.series, settings, control.series if control else None)
    return _entry(evidence, campaign, told, found)


def _reported(evidence: Evidence, wanted: Outcome) -> _Told:
    """A measure month by month from reported totals, from its first month to its last."""
    breakdown = "|".join(f"{name}={code}" for name, code in sorted(wanted.by.items()))
    figures = evidence.figures
    same = pc.and_(
        pc.equal(figures["measure"], wanted.measure), pc.equal(pc.fill_null(figures["breakdown"], ""), breakdown)
    )
    rows = figures.filter(pc.fill_null(pc.and_(same, pc.is_valid(figures["value"])), False)).to_pylist()
    days = {(month.start, month.end): at for at, month in enumerate(evidence.months)}
    found: dict[int, tuple[float, str]] = {}
    for row in rows:
        at = days.get((row["period_start"], row["period_end"]))
        if at is not None:
            value = found.get(at, (0.0, ""))[0] + row["value"]
            found[at] = (value, row["source"])
    if len(found) < _LEAST_MONTHS:
        raise UserError("effect.short", count=len(found), least=_LEAST_MONTHS)
    first, last = min(found), max(found)
    if len(found) != last - first + 1:
        raise UserError("effect.gap", count=last - first + 1 - len(found))
    months = evidence.months[first : last + 1]
    counts = np.array([found[at][0] for at in range(first, last + 1)])
    series = Series(wanted.measure, [month.start for month in months], months[-1].end, counts)
    return _Told(series, tuple(found[at][1] for at in range(first, last + 1)))


def _seizures(evidence: Evidence, campaign: Campaign) -> _Told:
    """The campaign's own kind of events month by month, beside the effort of those who ran it."""
    events = evidence.events
    for name, code in _subject(campaign).items():
        column = events["lead_agency" if name == "agency" else name]
        events = events.filter(pc.fill_null(pc.equal(column, code), False))
    effort = _effort(evidence, campaign)
    if effort is None:
        raise UserError("effect.effort_unknown")
    months = evidence.months
    counts = evidence.monthly(events)
    series = Series("cases_detected", [month.start for month in months], months[-1].end, counts, effort=effort)
    return _Told(series, tuple(_within(events, campaign)["source"].to_pylist()))


def _within(events: pa.Table, campaign: Campaign) -> pa.Table:
    days = events["occurred_on"]
    inside = pc.and_(pc.greater_equal(days, pa.scalar(campaign.start)), pc.less_equal(days, pa.scalar(campaign.end)))
    return events.filter(inside)


def _effort(evidence: Evidence, campaign: Campaign) -> Floats | None:
    """The effort that is told for every month, of the campaign's agency where it names one."""
    table = evidence.effort
    if campaign.agency:
        table = table.filter(pc.fill_null(pc.equal(table["agency"], campaign.agency), False))
    place = {(month.start, month.end): at for at, month in enumerate(evidence.months)}
    for name in _EFFORT:
        told = np.full(len(place), np.nan)
        for row in table.select(["period_start", "period_end", name]).to_pylist():
            at = place.get((row["period_start"], row["period_end"]))
            if at is not None and row[name] is not None:
                told[at] = np.nan_to_num(told[at]) + row[name]
        if len(told) and np.isfinite(told).all():
            return told
    return None


def _entry(evidence: Evidence, campaign: Campaign, told: _Told, found: Measured) -> Entry:
    verdict = _verdict(found)
    confidence: Confidence = "medium" if verdict == "no_change" or found.compared is None else "high"
    return Entry(
        numbers=_numbers(campaign, told, found, verdict),
        subject={**_subject(campaign), "campaign": campaign.code},
        say=_sentence(campaign, told.series.name, found, verdict),
        weight=0.3 if verdict == "no_change" else 0.6 + 0.3 * (1 - found.effect.p),
        confidence=confidence,
        because=lambda voice: voice.word("because.effect_control" if found.compared else "because.effect"),
        sources=told.sources,
        start=campaign.start,
        end=campaign.end,
        chart=_chart(evidence, campaign, told.series, found),
    )


def _verdict(found: Measured) -> str:
    """What the interval bears out; with a control series, that of the comparison."""
    one = found.compared or found.effect
    if one.low <= 1 <= one.high:
        return "no_change"
    return "fell" if one.high < 1 else "rose"


def _sentence(campaign: Campaign, measure_code: str, found: Measured, verdict: str) -> Say:
    one = found.compared or found.effect

    def change(voice: Wording, ratio: float) -> str:
        key = "effect.less" if ratio < 1 else "effect.more"
        return voice.word(key).format(percent=voice.percent(int(round(abs(ratio - 1) * 100))))

    def say(voice: Wording) -> str:
        return voice.say(
            f"effect.{verdict}",
            campaign=campaign.label(voice.lang),
            range=voice.days(campaign.start, campaign.end),
            measure=voice.measure(measure_code),
            change=change(voice, one.ratio),
            low=change(voice, one.low),
            high=change(voice, one.high),
            against=voice.word("effect.against_control" if found.compared else "effect.against_trend"),
        )

    return say


def _numbers(campaign: Campaign, told: _Told, found: Measured, verdict: str) -> dict[str, object]:
    one, own = found.compared or found.effect, found.effect
    return {
        "campaign": campaign.code,
        "measure": told.series.name,
        "start": campaign.start.isoformat(),
        "end": campaign.end.isoformat(),
        "verdict": verdict,
        "rate_ratio": round(one.ratio, 6),
        "low": round(one.low, 6),
        "high": round(one.high, 6),
        "p": round(one.p, 6),
        "without_control": {"rate_ratio": round(own.ratio, 6), "low": round(own.low, 6), "high": round(own.high, 6)},
        "observed": found.observed,
        "expected": round(found.expected, 4),
        "placebo_p": found.placebo.p,
        "sensitivity": {name: round(other.ratio, 4) for name, other in found.sensitivity},
    }


def _chart(evidence: Evidence, campaign: Campaign, series: Series, found: Measured) -> dict[str, object]:
    starts: dict[date, str] = {month.start: month.label for month in evidence.months}
    return {
        "kind": "series",
        "labels": [starts[start] for start in series.starts],
        "lines": [
            {"name": "observed", "values": [float(value) for value in series.counts]},
            {"name": "without_campaign", "values": [round(float(value), 2) for value in found.without]},
        ],
        "title": {lang: campaign.label(lang) for lang in ("fa", "vi", "en")},
    }
