"""Charts of analyses from their data in picture.json: series over months or weeks, maps, bars before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tasvir.core.bulletins import charts
from tasvir.core.bulletins.pages import Pages
from tasvir.core.bulletins.tree import Chart

Entry = Mapping[str, Any]


def chart_of(pages: Pages, chart: Entry, entry: Entry, boundaries: Mapping[str, Any] | None) -> Chart:
    """The chart of an entry; its kind says how its data are drawn."""
    if chart["kind"] == "map":
        return _map(pages, chart, entry, boundaries)
    return _bars(pages, chart) if chart["kind"] == "bars" else _series(pages, chart)


def _map(pages: Pages, chart: Entry, entry: Entry, boundaries: Mapping[str, Any] | None) -> Chart:
    voice = pages.voice
    goods = voice.label("goods", entry["goods"]) if entry.get("goods") else voice.word("hotspot.all_goods")
    places = [_place(pages, one) for one in chart["areas"]]
    title = voice.say("hotspot.map", goods=goods, range=_days(pages, chart))
    return charts.province_map(places, boundaries, lang=voice.lang, title=title, unit=voice.unit("case"))


def _place(pages: Pages, one: Entry) -> charts.Place:
    entry = pages.voice.lists["areas"].entries.get(one["code"])
    lat, lon = (entry.columns.get(name) if entry else None for name in ("lat", "lon"))
    known = (float(lat), float(lon)) if lat and lon else (None, None)
    return charts.Place(one["code"], pages.voice.label("area", one["code"]), one["value"], *known)


def _days(pages: Pages, chart: Entry) -> str:
    return pages.voice.days(date.fromisoformat(chart["start"]), date.fromisoformat(chart["end"]))


def _series(pages: Pages, chart: Entry) -> Chart:
    """Lines over the same months or weeks; a line's name is a key of the sentences."""
    voice = pages.voice
    lines = [
        charts.Line(voice.say(f"line.{one['name']}"), one["values"], muted=one["name"] != chart["lines"][0]["name"])
        for one in chart["lines"]
    ]
    months = [voice.label("month", label) for label in chart["labels"]]
    return charts.month_lines(
        lines, months=months, lang=voice.lang, title=chart["title"][voice.lang], unit=_unit(pages, chart)
    )


def _bars(pages: Pages, chart: Entry) -> Chart:
    lang = pages.voice.lang
    bars = [charts.Bar(one["label"][lang], one["value"]) for one in chart["bars"]]
    return charts.ranked_bars(bars, lang=lang, title=chart["title"][lang], unit=_unit(pages, chart))


def _unit(pages: Pages, chart: Entry) -> str:
    return pages.voice.unit(chart["unit"]) if chart.get("unit") else ""
