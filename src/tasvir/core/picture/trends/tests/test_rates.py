"""The adjusted trends recover what was simulated; regression equals statsmodels."""

from dataclasses import replace

import numpy as np
import pytest

from tasvir.core.errors import UserError
from tasvir.core.picture.trends.counting import fit_counts
from tasvir.core.picture.trends.latent import latent
from tasvir.core.picture.trends.model import Estimate
from tasvir.core.picture.trends.rates import rates
from tasvir.core.picture.trends.simulation import World, made_up, panel

RUNS = 200  # 200 runs take about five seconds


def covered(told: list[Estimate], truth: float) -> float:
    return float(np.mean([one.low <= truth <= one.high for one in told]))


def middle(told: list[Estimate]) -> float:
    return float(np.median([one.value for one in told]))


def test_effort_doubled_leaves_the_adjusted_index_flat_while_the_raw_one_doubles() -> None:
    random = np.random.default_rng(1)
    found = [rates(made_up(World(effort=2), random)) for _ in range(RUNS)]
    adjusted = [one.adjusted.ratio for one in found if one.adjusted]
    assert middle([one.raw.ratio for one in found]) == pytest.approx(2, rel=0.1)
    assert len(adjusted) == RUNS
    assert 0.9 <= middle(adjusted) <= 1.1
    assert 0.85 <= covered(adjusted, 1.0) <= 0.95


def test_activity_doubled_is_followed() -> None:
    random = np.random.default_rng(2)
    found = [rates(made_up(World(activity=2), random)).adjusted for _ in range(60)]
    assert middle([one.ratio for one in found if one]) == pytest.approx(2, rel=0.1)


def test_elasticity_below_one_is_estimated() -> None:
    random = np.random.default_rng(3)
    found = [rates(made_up(World(effort=2, elasticity=0.5), random)).estimated for _ in range(60)]
    told = [one for one in found if one]
    assert middle([one.elasticity for one in told if one.elasticity]) == pytest.approx(0.5, abs=0.1)
    assert middle([one.ratio for one in told]) == pytest.approx(1, abs=0.1)


def test_noise_in_effort_leaves_the_offset_right_and_draws_the_estimated_one_to_the_raw() -> None:
    random = np.random.default_rng(4)
    found = [rates(made_up(World(effort=2, noise=0.3), random)) for _ in range(60)]
    assert middle([one.adjusted.ratio for one in found if one.adjusted]) == pytest.approx(1, abs=0.1)
    assert middle([one.estimated.ratio for one in found if one.estimated]) > 1.2


def test_steady_effort_tells_no_elasticity() -> None:
    found = rates(made_up(World(effort=2, swing=0.0), np.random.default_rng(5)))
    assert found.estimated is None
    assert found.adjusted is not None


def test_latent_index_stays_flat_when_effort_doubles_and_follows_activity() -> None:
    random = np.random.default_rng(6)
    flat = [latent(panel([World(effort=2, swing=0.2)] * 3, random)).index[-1].index for _ in range(30)]
    grown = [latent(panel([World(activity=2, swing=0.2)] * 3, random)).index[-1].index for _ in range(30)]
    assert middle(flat) == pytest.approx(1, abs=0.1)
    assert middle(grown) == pytest.approx(2, rel=0.1)


def test_completeness_is_counted() -> None:
    told = made_up(World(), np.random.default_rng(7))
    share = np.linspace(1.0, 0.5, len(told))
    lost = replace(told, counts=np.random.default_rng(8).binomial(told.counts.astype(int), share).astype(float))
    found = rates(replace(lost, completeness=share))
    assert found.adjusted is not None
    assert found.raw.ratio.value < 0.75
    assert found.adjusted.ratio.value == pytest.approx(1, abs=0.2)


def test_effort_of_zero_or_unknown_leaves_the_period_out_of_both() -> None:
    told = made_up(World(), np.random.default_rng(9))
    effort = np.array(told.effort)
    effort[[3, 30]], effort[40] = 0, np.nan
    found = rates(replace(told, effort=effort))
    assert found.left_out == 3
    assert found.raw.periods == 57
    assert found.adjusted is not None
    assert found.adjusted.periods == 57


def test_a_year_without_cases_has_no_ratio() -> None:
    told = made_up(World(), np.random.default_rng(9))
    counts = told.counts.copy()
    counts[:12] = 0
    with pytest.raises(UserError, match="trends.year_empty"):
        rates(replace(told, counts=counts))


def test_regression_equals_statsmodels() -> None:
    from statsmodels.discrete.discrete_model import NegativeBinomial

    told = made_up(World(effort=2), np.random.default_rng(10))
    assert told.effort is not None
    columns = np.column_stack([np.ones(60), told.years, np.log(told.effort)])
    theirs = NegativeBinomial(told.counts, columns).fit(disp=0, method="newton", maxiter=200, tol=1e-12)
    ours = fit_counts(told.counts, columns, np.zeros(60))
    assert ours.coefficients == pytest.approx(theirs.params[:3], abs=1e-4)
    assert ours.dispersion == pytest.approx(theirs.params[3], rel=1e-3)
    assert np.sqrt(np.diag(ours.covariance)) == pytest.approx(theirs.bse[:3], rel=0.1)
