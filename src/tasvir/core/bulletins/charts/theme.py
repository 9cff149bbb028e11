"""One look for every chart: colours, type faces, the digits of each language and the direction of reading."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

from tasvir.core.text.formatting import format_compact, format_number

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

ACCENT = "#0f5c6e"
MUTED = "#98a6ad"
TARGET = "#a8480f"
TARGET_RULE = {"type": "rule", "color": TARGET, "strokeDash": [5, 3], "strokeWidth": 1.5}
INK = "#1d2b33"
QUIET_INK = "#55646d"
RULE = "#dfe5e8"
PAPER = "#ffffff"
# The renderer hatches this colour, so that "not reported" never looks like a small number, in print either.
NOT_REPORTED = "#e7eaee"
SCALE = ("#d3e6ea", "#9fc8d1", "#62a0ae", "#2d7889", "#0b4656")

WIDTH = 600
NARROW_WIDTH = 330
_LEAST_WIDTH = 140
_LARGE = 1e7

# One face, no list of them: with a list the drawing engine measures each letter in another face and cuts labels short.
_FACES = {"fa": "Vazirmatn"}
_LATIN_FACE = "Noto Sans"  # a name with a digit, such as Source Sans 3, is not found when widths are measured


def is_rtl(lang: str) -> bool:
    """Whether a language is read from right to left."""
    return lang == "fa"


def marked(text: str, lang: str) -> str:
    """A text whose punctuation stays on its side although a drawing has no direction of its own."""
    return f"\u200f{text}\u200f" if is_rtl(lang) and text else text


def face(lang: str) -> str:
    """The type face of a language."""
    return _FACES.get(lang, _LATIN_FACE)


def specification(
    body: Mapping[str, Any],
    *,
    lang: str,
    title: str,
    subtitle: str,
    height: int | Mapping[str, int],
    beside: float = 0,
) -> dict[str, Any]:
    """A whole specification: the body with title, size, look and locale.

    `beside` are the pixels that labels take beside the plot. Vega could fit them itself, but then a long title
    squeezes the plot too.
    """
    rtl = is_rtl(lang)
    return {
        "$schema": SCHEMA,
        "title": {
            "text": marked(title, lang),
            "subtitle": marked(subtitle, lang),
            "anchor": "end" if rtl else "start",
        },
        "width": max(_LEAST_WIDTH, WIDTH - round(beside)),
        "height": height,
        "autosize": {"type": "pad"},
        "padding": {"left": 4, "right": 4, "top": 6, "bottom": 4},
        "background": PAPER,
        "usermeta": {"narrow": {"width": max(_LEAST_WIDTH, NARROW_WIDTH - round(beside))}},
        **body,
        "config": look(lang),
    }


def value_axis(unit: str, lang: str, top: float, *, whole: bool) -> dict[str, Any]:
    """An upright axis of numbers on the side where reading starts, its unit lying on top of it."""
    side: dict[str, Any] = {"orient": "left", "titleAlign": "left", "titleX": -34}
    if is_rtl(lang):
        side = {"orient": "right", "titleAlign": "right", "titleX": 34}
    upright = {"titleAngle": 0, "titleAnchor": "end", "titleY": -12, "titleBaseline": "bottom"}
    return ticks(top, lang, whole=whole) | (upright | side if unit else {"orient": side["orient"]})


def ticks(top: float, lang: str, *, whole: bool = False) -> dict[str, Any]:
    """Round values from nought, `whole` ones for what is counted; written by the one formatter, not by Vega."""
    power = 10.0 ** max(floor(log10(top / 6)), 0 if whole else -9)
    factors = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    step = next(power * factor for factor in factors if power * factor * 6 >= top)
    values = [round(step * index, 10) for index in range(ceil(top / step)) if step * index <= top]
    texts = [marked(number_text(value, lang), lang) for value in values]
    label = f"{json.dumps(texts, ensure_ascii=False)}[round(datum.value / {step!r})]"
    return {"values": values, "labelExpr": label, "domain": False, "ticks": False}


def label_axis(labels: Sequence[str]) -> dict[str, Any]:
    """A level axis of words that leaves out every second, third … one where they would touch."""
    widest = max([1.0, *(text_width(label) for label in labels)]) + 6
    step = f"ceil({round(widest * len(labels))} / width)"
    shown = f"indexof(domain('x'), datum.value) % {step} ? '' : datum.label"
    return {"labelAngle": 0, "labelOverlap": False, "labelExpr": shown, "ticks": False}


def look(lang: str) -> dict[str, Any]:
    """The configuration that every chart of a language shares."""
    return {
        "font": face(lang),
        "view": {"stroke": None},
        "title": {
            "fontSize": 15,
            "fontWeight": 700,
            "color": INK,
            "subtitleColor": QUIET_INK,
            "subtitleFontSize": 12,
            "offset": 14,
        },
        "axis": {
            "labelFontSize": 12,
            "labelColor": INK,
            "titleFontSize": 12,
            "titleFontWeight": 400,
            "titleColor": QUIET_INK,
            "gridColor": RULE,
            "domainColor": MUTED,
            "tickColor": MUTED,
            "labelPadding": 6,
        },
        "text": {"fontSize": 12, "color": INK},
        "bar": {"color": ACCENT},
        "line": {"color": ACCENT, "strokeWidth": 2.5},
    }


def number_text(value: float, lang: str) -> str:
    """A number beside its mark; millions and more in the large units of the language."""
    return format_compact(value, lang) if abs(value) >= _LARGE else format_number(value, lang)


def text_width(text: str, size: float = 12) -> float:
    """A generous guess of how wide a text is in pixels, to leave room for it."""
    return len(text) * size * 0.56


def target_text(rtl: bool) -> dict[str, Any]:
    """The mark of the words above a target's line, from where reading starts."""
    align = "right" if rtl else "left"
    return {"type": "text", "color": TARGET, "baseline": "bottom", "dy": -3, "align": align}
