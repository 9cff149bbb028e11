"""The boundary file that fits an office and a day: the provinces of its country, or its own province alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any

# Country, first day in force, file; the later file of a country replaces the former.
_FILES = (
    ("IR", date.min, "ir.geojson"),
    ("VN", date.min, "vn.geojson"),
    ("VN", date(2025, 7, 1), "vn-2025.geojson"),
)


def load_boundaries(country: str | None, area: str | None, day: date) -> Mapping[str, Any] | None:
    """The GeoJSON of a country's provinces on a day, cut to one province where the office has one; None if unknown."""
    names = [name for code, start, name in _FILES if code == country and start <= day]
    path = resources.files("tasvir") / "lists" / "boundaries" / names[-1] if names else None
    if path is None or not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    own = [feature for feature in found["features"] if feature["properties"]["code"] == area]
    return {**found, "features": own} if own else found
