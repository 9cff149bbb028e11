"""Known answers: the smoking ban of Sicily (Lopez Bernal et al. 2017), and statsmodels on the same design."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tasvir.core.picture.effects.fitting import fit_counts
from tasvir.core.picture.effects.measuring import measure
from tasvir.core.picture.effects.model import Effect, Series, Settings

SICILY = Path(__file__).resolve().parents[7] / "shared" / "data" / "effects" / "sicily.csv"
BAN = Settings(date(2005, 1, 1), date(2006, 11, 30), lasting=True)


def sicily() -> Series:
    if not SICILY.exists():
        pytest.skip("the data of Sicily lie outside the repository and are not here")
    with SICILY.open() as file:
        rows = list(csv.DictReader(file))
    starts = [date(int(row["year"]), int(row["month"]), 1) for row in rows]
    counts, size = (np.array([float(row[name]) for row in rows]) for name in ("aces", "stdpop"))
    return Series("aces", starts, date(2006, 11, 30), counts, size)


def told(effect: Effect) -> list[float]:
    return [round(value, 4) for value in (effect.ratio, effect.low, effect.high)]


def test_poisson_without_season_is_that_of_the_paper() -> None:
    found = measure(sicily(), replace(BAN, harmonics=0, errors="poisson")).effect

    assert told(found) == [0.8944, 0.8647, 0.9251]


def test_quasi_poisson_without_season_is_that_of_the_paper() -> None:
    found = measure(sicily(), replace(BAN, harmonics=0, errors="independent")).effect

    assert told(found) == [0.8944, 0.8392, 0.9532]
    assert round(found.dispersion, 3) == 3.559


def test_quasi_poisson_with_season_is_that_of_the_paper() -> None:
    found = measure(sicily(), replace(BAN, errors="independent")).effect

    assert told(found) == [0.8851, 0.8394, 0.9332]
    assert round(found.dispersion, 3) == 2.262


def test_the_slope_after_the_ban_is_that_of_the_paper() -> None:
    found = measure(sicily(), replace(BAN, errors="independent", slope=True)).effect

    assert round(found.slope_p or 0, 3) == 0.424


def test_the_fit_equals_that_of_statsmodels() -> None:
    import statsmodels.api as sm

    random = np.random.default_rng(3)
    design = np.column_stack([np.ones(60), np.arange(60) >= 40, np.linspace(-0.5, 0.5, 60)]).astype(float)
    counts, offset = random.poisson(30, 60).astype(float), np.log(random.uniform(0.5, 2, 60))
    theirs = sm.GLM(counts, design, family=sm.families.Poisson(), offset=offset).fit(scale="X2", tol=1e-14)
    ours = fit_counts(counts, design, offset, "independent")

    np.testing.assert_allclose(ours.beta, theirs.params, rtol=1e-8)
    np.testing.assert_allclose(ours.covariance, theirs.cov_params(), rtol=1e-8)
