"""Draws a chart's specification as SVG or PNG, the same for screen and paper, without any request to anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from tasvir.core.bulletins.charts.theme import NOT_REPORTED
from tasvir.renderers.fonts import FONTS

_HATCH = "not-reported"
_PATTERN = (
    f'<defs><pattern id="{_HATCH}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{NOT_REPORTED}"/>'
    '<line x1="0" y1="0" x2="0" y2="6" stroke="#a9b4bb" stroke-width="1.6"/></pattern></defs>'
)
_IDENTITY = re.compile(r'\b(id="|url\(#|href="#)')


def draw_svg(specification: Mapping[str, Any], *, titled: bool = False, narrow: bool = False, prefix: str = "") -> str:
    """The chart as SVG; `prefix` keeps its inner names apart from those of other charts in the same page.

    Documents set the title as text of their own, so it is drawn only when `titled`.
    """
    svg = _drawn(json.dumps(_arranged(specification, titled, narrow), sort_keys=True, ensure_ascii=False))
    return _IDENTITY.sub(rf"\g<1>{prefix}", svg) if prefix else svg


def draw_png(specification: Mapping[str, Any], *, scale: float = 2.5) -> bytes:
    """The chart as a picture for Word, without its title, sharp enough for print."""
    import vl_convert

    picture: bytes = vl_convert.svg_to_png(draw_svg(specification), scale=scale)
    return picture


def _arranged(specification: Mapping[str, Any], titled: bool, narrow: bool) -> dict[str, Any]:
    """The specification as this drawing needs it; what it says of narrow screens stays out of the drawing."""
    arranged = {k: v for k, v in specification.items() if k != "usermeta" and (titled or k != "title")}
    return {**arranged, **_for_narrow(specification)} if narrow else arranged


def has_narrow(specification: Mapping[str, Any]) -> bool:
    """Whether the chart can be drawn anew for a narrow screen; others are made smaller."""
    return bool(_for_narrow(specification))


def _for_narrow(specification: Mapping[str, Any]) -> Mapping[str, Any]:
    return (specification.get("usermeta") or {}).get("narrow") or {}


@lru_cache(maxsize=1)
def _register_faces() -> None:
    import vl_convert

    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))


@lru_cache(maxsize=256)
def _drawn(specification: str) -> str:
    import vl_convert

    _register_faces()
    svg: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    svg = _numbered(re.sub(r' xmlns:xlink="[^"]*"', "", svg).replace("xlink:href", "href"))
    if f'fill="{NOT_REPORTED}"' in svg:
        svg = svg.replace(f'fill="{NOT_REPORTED}"', f'fill="url(#{_HATCH})"')
        svg = re.sub(r"(<svg[^>]*>)", rf"\1{_PATTERN}", svg, count=1)
    return svg


def _numbered(svg: str) -> str:
    """Vega counts clip paths through the life of the process; here they start anew, so that drawings repeat."""
    numbers, new = re.compile(r"\b(clip|gradient_?)(\d+)\b"), count()
    known: dict[str, str] = {}
    return numbers.sub(lambda found: known.setdefault(found[0], f"{found[1]}{next(new)}"), svg)
