"""The fits hold to statsmodels on the same design, dummies and clusters included."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tasvir.core.errors import UserError
from tasvir.core.picture.roots.absorbing import Absorbed
from tasvir.core.picture.roots.clustering import clustered
from tasvir.core.picture.roots.fitting import fit_counts
from tasvir.core.picture.roots.tests.panels import World, made_panel


def design(seed: int = 1, keep: float = 0.9) -> tuple[Any, ...]:
    """Counts, drivers and effects of an unbalanced panel, and the same effects as dummies."""
    panel = made_panel(seed, World(units=8, periods=12))
    here = np.random.default_rng(seed).random(8 * 12) < keep
    count = np.array(panel["count"], float)[here]
    columns = np.column_stack([panel["gap"], np.log(panel["effort"])])[here]
    unit = np.unique(panel["unit"], return_inverse=True)[1][here]
    period = np.unique(panel["date"], return_inverse=True)[1][here]
    dummies = np.column_stack([unit[:, None] == np.arange(8), period[:, None] == np.arange(1, 12)]).astype(float)
    return count, columns, unit, period, np.hstack([columns, dummies])


def test_fit_counts_equals_negative_binomial_of_statsmodels_with_a_dummy_for_each_effect() -> None:
    discrete = pytest.importorskip("statsmodels.discrete.discrete_model")
    count, columns, unit, period, whole = design()

    ours = fit_counts(count, columns, np.zeros(len(count)), Absorbed(unit, period, True, True), "nb")
    theirs = discrete.NegativeBinomial(count, whole).fit(disp=0, maxiter=500, method="bfgs", gtol=1e-8)

    assert ours.coefficients == pytest.approx(theirs.params[:2], rel=1e-5)
    assert ours.dispersion == pytest.approx(theirs.params[-1], rel=1e-4)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-6)
    assert ours.parameters == whole.shape[1]


@pytest.mark.parametrize("alpha", [0.0, 0.4])
def test_clustered_errors_equal_those_of_statsmodels_at_the_same_dispersion(alpha: float) -> None:
    models = pytest.importorskip("statsmodels.genmod.generalized_linear_model")
    families = pytest.importorskip("statsmodels.genmod.families")
    count, columns, unit, period, whole = design(2)
    family = families.NegativeBinomial(alpha=alpha) if alpha else families.Poisson()

    offset = np.linspace(0, 1, len(count))
    ours = fit_counts(count, columns, offset, Absorbed(unit, period, True, True), "nb", dispersion=alpha)
    fitted = models.GLM(count, whole, family=family, offset=offset).fit(tol=1e-12)
    residual = (count - fitted.mu) / (1 + alpha * fitted.mu)
    weights = fitted.mu / (1 + alpha * fitted.mu)
    sums = np.array([(whole * residual[:, None])[unit == one].sum(axis=0) for one in range(8)])
    bread = np.linalg.inv(whole.T @ (whole * weights[:, None]))
    factor = 8 / 7 * (len(count) - 1) / (len(count) - whole.shape[1])
    full = factor * bread @ sums.T @ sums @ bread

    assert ours.coefficients == pytest.approx(fitted.params[:2], rel=1e-8)
    assert clustered(ours, unit) == pytest.approx(full[:2, :2], rel=1e-6)
    if not alpha:  # with Poisson's canonical link statsmodels' own information is the expected one
        robust = models.GLM(count, whole, family=family, offset=offset).fit(
            tol=1e-12, cov_type="cluster", cov_kwds={"groups": unit}
        )
        assert np.sqrt(np.diag(clustered(ours, unit))) == pytest.approx(robust.bse[:2], rel=1e-6)


def test_absorbed_effects_leave_what_dummies_leave() -> None:
    _, columns, unit, period, whole = design(3, keep=0.6)
    weights = np.random.default_rng(1).random(len(columns)) + 0.1
    root = np.sqrt(weights)[:, None]
    dummies = whole[:, 2:]
    fitted = dummies @ np.linalg.lstsq(dummies * root, columns * root, rcond=None)[0]

    assert Absorbed(unit, period, True, True).residual(columns, weights) == pytest.approx(columns - fitted, abs=1e-9)


def test_fit_counts_of_counts_without_overdispersion_is_that_of_poisson() -> None:
    count, columns, unit, period, _ = design(4)
    even = np.full(len(count), 5.0)
    even[::2] = 6.0

    ours = fit_counts(even, columns, np.zeros(len(even)), Absorbed(unit, period, True, True), "nb")

    assert ours.dispersion == 0


def test_fit_counts_refuses_a_driver_that_parts_incidents_from_none() -> None:
    unit, period = np.repeat(np.arange(4), 6), np.tile(np.arange(6), 4)
    parting = np.tile([0.0, 1.0], 12)

    with pytest.raises(UserError) as told:
        fit_counts(parting * 3, parting[:, None], np.zeros(24), Absorbed(unit, period, True, False), "poisson")

    assert told.value.code == "roots.unsettled"
