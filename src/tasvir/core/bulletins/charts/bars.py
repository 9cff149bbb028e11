"""Bars: members ranked, with those that have zero or did not report listed as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tasvir.core.bulletins.charts import theme
from tasvir.core.bulletins.charts.wording import alternative, caption, value_text
from tasvir.core.bulletins.tree import Chart

_STEP = 26
_AXIS = 44
_LABEL_LIMIT = 210
_NUMBER_ROOM = 0.16  # of the width, for a number
_ROOM = 1.18  # of the longest bar, so that the numbers beside the bars stay inside


@dataclass(frozen=True, slots=True)
class Bar:
    """One member: `value` None is not reported; `comparison` is its value in the comparison period."""

    label: str
    value: float | None
    text: str = ""
    comparison: float | None = None


def ranked_bars(
    rows: Sequence[Bar | tuple[str, float | None]],
    *,
    lang: str,
    title: str,
    subtitle: str = "",
    unit: str = "",
    target: float | None = None,
    comparison_name: str = "",
) -> Chart:
    """Horizontal bars from the largest down; zero has no bar but its number, "not reported" its words."""
    bars = sorted(map(_as_bar, rows), key=lambda b: (b.value is None, -(b.value or 0)))
    rtl = theme.is_rtl(lang)
    top = max([1.0, *(b.value or 0 for b in bars), *(b.comparison or 0 for b in bars), target or 0]) * _ROOM
    data = [{**_datum(bar, lang, unit), "at": _label_place(bar, top)} for bar in bars]
    x = {
        "field": "value",
        "type": "quantitative",
        "title": theme.marked(unit, lang) or None,
        "scale": {"domain": [0, top], "reverse": rtl, "nice": False},
        "axis": theme.ticks(top, lang, whole=_whole(bars)),
    }
    y = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"orient": "right" if rtl else "left", "ticks": False, "labelLimit": _LABEL_LIMIT},
    }
    layers = _bar_layers(x, y, rtl)
    if any(bar.comparison is not None for bar in bars):
        layers.append(_comparison_layer(y))
    if target is not None:
        layers += _target_layers(target, lang, rtl)
    subtitle = _with_comparison(subtitle, comparison_name, lang)
    body = {"data": {"values": data}, "layer": layers}
    beside = 12 + min(_LABEL_LIMIT, max([0.0, *(theme.text_width(bar.label) for bar in bars)]))
    spec = theme.specification(body, lang=lang, title=title, subtitle=subtitle, height={"step": _STEP}, beside=beside)
    words = [(bar.label, datum["text"].strip("\u200f")) for bar, datum in zip(bars, data)]
    return Chart(caption(title, subtitle), spec, alternative(title, subtitle, words, lang, target))


def bar_chart(
    rows: Sequence[Bar | tuple[str, float | None]],
    *,
    lang: str,
    title: str,
    subtitle: str = "",
    x_title: str = "",
    unit: str = "",
) -> Chart:
    """Upright bars in the order given, the first where reading starts: for hours, days, classes."""
    bars = list(map(_as_bar, rows))
    rtl = theme.is_rtl(lang)
    data = [_datum(bar, lang, "") for bar in bars]
    top = max([1.0, *(b.value or 0 for b in bars)]) * _ROOM
    x = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "title": theme.marked(x_title, lang) or None,
        "scale": {"domain": [d["label"] for d in data], "reverse": rtl, "paddingInner": 0.25},
        "axis": theme.label_axis([bar.label for bar in bars]),
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": theme.marked(unit, lang) or None,
        "scale": {"domain": [0, top], "nice": False},
        "axis": theme.value_axis(unit, lang, top, whole=_whole(bars)),
    }
    text = {"mark": {"type": "text", "baseline": "bottom", "dy": -3}, "encoding": {"text": {"field": "text"}}}
    body = {"data": {"values": data}, "encoding": {"x": x, "y": y}, "layer": [{"mark": "bar"}, text]}
    spec = theme.specification(body, lang=lang, title=title, subtitle=subtitle, height=240, beside=_AXIS)
    words = [(bar.label, datum["text"].strip("\u200f")) for bar, datum in zip(bars, data)]
    return Chart(caption(title, subtitle), spec, alternative(title, subtitle, words, lang))


def _whole(bars: Sequence[Bar]) -> bool:
    return all(float(bar.value).is_integer() for bar in bars if bar.value is not None)


def _as_bar(row: Bar | tuple[str, float | None]) -> Bar:
    return row if isinstance(row, Bar) else Bar(*row)


def _datum(bar: Bar, lang: str, unit: str) -> dict[str, Any]:
    """One row of the chart's data; a bar without a value starts at nought and only speaks."""
    return {
        "label": theme.marked(bar.label, lang),
        "value": bar.value or 0,
        "text": theme.marked(bar.text, lang) or value_text(bar.value, lang, unit),
        "silent": bar.value is None,
        "comparison": bar.comparison,
    }


def _label_place(bar: Bar, top: float) -> float:
    """Where the number stands: after the bar, or after the comparison's mark where that is in the way."""
    value, other = bar.value or 0, bar.comparison or 0
    return other if 0 <= other - value < top * _NUMBER_ROOM else value


def _bar_layers(x: dict[str, Any], y: dict[str, Any], rtl: bool) -> list[dict[str, Any]]:
    quiet = {"test": "datum.silent", "value": theme.QUIET_INK}
    text = {
        "mark": {"type": "text", "align": "right" if rtl else "left", "dx": -6 if rtl else 6},
        "encoding": {
            "x": {**x, "field": "at"},
            "y": y,
            "text": {"field": "text"},
            "color": {"condition": quiet, "value": theme.INK},
        },
    }
    return [{"mark": {"type": "bar", "height": {"band": 0.62}}, "encoding": {"x": x, "y": y}}, text]


def _comparison_layer(y: dict[str, Any]) -> dict[str, Any]:
    mark = {
        "type": "tick",
        "thickness": 4,
        "height": {"band": 0.9},
        "opacity": 1,
        "color": theme.MUTED,
        "stroke": theme.PAPER,
    }
    return {"mark": mark, "encoding": {"x": {"field": "comparison", "type": "quantitative"}, "y": y}}


def _target_layers(target: float, lang: str, rtl: bool) -> list[dict[str, Any]]:
    data = {"values": [{"target": target, "text": value_text(target, lang, "", code="chart.target")}]}
    place = {"x": {"field": "target", "type": "quantitative"}}
    label = {"mark": theme.target_text(rtl), "encoding": {**place, "y": {"value": 0}, "text": {"field": "text"}}}
    return [{"data": data, "mark": theme.TARGET_RULE, "encoding": place}, {"data": data, **label}]


def _with_comparison(subtitle: str, name: str, lang: str) -> str:
    return caption(subtitle, value_text(None, lang, "", code="chart.grey_mark", name=name), " · ") if name else subtitle
