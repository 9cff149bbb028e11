"""Alerts on the commission's own events: weeks of the period with more than the same time of earlier years explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.picture.alerts.model import Answer, Farrington, Series, Threshold
from tasvir.core.picture.alerts.monitor import monitor
from tasvir.core.picture.analysis.entries import Analysed, Entry, Withheld
from tasvir.core.picture.analysis.evidence import Evidence
from tasvir.core.picture.wording import Wording

_SEASON = 52
_MOST_YEARS = 5
_TREND_YEARS = 3
_LEAST = 30  # events of a series to be watched
_MOST = 9  # goods, and as many areas
_STRAY = 0.005  # the oldest share of the events does not tell when the lists began
_ALPHA, _RATE = 0.005, 0.05
_CHARTED = 24  # months
LANGUAGES = ("fa", "vi", "en")


@dataclass(frozen=True)
class _Watched:
    """One series of weeks: all events, one kind of goods, or one area."""

    dimension: str
    code: str
    events: pa.Table
    series: Series

    @property
    def subject(self) -> dict[str, str]:
        """By codes what the series is about."""
        return {self.dimension: self.code} if self.dimension else {}


@dataclass(frozen=True)
class _Run:
    """Weeks in a row above the limit."""

    watched: _Watched
    start: date
    end: date
    rows: Sequence[int]  # of the answer
    tests: int


def analyse(evidence: Evidence) -> Mapping[str, Analysed]:
    """Weeks of the period above the limit of Farrington flexible, false alarms held to one in twenty."""
    starts = _weeks(evidence)
    last = sum(start >= evidence.period.start for start in starts) or 1
    years = min(_MOST_YEARS, (len(starts) - last - Farrington().half_window) // _SEASON)
    if years < 1:
        return {"alerts": Analysed(withheld=[_too_short(max(len(starts) - last, 0))])}
    watched = list(_watched(evidence, starts))
    if not watched:
        return {"alerts": Analysed(withheld=[_too_few(evidence.events.num_rows)])}
    # A short past leaves the mean itself unsure, which muan holds against the count.
    threshold: Threshold = "nb-plugin" if years >= _TREND_YEARS else "muan"
    settings = Farrington(threshold, _ALPHA, years, season=_SEASON)
    answer, _ = monitor([one.series for one in watched], settings, last=last, level=_RATE)
    runs = list(_runs(answer, watched))
    entries = [_entry(evidence, answer, one, years) for one in runs]
    return {"alerts": Analysed(sorted(entries, key=lambda one: -one.weight))}


def _weeks(evidence: Evidence) -> list[date]:
    """The first days of the weeks up to the period's end, from when the lists begin."""
    days = evidence.events["occurred_on"]
    if not len(days):
        return []
    first: date = days[int(_STRAY * len(days))].as_py()
    count = ((evidence.period.end - first).days + 1) // 7
    return [evidence.period.end - timedelta(days=7 * back - 1) for back in range(count, 0, -1)]


def _watched(evidence: Evidence, starts: Sequence[date]) -> Iterator[_Watched]:
    days = evidence.events["occurred_on"]
    events = evidence.events.filter(pc.fill_null(pc.greater_equal(days, pa.scalar(starts[0])), False))
    if events.num_rows >= _LEAST:
        yield _Watched("", "", events, _series("", events, starts))
    for dimension in ("goods", "area"):
        found = sorted(pc.value_counts(events[dimension]).to_pylist(), key=lambda one: (-one["counts"], one["values"]))
        for one in found[:_MOST]:
            if one["values"] and one["counts"] >= _LEAST:
                rows = events.filter(pc.fill_null(pc.equal(events[dimension], one["values"]), False))
                yield _Watched(dimension, one["values"], rows, _series(one["values"], rows, starts))


def _series(name: str, events: pa.Table, starts: Sequence[date]) -> Series:
    counts = np.bincount(_week_numbers(events, starts), minlength=len(starts)).astype(float)
    return Series(name, "week", starts, counts, None, [day.isoformat() for day in starts])


def _week_numbers(events: pa.Table, starts: Sequence[date]) -> npt.NDArray[np.int64]:
    since = events["occurred_on"].to_numpy().astype("datetime64[D]") - np.datetime64(starts[0])
    return np.asarray(since.astype(np.int64) // 7, np.int64)


def _runs(answer: Answer, watched: Sequence[_Watched]) -> Iterator[_Run]:
    """Alarms that stand above chance; neighbouring weeks of a series together."""
    with np.errstate(invalid="ignore"):
        kept = np.flatnonzero(answer.alarm & (answer.q <= _RATE))
    breaks = np.flatnonzero((np.diff(kept) > 1) | (np.diff(answer.series[kept]) > 0)) + 1
    tests = int(np.isfinite(answer.p).sum())
    for rows in np.split(kept, breaks) if len(kept) else []:
        one = watched[int(answer.series[rows[0]])]
        first, final = (one.series.dates[int(answer.at[row])] for row in (rows[0], rows[-1]))
        yield _Run(one, first, final + timedelta(days=6), rows.tolist(), tests)


def _entry(evidence: Evidence, answer: Answer, run: _Run, years: int) -> Entry:
    rows = run.rows
    count, expected = float(answer.count[rows].sum()), float(answer.expected[rows].sum())
    q = float(answer.q[rows].max())
    inside = _inside(run)

    def say(voice: Wording) -> str:
        return voice.say(
            "alert.found" if len(rows) > 1 else "alert.found.one",
            subject=voice.cell(run.watched.subject) or voice.word("alert.all"),
            range=voice.days(run.start, run.end),
            observed=voice.number(int(count)),
            expected=voice.number(round(expected, 1)),
            weeks=voice.number(len(rows)),
            percent=voice.percent(round(max(q, 0.0001) * 100, 2)),
        )

    def because(voice: Wording) -> str:
        return voice.word("because.alert").format(
            years=voice.number(years), tests=voice.number(run.tests), rate=voice.percent(_RATE * 100)
        )

    return Entry(
        numbers=_numbers(answer, run),
        subject=run.watched.subject,
        say=say,
        weight=(1 - q) * min(1.0, 0.4 + (count - expected) / 40) * (1.0 if run.watched.dimension else 0.9),
        confidence="high" if q <= _RATE / 5 and years >= _TREND_YEARS and count >= 10 else "medium",
        because=because,
        sources=inside["source"].to_pylist(),
        start=run.start,
        end=run.end,
        chart=_chart(evidence, run),
        counts_on_reports=False,  # what comes late adds to the count
    )


def _inside(run: _Run) -> pa.Table:
    days = run.watched.events["occurred_on"]
    after = pc.greater_equal(days, pa.scalar(run.start))
    return run.watched.events.filter(pc.and_(after, pc.less_equal(days, pa.scalar(run.end))))


def _numbers(answer: Answer, run: _Run) -> dict[str, Any]:
    """The strongest week as the command tells it, and the run that it stands in."""
    row = min(run.rows, key=lambda at: float(answer.p[at]))
    dates = run.watched.series.written
    return {
        "series": run.watched.series.name or "all",
        "date": dates[int(answer.at[row])],
        "count": int(answer.count[row]),
        "expected": round(float(answer.expected[row]), 6),
        "upper": int(answer.upper[row]),
        "alarm": True,
        "score": round(float(answer.score[row]), 6),
        "p": float(answer.p[row]),
        "q": float(answer.q[row]),
        "start": run.start.isoformat(),
        "end": run.end.isoformat(),
        "weeks": len(run.rows),
    }


def _chart(evidence: Evidence, run: _Run) -> dict[str, Any]:
    """The events of the series by month."""
    months = evidence.months[-_CHARTED:]
    counts = evidence.monthly(run.watched.events)[-_CHARTED:]
    return {
        "kind": "series",
        "labels": [month.label for month in months],
        "lines": [{"name": "alert_count", "values": [int(value) for value in counts]}],
        "title": {lang: _title(Wording(lang, evidence.lists, evidence.commission), run) for lang in LANGUAGES},
        "unit": "case",
    }


def _title(voice: Wording, run: _Run) -> str:
    return voice.say("alert.title", subject=voice.cell(run.watched.subject) or voice.word("alert.all"))


def _too_short(weeks: int) -> Withheld:
    needed = _SEASON + Farrington().half_window

    def say(voice: Wording) -> str:
        return voice.say("alert.too_short", weeks=voice.number(weeks), least=voice.number(needed))

    return Withheld("too_short", {}, say)


def _too_few(rows: int) -> Withheld:
    def say(voice: Wording) -> str:
        return voice.say("alert.too_few", count=voice.number(rows), least=voice.number(_LEAST))

    return Withheld("too_few", {}, say)
