"""Boundaries of areas on a plane: read from GeoJSON, flattened around their middle latitude."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

Point = tuple[float, float]
Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Outline:
    """One area: its polygons (outer ring first, then holes) in degrees of longitude and latitude."""

    code: str
    label: str
    polygons: Sequence[Sequence[Ring]]

    @property
    def points(self) -> list[Point]:
        """All its corners."""
        return [point for polygon in self.polygons for ring in polygon for point in ring]

    @property
    def centre(self) -> Point:
        """The middle of the largest polygon, by area."""
        return _centroid(max((polygon[0] for polygon in self.polygons), key=lambda ring: abs(_doubled_area(ring))))


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat sheet in pixels on which a degree of longitude is as long as it is at the middle latitude."""

    west: float
    north: float
    squeeze: float
    scale: float  # pixels for a degree of latitude
    left: float
    height: float

    @classmethod
    def around(cls, points: Sequence[Point], *, width: float, height: float, left: float) -> Plane:
        """The largest plane for these points (longitude, latitude) in a box that starts `left` pixels in."""
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        squeeze = cos(radians((south + north) / 2))
        across, down = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        scale = min(width / across, height / down)
        return cls(west, north, squeeze, scale, left + (width - across * scale) / 2, down * scale)

    def point(self, lon: float, lat: float) -> Point:
        """A place on the sheet, to a tenth of a pixel."""
        x = self.left + (lon - self.west) * self.squeeze * self.scale
        return round(x, 1), round((self.north - lat) * self.scale, 1)

    def geometry(self, outline: Outline) -> dict[str, Any]:
        """The outline on the sheet, as GeoJSON."""
        rings = [[self._ring(ring) for ring in polygon] for polygon in outline.polygons]
        return {"type": "MultiPolygon", "coordinates": rings}

    def _ring(self, ring: Ring) -> list[Point]:
        """A ring without the points that fall on the same pixel as the one before."""
        drawn: list[Point] = []
        for lon, lat in ring:
            point = self.point(lon, lat)
            if not drawn or point != drawn[-1]:
                drawn.append(point)
        return drawn


def read_outlines(boundaries: Mapping[str, Any] | None, lang: str) -> dict[str, Outline]:
    """The areas of a GeoJSON FeatureCollection by code; features that are no polygons are left out."""
    found = {}
    for feature in (boundaries or {}).get("features", []):
        properties = feature.get("properties") or {}
        code = str(properties.get("code") or feature.get("id") or "")
        polygons = _polygons(feature.get("geometry") or {})
        if code and polygons:
            found[code] = Outline(code, str(properties.get(lang) or properties.get("en") or code), polygons)
    return found


def _polygons(geometry: Mapping[str, Any]) -> list[list[Ring]]:
    shapes = geometry.get("coordinates") or []
    if geometry.get("type") == "Polygon":
        shapes = [shapes]
    elif geometry.get("type") != "MultiPolygon":
        return []
    return [[[(float(p[0]), float(p[1])) for p in ring] for ring in polygon] for polygon in shapes if polygon]


def _doubled_area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]]))


def _centroid(ring: Ring) -> Point:
    doubled = _doubled_area(ring)
    if not doubled:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]])]
    return (
        sum((a[0] + b[0]) * cross for a, b, cross in pairs) / (3 * doubled),
        sum((a[1] + b[1]) * cross for a, b, cross in pairs) / (3 * doubled),
    )
