"""The sections of numbers: the first figures, all totals, each breakdown with its chart, the months, the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from tasvir.core.bulletins import charts
from tasvir.core.bulletins.pages import (
    Numbered,
    Pages,
    amount,
    exact,
    headings,
    paragraph,
    shortened,
    text,
)
from tasvir.core.bulletins.totals_table import capital, caption, comma, comparison_cells, range_of, tells, totals_parts
from tasvir.core.bulletins.tree import Cell, Chart, Heading, KeyFigure, KeyFigures, Part, Run, Section, Table

_MOST_KEYS = 6
_MOST_BARS = 10
_DIMENSIONS = (
    *("goods", "area", "agency", "working_group", "channel", "carrier", "platform"),
    *("conveyance", "detection", "violation"),
)
_BESIDE = ("goods_value", "persons", "vehicles")
_IN_KEYS = ("cases_detected", "goods_value", "persons", "vehicles", "inspections", "fines")

Trend = Literal["up", "down", "level"]


def key_figures(pages: Pages) -> KeyFigures:
    """The first numbers of the picture, the most telling measures first."""
    told = [one for one in pages.totals if one[1]["value"] is not None and one[1]["measure"] != "quantity"]
    order = {measure: place for place, measure in enumerate(_IN_KEYS)}
    ranked = sorted(told, key=lambda one: (order.get(one[1]["measure"], 99), one[0]))
    return KeyFigures([_key_figure(pages, one) for one in ranked[:_MOST_KEYS]])


def _key_figure(pages: Pages, one: Numbered) -> KeyFigure:
    place, number = one
    base = pages.base(number)
    change, trend = (_change_line(pages, base), _trend(base)) if base and base["value"] is not None else (None, None)
    label = pages.voice.say("text.colon", label=pages.voice.measure(number["measure"]), value="").rstrip(": ")
    return KeyFigure(label, pages.amount(number), change, trend, pages.cite(f"numbers/{place}", always=True))


def _change_line(pages: Pages, base: Mapping[str, Any]) -> str:
    voice = pages.voice
    name = voice.word(f"comparison.{base['name']}")
    days = range_of(pages, base)
    return f"{pages.change(base)} ({name}, {days})" if voice.lang != "fa" else f"{pages.change(base)} ({name}، {days})"


def _trend(base: Mapping[str, Any]) -> Trend:
    value, other = exact(base["current_value"]), exact(base["value"])
    if value is None or other is None or value == other:
        return "level"
    return "up" if value > other else "down"


def number_sections(pages: Pages, boundaries: Mapping[str, Any] | None) -> Iterator[Section]:
    """Totals, breakdowns, months."""
    voice = pages.voice
    if not pages.main:
        yield Section(
            Heading(voice.say("heading.numbers"), anchor="numbers"), [paragraph(voice.say("note.no_numbers"))]
        )
        return
    yield Section(Heading(voice.say("heading.numbers"), anchor="numbers"), list(totals_parts(pages)))
    measure = pages.main[1]["measure"]
    for dimension in _DIMENSIONS:
        found = pages.areas(measure) if dimension == "area" else pages.cells(measure, dimension)
        cells = [one for one in found if tells(one)]
        if cells:
            yield _breakdown(pages, measure, dimension, cells, boundaries)
    months = pages.cells(measure, "month")
    if len(months) > 1:
        yield _months(pages, measure, months)


def _breakdown(
    pages: Pages, measure: str, dimension: str, cells: Sequence[Numbered], boundaries: Mapping[str, Any] | None
) -> Section:
    voice = pages.voice
    word = voice.word(f"dimension.{dimension}")
    ranked = sorted(
        cells, key=lambda one: (-(exact(one[1]["value"]) or 0), voice.label(dimension, one[1]["by"][dimension]))
    )
    title = voice.say("chart.title", measure=voice.measure(measure), dimension=word, period=pages.period_name)
    parts: list[Part] = []
    drawn = [one for one in ranked if one[1]["state"] != "hidden"]
    if len(drawn) > 1:
        parts.append(_bars(pages, dimension, drawn[:_MOST_BARS], title))
    if dimension == "area" and boundaries and drawn:
        parts.append(_map(pages, measure, drawn, boundaries))
    parts.append(_table(pages, measure, dimension, ranked, title))
    heading = voice.say("heading.by", dimension=word)
    return Section(Heading(heading, level=2, anchor=f"by-{dimension}"), parts)


def _subtitle(pages: Pages) -> str:
    return pages.voice.say("chart.subtitle", range=pages.range, day=pages.made_on)


def _bars(pages: Pages, dimension: str, ranked: Sequence[Numbered], title: str) -> Chart:
    voice = pages.voice
    base = pages.base(ranked[0][1])
    bars = [
        charts.Bar(
            voice.label(dimension, number["by"][dimension]),
            exact(number["value"]),
            comparison=exact(one["value"]) if (one := pages.base(number)) else None,
        )
        for _, number in ranked
    ]
    return charts.ranked_bars(
        bars,
        lang=voice.lang,
        title=title,
        subtitle=_subtitle(pages),
        unit=voice.unit(ranked[0][1]["unit"]),
        comparison_name=voice.word(f"comparison.{base['name']}") if base else "",
    )


def _map(pages: Pages, measure: str, cells: Sequence[Numbered], boundaries: Mapping[str, Any]) -> Chart:
    voice, entries = pages.voice, pages.voice.lists["areas"].entries
    places = []
    for _, number in cells:
        code = number["by"]["area"]
        columns = entries[code].columns if code in entries else {}
        lat, lon = (float(columns[key]) if columns.get(key) else None for key in ("lat", "lon"))
        places.append(charts.Place(code, voice.label("area", code), exact(number["value"]), lat, lon))
    title = voice.say("chart.title_map", measure=voice.measure(measure), period=pages.period_name)
    unit = voice.unit(cells[0][1]["unit"])
    return charts.province_map(places, boundaries, lang=voice.lang, title=title, subtitle=_subtitle(pages), unit=unit)


def _table(pages: Pages, measure: str, dimension: str, ranked: Sequence[Numbered], title: str) -> Table:
    voice = pages.voice
    whole = next((exact(one["value"]) for _, one in pages.totals if one["measure"] == measure), None)
    wanted = _BESIDE[:1] if pages.paper else _BESIDE  # more columns than that do not fit a page
    beside = [other for other in wanted if other != measure and _has(pages, other, dimension)]
    quantities = dimension == "goods" and _has(pages, "quantity", dimension)
    rows = []
    for place, number in ranked:
        code = number["by"][dimension]
        row = [text(voice.label(dimension, code)), pages.number_cell(place, number)]
        row += comparison_cells(pages, number, pages.base(number))
        value = exact(number["value"])
        share = value / whole * 100 if whole and value is not None else None
        row.append(amount(voice.percent(share) if share is not None else "", share))
        row += [_beside(pages, other, dimension, code) for other in (*beside, *(["quantity"] if quantities else []))]
        rows.append(row)
    names = list(dict.fromkeys(c["name"] for _, n in ranked for c in n["comparisons"] if c["name"] != "plan"))[:1]
    header = headings(
        voice.say(f"dimension.{dimension}"),
        voice.say("text.colon", label=voice.measure(measure), value="").rstrip(": "),
        voice.say(f"comparison.{names[0]}") if names else voice.word("text.none"),
        voice.say("column.change"),
        voice.say("column.share"),
        *(capital(pages, other) for other in (*beside, *(["quantity"] if quantities else []))),
    )
    words = caption(pages, title.rsplit(comma(pages), 1)[0], names)
    note = voice.say("note.rounding") if dimension == "goods" else None
    return shortened(
        pages,
        words,
        header,
        rows,
        name=voice.say("heading.by", dimension=voice.word(f"dimension.{dimension}")),
        note=note,
    )


def _has(pages: Pages, measure: str, dimension: str) -> bool:
    return any(one["value"] is not None for _, one in pages.cells(measure, dimension))


def _beside(pages: Pages, measure: str, dimension: str, code: str) -> Cell:
    """A further measure of the same cell; several units stand side by side, each opening to its sources."""
    found = [
        one
        for one in pages.cells(measure, dimension)
        if one[1]["by"][dimension] == code and one[1]["value"] is not None
    ]
    if not found:
        return amount(pages.voice.word("text.none"))
    if len(found) == 1:
        return pages.number_cell(*found[0])
    runs: list[Run] = []
    for place, number in found:
        if runs:
            runs.append(Run(pages.voice.word("join.list")))
        runs.append(Run(pages.amount(number), evidence=pages.cite(f"numbers/{place}")))
    return Cell(tuple(runs), align="end")


def _months(pages: Pages, measure: str, months: Sequence[Numbered]) -> Section:
    voice = pages.voice
    labels = [voice.label("month", number["by"]["month"]) for _, number in months]
    own = charts.Line(pages.period_name, [exact(number["value"]) for _, number in months])
    lines = [own]
    bases = [pages.base(number) for _, number in months]
    if any(base and base["value"] is not None for base in bases):
        name = next(voice.word(f"comparison.{base['name']}") for base in bases if base)
        values = [exact(base["value"]) if base else None for base in bases]
        lines.append(charts.Line(name, values, muted=True))
    title = voice.say("chart.title_months", measure=voice.measure(measure), period=pages.period_name)
    unit = voice.unit(months[0][1]["unit"])
    chart = charts.month_lines(lines, months=labels, lang=voice.lang, title=title, subtitle=_subtitle(pages), unit=unit)
    table = _table(pages, measure, "month", list(months), title)
    return Section(Heading(voice.say("heading.months"), level=2, anchor="by-month"), [chart, table])
