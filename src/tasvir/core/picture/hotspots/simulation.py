"""Replications under the hypothesis of no cluster, drawn in fixed batches, so that cores do not matter."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from tasvir.core.picture.hotspots.drawing_kernels import draw_by_weight, draw_from_everyone, draw_permuted
from tasvir.core.picture.hotspots.model import Floats, Model, Study

Batch = npt.NDArray[np.float32]

_CELLS: Final = 1 << 20  # a batch holds about so many cells
_LONGEST: Final = 64
_MANY: Final = 16  # cases a cell from which a multinomial draw is cheaper than one draw a case
_CROWD: Final = 20_000_000  # people whom a draw without replacement keeps in memory one by one


class Replications:
    """Draws cases as they would fall if no place and time stood out, holding the total (or the margins) fixed.

    Poisson: each case falls into a cell with the chance of its expected cases (Walker's alias method, as improved by
    Vose 1991, IEEE Transactions on Software Engineering 17, 972-975). Permutation: the times are shuffled among the
    cases (Fisher and Yates). Bernoulli: the cases are drawn from cases and controls without replacement.
    """

    def __init__(self, study: Study, model: Model, seed: int) -> None:
        self.model, self.seed, self.shape = model, seed, study.cases.shape
        self.total = study.total
        self.batch = int(np.clip(_CELLS // study.cases.size, 1, _LONGEST))
        if model == "permutation":
            places, intervals = np.nonzero(study.cases)
            repeats = study.cases[places, intervals]
            self._places = np.repeat(places, repeats).astype(np.int32)
            self._intervals = np.repeat(intervals, repeats).astype(np.int32)
            return
        assert study.baseline is not None
        self._weights = study.baseline.ravel() / study.baseline.sum()
        if model == "poisson":
            self._chances, self._others = alias_table(self._weights)
        else:
            self._everyone = study.baseline.ravel().astype(np.int64)

    def draw(self, number: int, size: int) -> Batch:
        """The cases of the first `size` replications of one batch, (size, places, intervals)."""
        random = np.random.default_rng([self.seed, number])
        cells = self.shape[0] * self.shape[1]
        drawn = np.zeros((size, cells), np.float32)
        if self.model == "permutation":
            draw_permuted(random, self._places, self._intervals.copy(), self.shape[1], drawn)
        elif self.model == "poisson":
            if self.total > _MANY * cells:
                drawn[:] = random.multinomial(self.total, self._weights, size=size)
            else:
                draw_by_weight(random, self._chances, self._others, self.total, drawn)
        elif self._everyone.sum() > _CROWD:
            drawn[:] = random.multivariate_hypergeometric(self._everyone, self.total, size=size, method="marginals")
        else:
            people = np.repeat(np.arange(cells, dtype=np.int32), self._everyone)
            draw_from_everyone(random, people, self.total, self._everyone.astype(np.float32), drawn)
        return drawn.reshape(size, *self.shape)


def alias_table(weights: Floats) -> tuple[Floats, npt.NDArray[np.int32]]:
    """For each cell the chance that a throw at it stays, and the cell that gets it otherwise (`weights` sum to 1)."""
    size = len(weights)
    chances, others = weights * size, np.arange(size, dtype=np.int32)
    small = [cell for cell in range(size) if chances[cell] < 1]
    large = [cell for cell in range(size) if chances[cell] >= 1]
    while small and large:
        poor, rich = small.pop(), large[-1]
        others[poor] = rich
        chances[rich] -= 1 - chances[poor]
        if chances[rich] < 1:
            small.append(large.pop())
    for cell in (*small, *large):  # what rounding left over is 1
        chances[cell] = 1.0
    return chances, others
