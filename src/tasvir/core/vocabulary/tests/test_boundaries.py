import json
from datetime import date
from importlib import resources
from typing import Any

import pytest

from tasvir.core.vocabulary.lists import load_lists

FOLDER = resources.files("tasvir") / "lists" / "boundaries"
EDITIONS = [
    ("ir.geojson", "IR", date(2026, 11, 22)),
    ("vn.geojson", "VN", date(2025, 6, 30)),
    ("vn-2025.geojson", "VN", date(2025, 7, 1)),
]
NAMES = [edition[0] for edition in EDITIONS]


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / name).read_text("utf-8"))
    return read


@pytest.mark.parametrize(("name", "country", "day"), EDITIONS)
def test_each_province_in_force_has_its_outline(name: str, country: str, day: date) -> None:
    provinces = [
        row for row in load_lists().rows("areas") if row.parent == country and row.columns["kind"] == "province"
    ]
    in_force = {row.code for row in provinces if row.valid_on(day)}
    assert {feature["properties"]["code"] for feature in _read(name)["features"]} == in_force


@pytest.mark.parametrize("name", NAMES)
def test_a_boundary_file_is_small_and_says_where_it_comes_from(name: str) -> None:
    assert len((FOLDER / name).read_bytes()) <= 250_000
    assert _read(name)["source"].startswith("Natural Earth")
    assert date.fromisoformat(_read(name)["date"]) >= date(2026, 11, 22)


@pytest.mark.parametrize("name", NAMES)
def test_every_ring_is_closed_and_has_an_area(name: str) -> None:
    parts = [part for feature in _read(name)["features"] for part in feature["geometry"]["coordinates"]]
    assert [ring for part in parts for ring in part if ring[0] != ring[-1] or len(ring) < 4] == []
