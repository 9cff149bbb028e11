"""Charts stand alone: members with zero, what was not reported, dates in the title, reading direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import altair
import pytest

from tasvir.core.bulletins.charts import Bar, Line, Place, bar_chart, month_lines, province_map, ranked_bars, theme
from tasvir.core.bulletins.charts.maps import class_limits
from tasvir.core.bulletins.charts.outlines import Plane, read_outlines
from tasvir.core.bulletins.tree import Chart

MONTHS = ["Jan", "Feb", "Mar"]
SQUARE = [[50.0, 30.0], [52.0, 30.0], [52.0, 32.0], [50.0, 32.0], [50.0, 30.0]]
BOUNDARIES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": code, "fa": code, "en": code},
            "geometry": {"type": "Polygon", "coordinates": [[[x + shift, y] for x, y in SQUARE]]},
        }
        for shift, code in enumerate(("A", "B", "C"))
    ],
}


def bars(lang: str = "en") -> Chart:
    rows = [Bar("Fuel", None), Bar("Cigarettes", 12), Bar("Medicines", 0), Bar("Phones", 40, comparison=30)]
    return ranked_bars(rows, lang=lang, title="Cases", subtitle="1 April to 30 June 2023", unit="cases", target=35)


def lines(lang: str = "en") -> Chart:
    series = [Line("2023", [1, None, 3]), Line("2022", [2, 2, 2.9], muted=True)]
    return month_lines(series, months=MONTHS, lang=lang, title="Cases", unit="cases")


def areas(lang: str = "en") -> Chart:
    places = [Place("A", "North", 5), Place("B", "South", 0), Place("X", "Port", 3, lat=31.0, lon=56.0)]
    return province_map(places, BOUNDARIES, lang=lang, title="Cases", unit="cases")


def parts(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object inside a specification."""
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
@pytest.mark.parametrize("draw", [bars, lines, areas])
def test_specification_is_valid_vega_lite(draw: Any, lang: str) -> None:
    altair.Chart.from_dict(dict(draw(lang).specification), validate=True)


@pytest.mark.parametrize("draw", [bars, lines, areas])
def test_specification_asks_nothing_of_any_host(draw: Any) -> None:
    assert [part["url"] for part in parts(draw().specification) if "url" in part] == []


def test_bars_rank_zero_below_numbers_and_unreported_last() -> None:
    rows = bars().specification["data"]["values"]

    assert [row["label"] for row in rows] == ["Phones", "Cigarettes", "Medicines", "Fuel"]
    assert [row["text"] for row in rows] == ["40", "12", "0", "not reported"]


def test_caption_has_the_title_first_and_its_dates_below() -> None:
    assert bars().caption == "Cases\n1 April to 30 June 2023"


def test_alternative_tells_every_member_and_the_target() -> None:
    assert bars().alternative == (
        "Cases. 1 April to 30 June 2023. Phones: 40; Cigarettes: 12; Medicines: 0; Fuel: not reported; Target: 35"
    )


def test_persian_bars_grow_from_the_right_with_their_names_there() -> None:
    encoding = bars("fa").specification["layer"][0]["encoding"]

    assert encoding["x"]["scale"]["reverse"] is True
    assert encoding["y"]["axis"]["orient"] == "right"


def test_persian_months_run_from_the_right() -> None:
    encoding = lines("fa").specification["layer"][0]["encoding"]

    assert encoding["x"]["scale"]["reverse"] is True
    assert encoding["y"]["axis"]["orient"] == "right"


def test_persian_chart_shows_no_ascii_digit() -> None:
    texts = [part["text"] for part in parts(bars("fa").specification["data"]) if isinstance(part.get("text"), str)]

    assert [text for text in texts if any(c.isascii() and c.isdigit() for c in text)] == []


def test_month_without_a_report_stays_a_gap() -> None:
    current = [layer for layer in lines().specification["layer"] if layer["mark"].get("invalid")][-1]

    assert [row["value"] for row in current["data"]["values"]] == [1, None, 3]
    assert current["mark"]["invalid"] == "break-paths-show-domains"


def test_line_names_do_not_lie_on_one_another() -> None:
    named = lines().specification["layer"][-1]["data"]["values"]
    low, high = sorted(row["at"] for row in named)

    assert high - low >= 0.2


def test_map_tells_number_zero_and_not_reported_apart() -> None:
    features = areas().specification["layer"][0]["data"]["values"]

    assert [feature["colour"] for feature in features] == [theme.SCALE[-1], theme.PAPER, theme.NOT_REPORTED]


def test_place_without_a_boundary_is_a_point() -> None:
    circles = [layer for layer in areas().specification["layer"] if layer["mark"]["type"] == "circle"]

    assert [row["name"] for row in circles[0]["data"]["values"]] == ["Port 3"]


def test_map_without_boundaries_and_points_still_stands() -> None:
    chart = province_map([Place("A", "North", 5)], None, lang="en", title="Cases")

    assert chart.alternative == "Cases. North: 5"


def test_plane_keeps_areas_as_wide_as_they_are() -> None:
    points = read_outlines(BOUNDARIES, "en")["A"].points
    plane = Plane.around(points, width=400, height=400, left=0)
    (west, north), (east, south) = plane.point(50, 32), plane.point(52, 30)

    assert (east - west) / (south - north) == pytest.approx(0.857, abs=0.01)  # cos 31°


@pytest.mark.parametrize(
    ("values", "limits"),
    [([], ()), ([3], (3,)), ([1, 2, 3, 4, 5], (2, 3, 4, 5)), ([7, 7, 7], (7,)), ([12, 150, 1234], (12, 150, 1234))],
)
def test_class_limits_hold_every_value(values: list[float], limits: tuple[float, ...]) -> None:
    assert class_limits(values) == limits


@pytest.mark.parametrize("top", [1, 3.3, 10, 99, 141, 5.5e12])
def test_ticks_start_at_nought_and_stay_below_the_top(top: float) -> None:
    values = theme.ticks(top, "en")["values"]

    assert values[0] == 0
    assert values[-1] <= top
    assert 2 <= len(values) <= 8


def test_bar_chart_keeps_the_given_order() -> None:
    chart = bar_chart([("night", 3), ("day", 9), ("dusk", None)], lang="vi", title="Giờ", x_title="giờ", unit="vụ")

    assert [row["label"] for row in chart.specification["data"]["values"]] == ["night", "day", "dusk"]
    assert chart.alternative == "Giờ. night: 3; day: 9; dusk: chưa báo cáo"


def test_single_area_is_only_the_ground_of_the_points_inside() -> None:
    own = {**BOUNDARIES, "features": BOUNDARIES["features"][:1]}
    places = [
        Place("A", "Province", 9),
        Place("A-1", "Town", 4, lat=31, lon=51),
        Place("A-2", "Port", 5, lat=31.5, lon=51),
    ]
    chart = province_map(places, own, lang="en", title="Cases")

    assert chart.alternative == "Cases. Port: 5; Town: 4"
    assert "colour" not in chart.specification["layer"][0]["data"]["values"][0]


def test_number_stands_clear_of_the_comparison_mark() -> None:
    rows = [Bar("near", 100, comparison=103), Bar("far", 50, comparison=90), Bar("below", 40, comparison=20)]
    chart = ranked_bars(rows, lang="en", title="Cases")

    assert [row["at"] for row in chart.specification["data"]["values"]] == [103, 50, 40]
    text = next(layer for layer in chart.specification["layer"] if layer["mark"]["type"] == "text")
    assert text["encoding"]["x"]["field"] == "at"


def test_what_is_counted_has_whole_tick_marks() -> None:
    assert theme.ticks(1.18, "en", whole=True)["values"] == [0, 1]
