"""Local Moran's I and Gi*, held to esda, and their refusals."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from tasvir.core.errors import UserError
from tasvir.core.picture.hotspots.model import Floats, Places
from tasvir.core.picture.hotspots.shading import local_g, local_moran, nearest_weights

SIZE, NEIGHBOURS = 60, 6


@pytest.fixture(scope="module")
def data() -> tuple[Places, Floats, Any]:
    """Places on a plane, values that hang together, and the same weights as libpysal makes them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from libpysal.weights import KNN

        random = np.random.default_rng(8)
        points = random.random((SIZE, 2))
        places = Places(tuple(map(str, range(SIZE))), points[:, 0].copy(), points[:, 1].copy(), plane=True)
        values = np.round(20 * points[:, 0] + random.gamma(2.0, 4.0, SIZE), 3)
        return places, values, KNN.from_array(points, k=NEIGHBOURS)


def test_local_moran_equals_esda(data: tuple[Places, Floats, Any]) -> None:
    places, values, theirs = data
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda import Moran_Local

        known = Moran_Local(values, theirs, transformation="r", permutations=999, seed=3)
    found = local_moran(values, nearest_weights(places, NEIGHBOURS), permutations=999)

    np.testing.assert_allclose(found.statistic, known.Is, rtol=0, atol=1e-10)
    np.testing.assert_array_equal(found.quadrant, known.q)
    assert np.abs(found.p - known.p_sim).max() < 0.08  # two draws of 999
    assert np.corrcoef(found.z, known.z_sim)[0, 1] > 0.99


def test_gi_star_equals_esda(data: tuple[Places, Floats, Any]) -> None:
    places, values, theirs = data
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda import G_Local

        known = G_Local(values, theirs, transform="B", permutations=0, star=True)
    found = local_g(values, nearest_weights(places, NEIGHBOURS))

    np.testing.assert_allclose(found.z, known.Zs, rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.statistic, known.Gs, rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.p, known.p_norm, rtol=0, atol=1e-10)


@pytest.mark.parametrize(("neighbours", "size"), [(0, 5), (5, 5), (1, 2)])
def test_too_few_places_are_refused(neighbours: int, size: int) -> None:
    line = np.arange(size, dtype=float)
    with pytest.raises(UserError, match="hotspots.neighbours"):
        nearest_weights(Places(tuple(map(str, range(size))), line, line, plane=True), neighbours)


def test_places_that_are_all_alike_are_refused(data: tuple[Places, Floats, Any]) -> None:
    weights = nearest_weights(data[0], NEIGHBOURS)
    with pytest.raises(UserError, match="hotspots.equal_values"):
        local_moran(np.ones(SIZE), weights)
    with pytest.raises(UserError, match="hotspots.negative"):
        local_g(data[1] - 100, weights)
