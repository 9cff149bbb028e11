"""CPU of local Moran's I with its conditional permutations, beside esda in the same run."""

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from tasvir.core.picture.hotspots.model import Places
from tasvir.core.picture.hotspots.shading import local_moran, nearest_weights

PLACES, NEIGHBOURS, PERMUTATIONS = 700, 6, 999


def main() -> int:
    """The same places and values for both; both compiled before the clock starts."""
    warnings.simplefilter("ignore")
    from esda import Moran_Local
    from libpysal.weights import KNN

    random = np.random.default_rng(8)
    points = random.random((PLACES, 2))
    values = 20 * points[:, 0] + random.gamma(2.0, 4.0, PLACES)
    places = Places(tuple(map(str, range(PLACES))), points[:, 0].copy(), points[:, 1].copy(), plane=True)
    theirs = KNN.from_array(points, k=NEIGHBOURS)
    Moran_Local(values, theirs, permutations=PERMUTATIONS)
    weights = nearest_weights(places, NEIGHBOURS)
    local_moran(values, weights, permutations=PERMUTATIONS)

    begun = time.process_time()
    found = local_moran(values, weights, permutations=PERMUTATIONS)
    ours = time.process_time() - begun
    begun = time.process_time()
    known = Moran_Local(values, theirs, permutations=PERMUTATIONS)
    esda = time.process_time() - begun

    apart = float(np.abs(found.statistic - known.Is).max())
    print(f"local Moran, {PLACES} places, {PERMUTATIONS} permutations: ours {ours:.3f} CPU s, esda {esda:.3f}")
    print(f"{esda / ours:.1f} times; statistics apart by at most {apart:.1e}")
    return 0 if apart < 1e-10 else 1


if __name__ == "__main__":
    sys.exit(main())
