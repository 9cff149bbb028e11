"""Trends of the commission's own events by month, raw and, where effort is reported, per unit of effort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.picture.analysis.entries import Analysed, Entry, Withheld
from tasvir.core.picture.analysis.evidence import Evidence, Floats
from tasvir.core.picture.trends.answering import Settings, Trend, trend
from tasvir.core.picture.trends.model import Estimate, Rate, Series
from tasvir.core.picture.trends.telling import trend_numbers
from tasvir.core.picture.wording import Wording

_LEAST_MONTHS = 24
_LEAST = 60  # events of a series
_MOST = 7  # goods, and as many areas
_STRAY = 0.005  # the oldest share of the events does not tell when the lists began
_ALPHA = 0.1  # over all series together
_EFFORT = ("inspections", "patrol_hours", "parcels_screened", "checks")
_COVERED = 0.8  # share of months for which effort must be reported
LANGUAGES = ("fa", "vi", "en")


@dataclass(frozen=True)
class _Told:
    """A series' trend and the events behind it."""

    subject: Mapping[str, str]
    events: pa.Table
    trend: Trend
    raw: Rate
    adjusted: Rate | None
    p: float  # adjusted for the number of series


def analyse(evidence: Evidence) -> Mapping[str, Analysed]:
    """Series of months whose seasonal Kendall test holds among all series tested, all events first."""
    first, months = _span(evidence)
    if months < _LEAST_MONTHS:
        return {"trends": Analysed(withheld=[_too_short(months)])}
    picked = list(_picked(evidence))
    if not picked:
        return {"trends": Analysed(withheld=[_too_few(evidence.events.num_rows)])}
    found = []
    for subject, events in picked:
        series = _series(evidence, subject, events, slice(first, first + months))
        told = trend(series, Settings(country=None, parts=False))
        p = told.robust.kendall_p if told.robust.seasonal_p is None else told.robust.seasonal_p
        if told.rates and min(1.0, p * len(picked)) <= _ALPHA:
            found.append(_Told(subject, events, told, told.rates.raw, told.rates.adjusted, min(1.0, p * len(picked))))
    entries = [_entry(evidence, one, len(picked)) for one in found]
    return {"trends": Analysed(sorted(entries, key=lambda one: -one.weight))}


def _span(evidence: Evidence) -> tuple[int, int]:
    """The first whole month after the lists begin, and how many whole months there are up to the period's end."""
    if not evidence.events.num_rows:
        return 0, 0
    begun = int(_STRAY * evidence.events.num_rows)
    first = int(evidence.month_numbers(evidence.events["occurred_on"].slice(begun, 1))[0]) + 1
    whole = sum(month.end <= evidence.period.end for month in evidence.months)
    return first, max(whole - first, 0)


def _picked(evidence: Evidence) -> Iterator[tuple[dict[str, str], pa.Table]]:
    events = evidence.events
    if events.num_rows >= _LEAST:
        yield {}, events
    for dimension in ("goods", "area"):
        found = sorted(pc.value_counts(events[dimension]).to_pylist(), key=lambda one: (-one["counts"], one["values"]))
        for one in found[:_MOST]:
            if one["values"] and one["counts"] >= _LEAST:
                yield (
                    {dimension: one["values"]},
                    events.filter(pc.fill_null(pc.equal(events[dimension], one["values"]), False)),
                )


def _series(evidence: Evidence, subject: Mapping[str, str], events: pa.Table, span: slice) -> Series:
    months, counts = evidence.months[span], evidence.monthly(events)[span]
    effort = _effort(evidence, subject.get("area"))
    told = None if effort is None else effort[span]
    return Series("all", "month", evidence.months[0].system, months, counts, told)


def _effort(evidence: Evidence, area: str | None) -> Floats | None:
    """The first measure of effort that is reported for most months, summed by month (of an area: its own rows)."""
    number = {(month.start, month.end): at for at, month in enumerate(evidence.months)}
    rows = [one for one in evidence.effort.to_pylist() if area is None or one["area"] == area]
    for measure in _EFFORT:
        total: Floats = np.full(len(evidence.months), np.nan)
        for row in rows:
            at = number.get((row["period_start"], row["period_end"]))
            if at is not None and row[measure] is not None:
                total[at] = np.nan_to_num(total[at]) + row[measure]
        if np.mean(total > 0) >= _COVERED:
            return total
    return None


def _entry(evidence: Evidence, told: _Told, tests: int) -> Entry:
    change = (told.adjusted or told.raw).change
    sure = change.low > 1 or change.high < 1
    series = told.trend.series
    start, end = series.periods[0].start, series.periods[-1].end

    def say(voice: Wording) -> str:
        key = "trend.adjusted" if told.adjusted else "trend.raw"
        values = {f"raw_{name}": text for name, text in _percents(voice, told.raw.change).items()}
        if told.adjusted:
            values |= {f"adjusted_{name}": text for name, text in _percents(voice, told.adjusted.change).items()}
        return voice.say(key, subject=_subject(voice, told), range=voice.days(start, end), **values)

    return Entry(
        numbers={**trend_numbers(told.trend), "series": next(iter(told.subject.values()), "all")},
        subject=told.subject,
        say=say,
        weight=(1 - told.p) * min(0.9, 0.3 + abs(float(np.log(change.value)))) * (1.0 if sure else 0.5),
        confidence="high" if sure and told.adjusted else "medium" if sure else "low",
        because=lambda voice: voice.word("because.trend_adjusted" if told.adjusted else "because.trend_raw").format(
            tests=voice.number(tests)
        ),
        sources=told.events["source"].to_pylist(),
        start=start,
        end=end,
        chart=_chart(evidence, told),
        counts_on_reports=True,
    )


def _percents(voice: Wording, ratio: Estimate) -> dict[str, str]:
    """A ratio per year as a change in percent with its interval."""
    told = {"value": ratio.value, "low": ratio.low, "high": ratio.high}
    return {name: voice.percent(round(100 * (value - 1), 1)) for name, value in told.items()}


def _subject(voice: Wording, told: _Told) -> str:
    return voice.cell(told.subject) or voice.word("trend.all")


def _chart(evidence: Evidence, told: _Told) -> dict[str, Any]:
    """The events of the series by month."""
    series = told.trend.series
    voices = [Wording(lang, evidence.lists, evidence.commission) for lang in LANGUAGES]
    return {
        "kind": "series",
        "labels": [month.label for month in series.periods],
        "lines": [{"name": "trend_count", "values": [int(value) for value in series.counts]}],
        "title": {voice.lang: voice.say("trend.title", subject=_subject(voice, told)) for voice in voices},
        "unit": "case",
    }


def _too_short(months: int) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say("trend.too_short", count=voice.number(months), least=voice.number(_LEAST_MONTHS))

    return Withheld("too_short", {}, say)


def _too_few(rows: int) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say("trend.too_few", count=voice.number(rows), least=voice.number(_LEAST))

    return Withheld("too_few", {}, say)
