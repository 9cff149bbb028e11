"""Routes and surges: what is planted is found, what is not is not, and names in several spellings are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tasvir.core.errors import UserError
from tasvir.core.picture.axes.displacement import displacement, predicted_places
from tasvir.core.picture.axes.model import Journeys, Surge, Window
from tasvir.core.picture.axes.names import place_key, stops
from tasvir.core.picture.axes.network import checkpoints, shifts
from tasvir.core.picture.axes.reading import read_journeys
from tasvir.core.picture.axes.routes import Route, default_windows, routes
from tasvir.core.picture.axes.surges import Effort, find_surges

START, MIDDLE, END = date(2024, 1, 1), date(2024, 7, 1), date(2024, 12, 30)
SURGE = Surge("k1", Window(MIDDLE, END))


def made(seed: int, *, moves: bool, many: int = 600) -> Journeys:
    """Journeys over four checkpoints; from July K1 loses most of its own, which go to K2 if they move."""
    random = np.random.default_rng(seed)
    rows: list[tuple[date, str, str, str]] = []
    for _ in range(many):
        day = START + timedelta(days=int(random.integers(365)))
        place = str(random.choice(["K1", "K2", "K3", "K4"], p=[0.4, 0.25, 0.2, 0.15]))
        if place == "K1" and day >= MIDDLE and random.random() < 0.7:
            if not moves:
                continue
            place = "K2"
        rows.append((day, str(random.choice(["O1", "O2"])), place, str(random.choice(["D1", "D2"]))))
    return journeys_of(rows)


def journeys_of(rows: Sequence[tuple[date, str, str, str]]) -> Journeys:
    """Journeys of days, origins, places and destinations."""
    columns = [list(one) for one in zip(*rows, strict=True)]
    table: Mapping[str, Sequence[Any]] = dict(
        zip(("occurred_on", "origin", "place", "destination"), columns, strict=True)
    )
    return read_journeys(table, name="list")


def axes_of(journeys: Journeys) -> dict[str, Route]:
    """The axes by key."""
    return {one.key[0]: one for one in routes(journeys, "axis", default_windows(journeys))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محور خرم‌آباد – پلدختر", "جاده خرم‌آباد-پلدختر"),
        ("محور خرم‌آباد – پلدختر", "جادهٔ پلدختر ـ خرم آباد"),
        ("پلیس راه كرج", "پلیس‌راه کرج"),
        ("QL 22", "quốc lộ 22"),
        ("đường QL22", "Quốc Lộ 22"),
        ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
    ],
)
def test_two_spellings_of_a_place_have_one_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("QL 22", "QL 22B"), ("QL 22", "ĐT 22"), ("تهران", "کرمان"), ("K1", "K2")])
def test_different_places_keep_their_keys(one: str, other: str) -> None:
    assert place_key(one) != place_key(other)


@pytest.mark.parametrize("text", ["", "-", "نامشخص", "không rõ", "unknown"])
def test_an_unknown_place_has_no_key(text: str) -> None:
    assert place_key(text) == ""


def test_stops_are_read_in_order() -> None:
    assert stops("اهواز، خرم‌آباد - اراک") == ["اهواز", "خرم‌آباد", "اراک"]
    assert stops(None) == []


def test_merged_spellings_are_told() -> None:
    day = START
    found = journeys_of([(day, "A", "QL 22", "B"), (day, "A", "quốc lộ 22", "B"), (END, "A", "QL 22", "B")])

    assert found.names.merged() == [{"name": "QL 22", "spellings": {"QL 22": 2, "quốc lộ 22": 1}}]
    assert len(axes_of(found)) == 1


def test_shares_add_up_and_lie_in_their_intervals() -> None:
    found = routes(made(1, moves=False), "route", (Window(START, MIDDLE), Window(MIDDLE + timedelta(1), END)))

    assert sum(one.share for one in found) == pytest.approx(1)
    assert all(one.share_interval[0] < one.share < one.share_interval[1] for one in found)
    assert all(one.share_interval_all[0] < one.share_interval[0] for one in found)


def test_a_steady_route_is_new_only_when_chance_cannot_explain_the_silence() -> None:
    steady = [(START + timedelta(days=n), "A", "K1", "B") for n in range(0, 365, 5)]
    once = [*steady, (END, "A", "K9", "B")]
    often = [*steady, *((END - timedelta(days=n), "A", "K9", "B") for n in range(12))]

    assert axes_of(journeys_of(once))["k9"].kind is None
    assert axes_of(journeys_of(once))["k9"].chance == pytest.approx(0.5, abs=0.01)
    new = axes_of(journeys_of(often))["k9"]
    assert (new.kind, new.before) == ("new", 0)
    assert new.silent_below == pytest.approx(-np.log(0.05) / 182)


def test_a_route_that_stops_has_vanished() -> None:
    rows = [(START + timedelta(days=n), "A", "K1", "B") for n in range(365)]
    rows += [(START + timedelta(days=5 * n), "A", "K2", "B") for n in range(20)]

    assert axes_of(journeys_of(rows))["k2"].kind == "vanished"


def test_a_displaced_route_is_found() -> None:
    found = displacement(made(2, moves=True), SURGE, replications=200)

    assert found.wdq is not None
    assert found.wdq < 0
    assert found.displaced
    assert found.wdq_interval is not None
    assert found.wdq_interval[1] < 0
    assert found.alternatives[0].key == "k2"


def test_without_displacement_alarms_are_near_their_level() -> None:
    alarms = [displacement(made(seed, moves=False), SURGE, replications=20).displaced for seed in range(200)]

    assert 0.015 <= np.mean(alarms) <= 0.095


def test_without_a_fall_there_is_no_quotient() -> None:
    rows = [(START + timedelta(days=n % 365), f"O{n % 2}", f"K{n % 3 + 1}", "D") for n in range(730)]
    rows += [(MIDDLE + timedelta(days=n), "O1", "K1", "D") for n in range(90)]
    found = displacement(journeys_of(rows), SURGE)

    assert (found.wdq, found.displaced, found.reason) == (None, False, "no_fall")


def test_the_quotient_equals_its_formula() -> None:
    before, since = {"K1": 40, "K2": 20, "K3": 10}, {"K1": 20, "K2": 30, "K3": 10}
    rows = [(MIDDLE - timedelta(days=1 + n % 90), "O", key, "D") for key, many in before.items() for n in range(many)]
    rows += [(MIDDLE + timedelta(days=n % 90), "O", key, "D") for key, many in since.items() for n in range(many)]
    surge = Surge("k1", Window(MIDDLE, MIDDLE + timedelta(days=89)))
    found = displacement(journeys_of(rows), surge, buffer=["k2"])

    assert found.wdq == pytest.approx((30 / 10 - 20 / 10) / (20 / 10 - 40 / 10))
    assert (found.area, found.buffer, found.control) == ((40, 20), (20, 30), (10, 10))


def test_the_way_round_a_costly_place_is_the_shortest_other_one() -> None:
    history = made(1, moves=False).rows

    assert predicted_places(history, "k1") == ["k2"]


@pytest.mark.parametrize(
    ("surge", "reason"),
    [(Surge("k1", Window(START, END)), "no_history"), (Surge("nowhere", Window(MIDDLE, END)), "nothing_there")],
)
def test_what_cannot_be_told_has_its_reason(surge: Surge, reason: str) -> None:
    assert displacement(made(1, moves=True), surge).reason == reason


def test_everything_on_one_route_has_no_alternative() -> None:
    rows = [(START + timedelta(days=n), "A", "K1", "B") for n in range(365)]

    assert displacement(journeys_of(rows), SURGE).reason == "no_alternative"
    assert routes(journeys_of(rows), "route", default_windows(journeys_of(rows)))[0].share == 1


def test_a_shift_is_paired_by_the_ends_it_serves() -> None:
    journeys = made(2, moves=True)
    windows = default_windows(journeys)
    found = shifts(journeys, routes(journeys, "axis", windows), windows)

    assert [(one.fell.key[0], one.rose.key[0]) for one in found] == [("k1", "k2")]


def test_a_shift_without_ends_is_paired_by_its_goods() -> None:
    windows = (Window(START, MIDDLE - timedelta(days=1)), Window(MIDDLE, END))
    rows = (
        [("old", "sugar", 0)] * 30 + [("new", "sugar", 200), ("other", "gold", 200)] * 30 + [("still", "rice", 0)] * 9
    )
    table: dict[str, list[Any]] = {
        "occurred_on": [START + timedelta(days=days + at % 90) for at, (_, _, days) in enumerate(rows)],
        "place": [place for place, _, _ in rows],
        "goods": [goods for _, goods, _ in rows],
    }
    journeys = read_journeys(table, name="made")
    found = shifts(journeys, routes(journeys, "axis", windows), windows)

    assert ("old", "new", "goods") in [(one.fell.key[0], one.rose.key[0], one.by) for one in found]
    assert not any(one.rose.key[0] == "other" for one in found)


def test_checkpoints_lie_between_and_loops_are_left_out() -> None:
    journeys = journeys_of([(START, "A", "K", "B"), (START, "A", "K", "A"), (END, "B", "", "C")])

    assert [one.key for one in checkpoints(journeys)][:1] == ["k"]
    assert journeys.assumed["loops_left_out_of_routes"] == 1
    assert journeys.assumed["without_checkpoint"] == 1


def test_a_surge_stands_out_from_its_own_past() -> None:
    months = [Window(date(2024, n, 1), date(2024, n, 28)) for n in range(1, 13)]
    rows = [Effort("k1", month, 300 if 6 <= n < 9 else 100 + n % 3) for n, month in enumerate(months)]
    rows += [Effort("k2", month, 100 + n % 3) for n, month in enumerate(months)]
    (found,) = find_surges(rows)

    assert (found.place, found.window) == ("k1", Window(date(2024, 7, 1), date(2024, 9, 28)))
    assert found.ratio == pytest.approx(3, rel=0.03)


def test_without_ends_only_axes_are_told_and_it_is_said() -> None:
    found = read_journeys({"occurred_on": ["1403/01/05", "1403/02/06"], "axis": ["K1", "K2"]}, name="list")

    assert found.start == date(2024, 3, 24)
    assert found.assumed["fallback"]
    assert routes(found, "route", default_windows(found)) == []


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ({"occurred_on": ["2024-01-01"], "goods": ["x"]}, "axes.no_places"),
        ({"occurred_on": ["2024-01-01"], "place": [None]}, "axes.no_places"),
        ({"occurred_on": ["soon"], "place": ["K"]}, "axes.date"),
        ({"occurred_on": [None], "place": ["K"]}, "axes.date"),
    ],
)
def test_what_cannot_be_read_is_refused(table: dict[str, list[Any]], code: str) -> None:
    with pytest.raises(UserError) as refused:
        read_journeys(table, name="list")

    assert refused.value.code == code


def test_one_day_is_refused() -> None:
    with pytest.raises(UserError) as refused:
        default_windows(journeys_of([(START, "A", "K", "B")]))

    assert refused.value.code == "axes.one_day"
