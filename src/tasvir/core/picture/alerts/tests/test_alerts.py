"""Rules of the alerts: chance, gaps, effort, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasvir.core.errors import UserError
from tasvir.core.picture.alerts.cusum import chance
from tasvir.core.picture.alerts.discovery import q_values
from tasvir.core.picture.alerts.model import Cusum, Ears, Farrington, Settings
from tasvir.core.picture.alerts.monitor import monitor
from tasvir.core.picture.alerts.reading import read_series
from tasvir.core.picture.alerts.reference import reference_lags, seasonal_groups
from tasvir.core.picture.alerts.tests.cases import series_of
from tasvir.core.picture.alerts.thresholds import above, below, quantile

STEADY = [7.0 + at % 5 for at in range(420)]


def test_q_values_equal_benjamini_and_hochberg_by_hand() -> None:
    q = q_values(np.array([0.01, np.nan, 0.04, 0.03, 0.5]))

    np.testing.assert_allclose(q, [0.04, np.nan, 0.16 / 3, 0.16 / 3, 0.5])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_values_keep_the_order_and_never_fall_below_p(p: list[float]) -> None:
    told = np.array(p)
    q = q_values(told)

    assert (q >= told - 1e-15).all()
    assert (np.diff(q[np.argsort(told, kind="stable")]) >= -1e-15).all()


def test_share_of_alarms_by_chance_equals_a_simulation_of_sums() -> None:
    assert chance(Cusum()) == pytest.approx(0.00282, rel=0.02)  # 200 sums over 20,000 steps
    assert chance(Cusum(k=0.5, h=4.0)) == pytest.approx(0.01017, rel=0.02)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.001, 0.5), st.floats(0.01, 1e6), st.floats(1, 50))
def test_a_quantile_is_the_smallest_count_that_holds_the_share(alpha: float, mean: float, phi: float) -> None:
    m, f = np.array([mean]), np.array([phi])
    x = quantile(1 - alpha, m, f)

    assert below(x, m, f)[0] >= 1 - alpha
    assert x[0] == 0 or below(x - 1, m, f)[0] < 1 - alpha
    assert above(x + 1, m, f)[0] == pytest.approx(1 - below(x, m, f)[0], abs=1e-9)


def test_a_year_is_cut_into_a_window_and_blocks_the_first_of_them_longer() -> None:
    groups = seasonal_groups((52, 104), Farrington(years_back=2, left_out=0))
    year = groups[52 - 3 : 104 - 3].tolist()

    assert groups[0] == 0
    assert [year.count(part) for part in range(1, 11)] == [5] * 9 + [7]
    assert year[:7] == [10] * 7


def test_a_jump_is_an_alarm_and_a_steady_series_is_not() -> None:
    counts = [*STEADY[:-1], 60.0]

    found, told = monitor([series_of(counts)], Farrington(), last=10)

    assert found.alarm.tolist() == [False] * 9 + [True]
    assert found.q[-1] < 1e-6
    assert (told.tested, told.alarms, told.kept) == (10, 1, 1)
    assert told.by_chance == pytest.approx(0.05)


def test_what_follows_effort_is_no_alarm_with_an_offset() -> None:
    effort = [100.0] * 415 + [500.0] * 5
    counts = [*STEADY[:415], *(5 * one for one in STEADY[415:])]

    raw, _ = monitor([series_of(counts)], Farrington(), last=5)
    adjusted, _ = monitor([series_of(counts, effort)], Farrington(), last=5)

    assert raw.alarm.all()
    assert not adjusted.alarm.any()


@pytest.mark.parametrize("method", [Farrington(), Ears("c1"), Ears("c2"), Ears("c3"), Cusum()])
def test_an_unknown_period_has_no_answer_and_says_so(method: Settings) -> None:
    counts: list[float | None] = [*STEADY]
    counts[-1] = None

    found, _ = monitor([series_of(counts)], method, last=3)

    assert found.reason[-1] == "gap"
    assert np.isnan(found.upper[-1])
    assert not found.alarm[-1]


def test_a_gap_long_ago_is_left_out_of_the_past() -> None:
    counts: list[float | None] = [*STEADY]
    counts[350] = 900.0
    loud, _ = monitor([series_of(counts)], replace(Farrington(), reweight=False), last=1)
    counts[350] = None
    left_out, _ = monitor([series_of(counts)], replace(Farrington(), reweight=False), last=1)
    plain, _ = monitor([series_of(STEADY)], replace(Farrington(), reweight=False), last=1)

    assert left_out.upper[0] == pytest.approx(plain.upper[0], rel=0.02)
    assert loud.upper[0] > 1.5 * plain.upper[0]


def test_zeros_everywhere_have_no_answer() -> None:
    found, told = monitor([series_of([0.0] * 420)], Farrington(), last=4)
    level, _ = monitor([series_of([0.0] * 420)], Cusum(), last=4)

    assert set(found.reason) == {"few-cases"}
    assert set(level.reason) == {"no-level"}
    assert told.tested == 0


def test_a_period_without_effort_has_no_answer() -> None:
    found, _ = monitor([series_of([*STEADY[:-1], 0.0], [10.0] * 419 + [0.0])], Farrington(), last=2)

    assert found.reason == ["", "no-effort"]


def test_short_series_say_so_and_are_refused_where_none_is_long_enough() -> None:
    short, long = series_of(STEADY[:100]), series_of(STEADY)

    found, _ = monitor([short, long], Farrington(), last=2)
    assert found.reason == ["short", "short", "", ""]
    with pytest.raises(UserError, match="too_short") as refused:
        monitor([short], Farrington(), last=2)
    assert refused.value.values["needed"] == 263
    just, _ = monitor([series_of(STEADY[:263])], Farrington(), last=2)
    assert just.reason == ["short", ""]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"date": ["2025-01-06", "2025-01-06"], "count": [1, 2]}, "alerts.twice"),
        ({"date": ["2025-01-06", "2025-01-13"], "count": [1, -2]}, "analyse.count"),
        ({"date": ["2025-01-06", "2025-01-13"], "count": [1, "many"]}, "analyse.count"),
        ({"date": ["2025-01-06", "2025-01-13"], "count": [1, 2.5]}, "alerts.whole"),
        ({"date": ["2025-01-06", "2025-01-13"], "count": [1, float("inf")]}, "analyse.count"),
        ({"date": ["2025-01-06", "yesterday"], "count": [1, 2]}, "alerts.date"),
        ({"date": ["2025-01-06", "2025"], "count": [1, 2]}, "alerts.date"),
        ({"date": ["2025-01-06", "2025-01-13", "2025-01-15"], "count": [1, 2, 3]}, "alerts.irregular"),
        ({"date": ["2025-01-06"], "count": [1], "series": [None]}, "alerts.no_name"),
        ({"date": ["2025-01-06"], "count": [3], "effort": [0]}, "alerts.effort_zero"),
        (
            {"date": ["2025-01", "2025-02", "2025-01-06", "2025-01-13"], "count": [1] * 4, "series": [*"AABB"]},
            "alerts.mixed",
        ),
        ({"date": [], "count": []}, "analyse.empty"),
    ],
)
def test_wrong_rows_are_refused_by_name(columns: dict[str, list[object]], code: str) -> None:
    with pytest.raises(UserError, match=code):
        read_series(columns)


def test_missing_rows_are_unknown_or_zero_as_asked() -> None:
    columns = {"date": ["2025-01-20", "2025-01-06"], "count": ["3", "1"]}

    (unknown,) = read_series(columns)
    (zero,) = read_series(columns, fill_zero=True)

    np.testing.assert_array_equal(unknown.counts, [1, np.nan, 3])
    np.testing.assert_array_equal(zero.counts, [1, 0, 3])
    assert list(zero.written) == ["2025-01-06", "2025-01-13", "2025-01-20"]


def test_months_of_any_calendar_are_months_and_iso_weeks_weeks() -> None:
    (jalali,) = read_series({"date": ["2024-03-20", "2024-04-20", "2024-05-21", "2024-06-21"], "count": [1] * 4})
    (weeks,) = read_series({"date": ["2024-W51", "2024-W52", "2025-W01"], "count": [1] * 3})

    assert (jalali.step, len(jalali)) == ("month", 4)
    assert (weeks.step, len(weeks)) == ("week", 3)


@pytest.mark.parametrize(
    "wrong",
    [
        Farrington(alpha=0),
        Farrington(alpha=float("nan")),
        Farrington(years_back=0),
        Farrington(season=12, periods=13),
        Ears(baseline=2),
        Cusum(h=-1),
    ],
)
def test_settings_out_of_range_are_refused(wrong: Settings) -> None:
    with pytest.raises(UserError):
        monitor([series_of(STEADY)], wrong)


def test_an_observation_that_decides_its_own_block_keeps_its_weight() -> None:
    counts = [10.0 + at * 7 % 11 for at in range(60)]  # months, 26 left out: blocks of one observation; R stops here

    found, _ = monitor([series_of(counts, step="month")], Farrington(years_back=3, season=12), last=6)

    assert np.isfinite(found.upper).all()
    assert (found.upper > found.expected).all()


def test_calendar_years_back_lead_to_the_nearest_same_weekday() -> None:
    series = series_of([5.0] * 700)
    at = next(place for place, day in enumerate(series.dates) if day.isoformat() == "2024-02-26")

    lags = reference_lags(series, at, Farrington(by_date=True, years_back=6))

    assert [series.dates[at - lag].isoformat() for lag in lags] == [
        "2023-02-27",
        "2022-02-28",
        "2021-03-01",
        "2020-02-24",
        "2019-02-25",
        "2018-02-26",
    ]
