"""Lines over months: the period, and the comparison year as a second, quieter line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tasvir.core.bulletins.charts import theme
from tasvir.core.bulletins.charts.wording import alternative, caption, value_text
from tasvir.core.bulletins.tree import Chart

_HEIGHT = 260
_AXIS = 48
_LABEL_GAP = 0.075  # of the height: two names closer than this are pushed apart


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a value for each month, None where nothing was reported; `muted` for the comparison."""

    name: str
    values: Sequence[float | None]
    muted: bool = False


def month_lines(
    series: Sequence[Line],
    *,
    months: Sequence[str],
    lang: str,
    title: str,
    subtitle: str = "",
    unit: str = "",
    target: float | None = None,
) -> Chart:
    """Lines over the same months, named at their last point; a month that nobody reported breaks the line."""
    rtl = theme.is_rtl(lang)
    whole = all(float(v).is_integer() for line in series for v in line.values if v is not None)
    top = max([1.0, *(v for line in series for v in line.values if v is not None), target or 0]) * 1.12
    x = {
        "field": "month",
        "type": "ordinal",
        "sort": None,
        "title": None,
        "scale": {
            "domain": [theme.marked(m, lang) for m in months],
            "reverse": rtl,
            "type": "point",
            "padding": 0.3,
        },
        "axis": theme.label_axis(months),
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": theme.marked(unit, lang) or None,
        "scale": {"domain": [0, top], "nice": False},
        "axis": theme.value_axis(unit, lang, top, whole=whole),
    }
    layers = [part for line in sorted(series, key=lambda s: not s.muted) for part in _line(line, months, lang, x, y)]
    if target is not None:
        layers += _target(target, lang, rtl)
    layers.append(_names(series, months, lang, top))
    body = {"layer": layers}
    spec = theme.specification(
        body, lang=lang, title=title, subtitle=subtitle, height=_HEIGHT, beside=_AXIS + _name_room(series)
    )
    return Chart(
        caption(title, subtitle),
        spec,
        alternative(title, subtitle, _words(series, months, lang), lang, target),
    )


def _words(series: Sequence[Line], months: Sequence[str], lang: str) -> list[tuple[str, str]]:
    return [
        (f"{line.name}, {month}", value_text(value, lang).strip("\u200f"))
        for line in series
        for month, value in zip(months, line.values)
    ]


def _line(line: Line, months: Sequence[str], lang: str, x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    values = [{"month": theme.marked(m, lang), "value": v} for m, v in zip(months, line.values)]
    colour = theme.MUTED if line.muted else theme.ACCENT
    data, encoding = {"values": values}, {"x": x, "y": y}
    stroke = {
        "type": "line",
        "color": colour,
        "strokeWidth": 2 if line.muted else 2.75,
        "invalid": "break-paths-show-domains",
    }
    dots = {"type": "point", "filled": True, "size": 26 if line.muted else 44, "color": colour, "opacity": 1}
    return [
        {"data": data, "mark": stroke, "encoding": encoding},
        {"data": data, "mark": dots, "encoding": encoding},
    ]


def _names(series: Sequence[Line], months: Sequence[str], lang: str, top: float) -> dict[str, Any]:
    """The names at the ends of the lines, no two on one another."""
    ends = sorted(
        (value, line.name, index, line.muted) for line in series for index, value in [_last(line)] if value is not None
    )
    values, floor = [], float("-inf")
    for value, name, index, muted in ends:
        floor = max(value, floor + top * _LABEL_GAP)
        month = theme.marked(months[index], lang)
        values.append({"month": month, "at": floor, "name": theme.marked(name, lang), "muted": muted})
    rtl = theme.is_rtl(lang)
    quiet = {"test": "datum.muted", "value": theme.QUIET_INK}
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": "right" if rtl else "left",
            "dx": -9 if rtl else 9,
            "fontWeight": 700,
        },
        "encoding": {
            "x": {"field": "month", "type": "ordinal"},
            "y": {"field": "at", "type": "quantitative"},
            "text": {"field": "name"},
            "color": {"condition": quiet, "value": theme.ACCENT},
        },
    }


def _last(line: Line) -> tuple[int, float | None]:
    known = [(index, value) for index, value in enumerate(line.values) if value is not None]
    return known[-1] if known else (0, None)


def _target(target: float, lang: str, rtl: bool) -> list[dict[str, Any]]:
    data = {"values": [{"at": target, "text": value_text(target, lang, code="chart.target")}]}
    place = {"y": {"field": "at", "type": "quantitative"}}
    start = {"x": {"value": "width" if rtl else 0}}
    return [
        {"data": data, "mark": theme.TARGET_RULE, "encoding": place},
        {"data": data, "mark": theme.target_text(rtl), "encoding": {**place, **start, "text": {"field": "text"}}},
    ]


def _name_room(series: Sequence[Line]) -> float:
    """Pixels beside the last point for the longest name."""
    return 12 + max([0.0, *(theme.text_width(line.name) for line in series)])
