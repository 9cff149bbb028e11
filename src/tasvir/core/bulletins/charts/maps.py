"""A map of areas in five classes; zero, "not reported" and a place without a boundary each look different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasvir.core.bulletins.charts import theme
from tasvir.core.bulletins.charts.outlines import Outline, Plane, read_outlines
from tasvir.core.bulletins.charts.wording import alternative, caption, value_text
from tasvir.core.bulletins.tree import Chart

_WIDTH = theme.WIDTH - 10
_TALLEST = 500
_LEGEND_WIDTH, _NARROW_LEGEND_WIDTH = 135, 100
_LEGEND_ROW = 21
_LABEL_SIZE, _LINE_HEIGHT = 10.5, 14
_EDGE, _GROUND = "#7b8a92", "#f4f7f8"
_MARK = "\u200f"
_AS_GIVEN: dict[str, Any] = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
_NAMED_AREAS = 16  # a map with more areas names only the busiest of them
_NAMED_BUSIEST = 8


@dataclass(frozen=True, slots=True)
class Place:
    """One area or point: `value` None is not reported; `lat`/`lon` in degrees place it where no boundary does."""

    code: str
    label: str
    value: float | None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class _Class:
    colour: str
    text: str


def province_map(
    places: Sequence[Place],
    boundaries: Mapping[str, Any] | None,
    *,
    lang: str,
    title: str,
    subtitle: str = "",
    unit: str = "",
) -> Chart:
    """Areas of a GeoJSON collection (`code` in the properties) coloured by value.

    An area without a place is not reported; a place without an area is a point, where it has `lat` and `lon`.
    A single area with points inside is their ground and has no colour of its own.
    """
    outlines = read_outlines(boundaries, lang)
    dots = [p for p in places if p.code not in outlines and p.lat is not None and p.lon is not None]
    ground = set(outlines) if len(outlines) == 1 and dots else set()
    if outlines or dots:  # wider areas, such as the country, have no place on this map
        places = [p for p in places if p in dots or (p.code in outlines and p.code not in ground)]
    by_code = {place.code: place for place in places}
    limits = class_limits([p.value for p in places if p.value])
    drawn: dict[int, dict[str, Any]] = {}
    for width in (_WIDTH, theme.NARROW_WIDTH):
        plane = _plane(outlines, dots, lang, width)
        layers = [
            *(_ground(outlines, plane) if ground else _areas(outlines, by_code, plane, limits, lang)),
            *_dots(dots, plane, limits, lang),
            *_labels(outlines, by_code, plane, limits, lang),
            *_legend(limits, lang, unit, width),
        ]
        height = round(max(plane.height, (len(limits) + 3) * _LEGEND_ROW))
        drawn[width] = {"layer": layers, "width": width, "height": height}
    # Our own plane and pixels, so that the legend keeps its column and nothing is fitted anew.
    projection = {"type": "identity", "scale": 1, "translate": [0, 0]}
    body = {**drawn[_WIDTH], "projection": projection, "usermeta": {"narrow": drawn[theme.NARROW_WIDTH]}}
    height = drawn[_WIDTH]["height"]
    spec = theme.specification(body, lang=lang, title=title, subtitle=subtitle, height=height)
    ranked = sorted(places, key=lambda p: (p.value is None, -(p.value or 0)))
    words = [(p.label, value_text(p.value, lang).strip(_MARK)) for p in ranked]
    return Chart(caption(title, subtitle), spec, alternative(title, subtitle, words, lang))


def class_limits(values: Iterable[float]) -> tuple[float, ...]:
    """Upper limits of at most five classes, each a round number, about as many areas in each."""
    known = sorted(values)
    if not known:
        return ()
    cuts = {_rounded(known[min(len(known) - 1, len(known) * part // 5)]) for part in range(1, 5)}
    return (*sorted(cut for cut in cuts if cut < known[-1]), known[-1])


def _rounded(value: float) -> float:
    """To two leading digits, upwards, so that legends read easily."""
    if value <= 10:
        return float(-(-value // 1))
    scale = 10 ** (len(str(int(value))) - 2)
    return float(-(-value // scale) * scale)


def _colour(value: float | None, limits: Sequence[float]) -> str:
    if value is None:
        return theme.NOT_REPORTED
    if value == 0:
        return theme.PAPER
    place = next((i for i, limit in enumerate(limits) if value <= limit), len(limits) - 1)
    return _shades(len(limits))[place]


def _shades(count: int) -> tuple[str, ...]:
    """So many shades, spread over the scale, the darkest always in."""
    last = len(theme.SCALE) - 1
    return tuple(theme.SCALE[last - round((count - 1 - i) * last / max(1, count - 1))] for i in range(count))


def _plane(outlines: Mapping[str, Outline], dots: Sequence[Place], lang: str, width: int) -> Plane:
    """The sheet beside the legend's column, which stands where reading starts."""
    points = [point for outline in outlines.values() for point in outline.points]
    points += [(dot.lon or 0.0, dot.lat or 0.0) for dot in dots]
    points = points or [(0.0, 0.0)]
    legend = _LEGEND_WIDTH if width > theme.NARROW_WIDTH else _NARROW_LEGEND_WIDTH
    left = 10 if theme.is_rtl(lang) else legend
    return Plane.around(points, width=width - legend - 10, height=_TALLEST, left=left)


def _areas(
    outlines: Mapping[str, Outline],
    by_code: Mapping[str, Place],
    plane: Plane,
    limits: Sequence[float],
    lang: str,
) -> list[dict[str, Any]]:
    features = []
    for code, outline in outlines.items():
        place = by_code.get(code)
        value = place.value if place else None
        text = f"{place.label if place else outline.label}: {value_text(value, lang)}"
        shape = {"type": "Feature", "geometry": plane.geometry(outline), "properties": {}}
        features.append({**shape, "colour": _colour(value, limits), "text": theme.marked(text, lang)})
    encoding = {"color": _AS_GIVEN, "description": {"field": "text"}}
    mark = {"type": "geoshape", "stroke": _EDGE, "strokeWidth": 0.6}
    return [{"data": {"values": features}, "mark": mark, "encoding": encoding}] if features else []


def _ground(outlines: Mapping[str, Outline], plane: Plane) -> list[dict[str, Any]]:
    shapes = [{"type": "Feature", "geometry": plane.geometry(one), "properties": {}} for one in outlines.values()]
    mark = {"type": "geoshape", "fill": _GROUND, "stroke": _EDGE, "strokeWidth": 0.8}
    return [{"data": {"values": shapes}, "mark": mark}]


def _dots(places: Sequence[Place], plane: Plane, limits: Sequence[float], lang: str) -> list[dict[str, Any]]:
    """Places that no boundary holds, as ringed points with their names, the busiest first."""
    rows = []
    boxes = _Boxes(_LINE_HEIGHT)
    for place in sorted(places, key=lambda p: -(p.value or 0)):
        x, y = plane.point(place.lon or 0.0, place.lat or 0.0)
        words = f"{place.label} {value_text(place.value, lang).strip(_MARK)}"
        name = theme.marked(words, lang) if boxes.take(x, y, words) else ""
        rows.append({"x": x, "y": y, "colour": _colour(place.value, limits), "name": name})
    mark = {"type": "circle", "size": 150, "stroke": theme.INK, "strokeWidth": 1, "opacity": 1}
    text = {"type": "text", "dy": -14, "fontSize": _LABEL_SIZE}
    layers = [
        {"data": {"values": rows}, "mark": mark, "encoding": {**_pixel("x"), "color": _AS_GIVEN}},
        {"data": {"values": rows}, "mark": text, "encoding": {**_pixel("x"), "text": {"field": "name"}}},
    ]
    return layers if rows else []


class _Boxes:
    """The room that names take on the map; the busier of two neighbours keeps its name."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._taken: list[tuple[float, float, float]] = []

    def take(self, x: float, y: float, text: str) -> bool:
        """Whether there was room for a name around a point; from now on there is not."""
        half = theme.text_width(text, _LABEL_SIZE) / 2
        if any(abs(x - far) < half + width and abs(y - low) < self._height for far, low, width in self._taken):
            return False
        self._taken.append((x, y, half))
        return True


def _labels(
    outlines: Mapping[str, Outline],
    by_code: Mapping[str, Place],
    plane: Plane,
    limits: Sequence[float],
    lang: str,
) -> list[dict[str, Any]]:
    """Name and number on the areas, in the ink that shows; on a crowded map only the busiest are named."""
    named = sorted((by_code[code] for code in outlines if code in by_code), key=lambda p: -(p.value or 0))
    if len(outlines) > _NAMED_AREAS:
        named = [place for place in named[:_NAMED_BUSIEST] if place.value]
    rows: list[dict[str, Any]] = []
    boxes = _Boxes(2 * _LINE_HEIGHT)
    for place in named:
        x, y = plane.point(*outlines[place.code].centre)
        if not boxes.take(x, y, place.label):
            continue
        ground = _colour(place.value, limits)
        ink = theme.PAPER if ground in theme.SCALE[2:] else theme.INK
        number = "" if place.value is None else value_text(place.value, lang)
        name = theme.marked(place.label, lang)
        rows.append({"x": x, "y": y, "name": name, "number": number, "ink": ink, "ground": ground})
    return _label_layers(rows) if rows else []


def _label_layers(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    layers = []
    for field, dy, weight in (("name", -6, 400), ("number", 7, 700)):
        # Under each text a halo in the colour of its own area, for names that reach over the edge.
        mark = {"type": "text", "fontSize": _LABEL_SIZE, "dy": dy, "fontWeight": weight}
        halo = {**mark, "strokeWidth": 3, "strokeJoin": "round"}
        place_of = {**_pixel("x"), "text": {"field": field}}
        stroke = {"field": "ground", "type": "nominal", "scale": None, "legend": None}
        ink_of = {"field": "ink", "type": "nominal", "scale": None, "legend": None}
        layers.append({"data": {"values": rows}, "mark": halo, "encoding": {**place_of, "stroke": stroke}})
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": {**place_of, "color": ink_of}})
    return layers


def _legend(limits: Sequence[float], lang: str, unit: str, width: int) -> list[dict[str, Any]]:
    """Our own legend, because Vega's cannot be read from the right."""
    classes = _classes(limits, lang)
    rtl = theme.is_rtl(lang)
    side, gap = (width - 8, -15) if rtl else (8, 15)
    rows = [
        {
            "x": side,
            "tx": side + gap,
            "y": 30 + i * _LEGEND_ROW,
            "colour": c.colour,
            "text": theme.marked(c.text, lang),
        }
        for i, c in enumerate(classes)
    ]
    align = "right" if rtl else "left"
    square = {"type": "square", "size": 190, "stroke": _EDGE, "strokeWidth": 0.6, "opacity": 1}
    text = {"type": "text", "align": align, "fontSize": 11.5}
    heading = {"values": [{"x": side + (8 if rtl else -8), "y": 10, "text": theme.marked(unit, lang)}]}
    layers = [
        {"data": {"values": rows}, "mark": square, "encoding": {**_pixel("x"), "color": _AS_GIVEN}},
        {"data": {"values": rows}, "mark": text, "encoding": {**_pixel("tx"), "text": {"field": "text"}}},
    ]
    quiet = {**text, "color": theme.QUIET_INK}
    return [*layers, {"data": heading, "mark": quiet, "encoding": {**_pixel("x"), "text": {"field": "text"}}}]


def _pixel(column: str) -> dict[str, Any]:
    axis = {"type": "quantitative", "scale": None, "axis": None}
    return {"x": {"field": column, **axis}, "y": {"field": "y", **axis}}


def _classes(limits: Sequence[float], lang: str) -> list[_Class]:
    """The legend's rows, largest first, then zero and not reported."""
    floors = [0.0, *limits[:-1]]
    rows = []
    for floor, limit, colour in zip(floors, limits, _shades(len(limits))):
        start = theme.number_text(floor + 1 if float(limit).is_integer() else floor, lang)
        end = theme.number_text(limit, lang)
        rows.append(_Class(colour, end if start == end else f"{start} – {end}"))
    nothing = _Class(theme.PAPER, theme.number_text(0, lang))
    return [*reversed(rows), nothing, _Class(theme.NOT_REPORTED, value_text(None, lang).strip(_MARK))]
