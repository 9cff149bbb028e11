"""Place a written figure: a provable period, an area and an agency; what cannot be placed is listed, never totalled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

import yaml

from tasvir.core.calendars.periods import Period
from tasvir.core.calendars.systems import System
from tasvir.core.characters.folding import search_key
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.picture.written.periods import (
    last_period,
    letter_date,
    named_periods,
    office_period,
    only,
    period_in_name,
    period_of,
)
from tasvir.core.text.figures.model import Figure
from tasvir.core.vocabulary.lists import Lists
from tasvir.core.vocabulary.messages import LANGUAGES

Why = Literal["period", "wider", "cumulative", "outside", "not_a_total", "measure", "other_period"]
# Where the period was read; the earlier proof wins.
Proof = Literal["sentence", "heading", "title", "letter_date", "receipt", "file_name"]


@dataclass(frozen=True)
class Quote:
    """Where a figure stands and the words round it."""

    source: str
    file: str
    text: str
    sentence: str


@dataclass(frozen=True)
class WrittenValue:
    """One value that reports state for one thing, with every place that states it."""

    value: int | float
    approx: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class WrittenFigure:
    """One thing that letters put a number to; more than one value means that they contradict each other."""

    measure: str
    by: Mapping[str, str]
    agency: str | None
    body: str | None
    area: str | None
    period: Period
    proof: Proof
    unit: str
    values: tuple[WrittenValue, ...]
    confirmed: bool = False

    @property
    def conflicting(self) -> bool:
        return len(self.values) > 1


@dataclass(frozen=True)
class Unplaced:
    """A figure that no total may use, and why."""

    figure: Figure
    why: Why
    quotes: tuple[Quote, ...]
    body: str | None
    period: Period | None = None


@dataclass
class Placement:
    """All written figures of a folder, placed for one period or listed."""

    placed: list[WrittenFigure] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


@dataclass(frozen=True)
class _Placed:
    figure: Figure
    report: WrittenReport
    period: Period
    proof: Proof
    area: str | None
    agency: str | None


def place_figures(
    reports: Iterable[WrittenReport], *, period: Period, commission: Commission, lists: Lists
) -> Placement:
    """Every written figure placed for a period, or listed with the reason why no total may use it."""
    placement, calendar = Placement(), commission.calendar_for(period)
    placed: list[_Placed] = []
    listed: list[tuple[Figure, WrittenReport, Why, Period | None]] = []
    for report in reports:
        for figure in report.figures:
            found = _place(figure, report, commission, lists, calendar)
            if isinstance(found, str):
                listed.append((figure, report, found, None))
            elif (found.period.start, found.period.end) != (period.start, period.end):
                listed.append((figure, report, "other_period", found.period))
            else:
                placed.append(found)
    placement.placed = _merged(placed)
    placement.unplaced = _listed(listed)
    return placement


def _place(
    figure: Figure, report: WrittenReport, commission: Commission, lists: Lists, calendar: System
) -> _Placed | Why:
    if figure.kind != "amount" or figure.unit in ("percent", "times"):
        return "not_a_total"
    if figure.measure in (None, "other"):
        return "measure"
    if scope := _scope(report, figure):
        return scope
    proven = provable_period(figure, report, calendar)
    day = proven[0].end if proven else None
    body_area = _in_force((report.body.area if report.body else None) or commission.area, day, lists)
    area = _in_force(figure.area, day, lists)
    if area and body_area and not _within(area, body_area, lists):
        return "wider" if _within(body_area, area, lists) else "outside"
    if proven is None:
        return "period"
    agency = figure.agency or (report.body.agency if report.body else None)
    return _Placed(figure, report, proven[0], proven[1], area or body_area, agency)


def _in_force(area: str | None, day: date | None, lists: Lists) -> str | None:
    """The area that bore the name on a day: provinces merge and keep or give up their names."""
    entries = lists["areas"].entries if "areas" in lists.by_name else {}
    if area is None or day is None or area not in entries or entries[area].valid_on(day):
        return area
    named = (lists.find("areas", entries[area].label(lang), day) for lang in LANGUAGES)
    return next((code for code in named if code and entries[code].valid_on(day)), area)


def provable_period(figure: Figure, report: WrittenReport, calendar: System) -> tuple[Period, Proof] | None:
    """The period of a figure and what proves it: its sentence, a heading, the title, the letter's date, the receipt."""
    if figure.period and (own := period_of(figure.period)):
        return office_period(own, calendar), "sentence"
    written_on = letter_date(report.opening(), report.extracted.lang) or report.received_on
    sentence = report.sentence_at(figure.start, figure.end)
    if named := named_periods(sentence, calendar, written_on):
        own = only(named)  # several periods in one sentence: nothing says which one is meant
        return (own, "sentence") if own else None
    for heading in report.headings_before(figure.start):
        if own := only(named_periods(heading, calendar, written_on)):
            return own, "heading"
    return _period_of_report(sentence, report, calendar, written_on)


def _period_of_report(
    sentence: str, report: WrittenReport, calendar: System, written_on: date | None
) -> tuple[Period, Proof] | None:
    lang, opening = report.extracted.lang, report.opening()
    if relative := last_period(sentence, lang, written_on, calendar):
        return relative, "letter_date"
    if title := only(named_periods(opening, calendar, written_on)):
        return title, "title"
    if relative := last_period(opening, lang, written_on, calendar):
        return relative, "letter_date"
    if report.receipt_period:
        return report.receipt_period, "receipt"
    named = period_in_name(report.file, calendar)
    return (named, "file_name") if named else None


@lru_cache(maxsize=3)
def _scope_words(lang: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    path = resources.files("tasvir") / "lists" / "findings" / "scope.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8")).get(lang, {})
    return {key: tuple(re.compile(pattern) for pattern in patterns) for key, patterns in found.items()}


def _scope(report: WrittenReport, figure: Figure) -> Why | None:
    """Whether the sentence speaks of more than the reporter's own period and place."""
    words = _scope_words(report.extracted.lang)
    key = search_key(report.sentence_at(figure.start, figure.end))
    for pattern in words.get("except", ()):
        key = pattern.sub(" ", key)
    if any(pattern.search(key) for pattern in words.get("wider", ())):
        return "wider"
    return "cumulative" if any(pattern.search(key) for pattern in words.get("cumulative", ())) else None


def _within(area: str, wider: str, lists: Lists) -> bool:
    """Whether an area lies in another one, or is it."""
    entries = lists["areas"].entries if "areas" in lists.by_name else {}
    at: str | None = area
    for _ in range(8):
        if at == wider:
            return True
        at = entries[at].parent if at is not None and at in entries else None
    return False


def _quote(report: WrittenReport, figure: Figure) -> Quote:
    sentence = report.sentence_at(figure.start, figure.end)
    return Quote(report.source(figure.start, figure.end), report.file, figure.quote, sentence)


def _merged(placed: Sequence[_Placed]) -> list[WrittenFigure]:
    """One entry for each thing counted, its values beside each other, its quotes under each value."""
    groups: dict[tuple[Any, ...], list[_Placed]] = {}
    for one in placed:
        figure = one.figure
        key = (figure.measure, _goods(figure), one.agency, one.area, figure.unit)
        groups.setdefault(key, []).append(one)
    return [_written(members) for members in groups.values()]


def _goods(figure: Figure) -> str | None:
    """The goods that a figure counts; of persons and vehicles the vehicles are no goods."""
    return None if figure.goods == "vehicles" and figure.measure in ("persons", "vehicles") else figure.goods


def _written(members: Sequence[_Placed]) -> WrittenFigure:
    first = members[0]
    figure, body = first.figure, first.report.body
    values: dict[float, list[_Placed]] = {}
    for one in members:
        values.setdefault(round(float(one.figure.value), 6), []).append(one)
    return WrittenFigure(
        measure=figure.measure or "other",
        by={"goods": goods} if (goods := _goods(figure)) else {},
        agency=first.agency,
        body=body.code if body else None,
        area=first.area,
        period=first.period,
        proof=first.proof,
        unit=figure.unit,
        values=tuple(
            WrittenValue(
                same[0].figure.value,
                all(one.figure.approx for one in same),
                tuple(_quote(one.report, one.figure) for one in same),
            )
            for same in values.values()
        ),
        confirmed=all((one.figure.start, one.figure.end) in one.report.confirmed for one in members),
    )


def _listed(listed: Sequence[tuple[Figure, WrittenReport, Why, Period | None]]) -> list[Unplaced]:
    """One entry for each figure that is not placed; the same words about the same thing are listed once."""
    found: dict[tuple[Any, ...], Unplaced] = {}
    for figure, report, why, period in listed:
        sentence = search_key(report.sentence_at(figure.start, figure.end))
        key = (sentence, figure.value, figure.unit, why)
        quote = _quote(report, figure)
        earlier = found.get(key)
        if earlier:
            quotes = tuple(dict.fromkeys((*earlier.quotes, quote)))
            found[key] = Unplaced(earlier.figure, why, quotes, earlier.body, period)
        else:
            found[key] = Unplaced(figure, why, (quote,), report.body.code if report.body else None, period)
    return list(found.values())
