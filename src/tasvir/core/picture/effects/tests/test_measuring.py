"""Measuring: what is planted is found, chance is not, effort that rose is seen, and bad series are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tasvir.core.errors import UserError
from tasvir.core.picture.effects.measuring import effort_rose, exposure, measure
from tasvir.core.picture.effects.model import Floats, Series, Settings
from tasvir.core.picture.effects.reading import read_series

MONTHS = [date(2020 + at // 12, at % 12 + 1, 1) for at in range(48)]
CAMPAIGN = Settings(date(2023, 4, 1), date(2023, 9, 30))


def series(counts: Floats, **more: Any) -> Series:
    return Series("one", MONTHS, date(2023, 12, 31), counts, **more)


def alike(random: np.random.Generator, size: int, rho: float) -> Floats:
    """Errors that follow one another, of variance one."""
    found = random.normal(size=size)
    for at in range(1, size):
        found[at] = rho * found[at - 1] + np.sqrt(1 - rho**2) * found[at]
    return found


def drawn(random: np.random.Generator, rho: float = 0.4, effect: float = 1.0) -> Floats:
    """Counts round 40 with season, trend and errors that follow one another; the campaign multiplies them."""
    time = np.arange(48)
    level = 40 * np.exp(0.3 * np.sin(2 * np.pi * time / 12) + 0.005 * time + 0.2 * alike(random, 48, rho))
    level = level * np.where(exposure(series(level), CAMPAIGN) > 0, effect, 1.0)
    return random.poisson(level).astype(float)


def test_a_planted_effect_is_within_its_interval_nineteen_times_of_twenty() -> None:
    random = np.random.default_rng(5)
    found = [measure_plainly(drawn(random, effect=0.6)) for _ in range(200)]

    assert 0.90 <= np.mean([one.low <= 0.6 <= one.high for one in found]) <= 0.99
    assert np.median([one.ratio for one in found]) == pytest.approx(0.6, rel=0.05)


@pytest.mark.parametrize("rho", [0.0, 0.4])
def test_placebo_campaigns_are_called_effects_once_in_twenty(rho: float) -> None:
    random = np.random.default_rng(11)
    false = np.mean([measure_plainly(drawn(random, rho)).p < 0.05 for _ in range(400)])

    assert 0.02 <= false <= 0.08  # 0.05 within three standard errors of 400; the whole is in the bench


def measure_plainly(counts: Floats) -> Any:
    from tasvir.core.picture.effects.measuring import _effect

    return _effect(series(counts), CAMPAIGN)[0]


def test_the_answer_holds_placebos_sensitivity_and_what_was_expected() -> None:
    found = measure(series(drawn(np.random.default_rng(2), effect=0.5)), CAMPAIGN)

    assert found.placebo.windows >= 8
    assert {"no_season", "no_trend", "independent_errors", "a_step_later"} <= dict(found.sensitivity).keys()
    assert found.observed < found.expected
    assert found.during == 6


def test_a_control_that_moves_alike_takes_the_effect_away() -> None:
    both = drawn(np.random.default_rng(4), effect=0.6)
    found = measure(series(both), CAMPAIGN, series(both * 2))

    assert found.effect.p < 0.05
    assert found.compared is not None
    assert found.compared.ratio == pytest.approx(1.0, abs=1e-6)


def test_effort_that_rose_is_seen_and_effort_that_did_not_is_not() -> None:
    counts, effort = np.full(48, 40.0), np.full(48, 100.0) + np.arange(48) % 3
    rising = effort * np.where(exposure(series(counts), CAMPAIGN) > 0, 1.6, 1.0)

    rose = effort_rose(series(counts, effort=rising), CAMPAIGN)
    assert rose is not None
    assert rose.ratio == pytest.approx(1.6, rel=0.05)
    assert effort_rose(series(counts, effort=effort), CAMPAIGN) is None


def test_a_month_half_within_counts_half() -> None:
    half = replace(CAMPAIGN, start=date(2023, 4, 16))

    assert exposure(series(np.ones(48)), half)[39] == 0.5


@pytest.mark.parametrize(
    ("settings", "counts", "code"),
    [
        (replace(CAMPAIGN, start=date(2024, 3, 1), end=date(2024, 5, 1)), np.ones(48), "effects.outside"),
        (replace(CAMPAIGN, start=date(2023, 10, 1)), np.ones(48), "effects.order"),
        (Settings(date(2020, 5, 1), date(2020, 7, 1)), np.ones(48), "effects.few_before"),
        (CAMPAIGN, np.zeros(48), "effects.zeros"),
    ],
)
def test_what_cannot_be_measured_is_refused_by_name(settings: Settings, counts: Floats, code: str) -> None:
    with pytest.raises(UserError) as refused:
        measure(series(counts), settings)
    assert refused.value.code == code


def test_a_table_with_a_missing_or_a_repeated_month_is_refused() -> None:
    dates = [month.isoformat() for month in MONTHS]
    for wrong, code in ((dates[:20] + dates[21:], "effects.gap"), ([*dates, dates[3]], "effects.twice")):
        with pytest.raises(UserError) as refused:
            read_series({"date": wrong, "count": [1] * len(wrong)})
        assert refused.value.code == code


def test_weeks_are_read_as_weeks() -> None:
    weeks = [(date(2022, 1, 3) + timedelta(days=7 * at)).isoformat() for at in range(60)]
    found = read_series({"date": weeks, "count": ["3.0"] * 60, "series": ["a"] * 60})["a"]

    assert not found.monthly
    assert found.end == date(2022, 1, 3) + timedelta(days=7 * 60 - 1)
