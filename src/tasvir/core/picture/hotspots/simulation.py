"""Replications under the hypothesis of no cluster; each draws from its own seed, so that cores do not matter."""

from __future__ import annotations

import numpy as np

from tasvir.core.picture.hotspots.model import Floats, Model, Study


class Replications:
    """Draws cases as they would fall if no place and time stood out, holding the total (or the margins) fixed."""

    def __init__(self, study: Study, model: Model, seed: int) -> None:
        self.model, self.seed, self.shape = model, seed, study.cases.shape
        self.total = study.total
        if model == "permutation":
            places, intervals = np.nonzero(study.cases)
            repeats = study.cases[places, intervals]
            self._places, self._intervals = np.repeat(places, repeats), np.repeat(intervals, repeats)
        elif model == "poisson":
            assert study.baseline is not None
            running = np.cumsum(study.baseline.ravel())
            self._running = running / running[-1]
        else:
            assert study.baseline is not None
            self._everyone = study.baseline.ravel().astype(np.int64)

    def draw(self, number: int) -> Floats:
        """The cases of one replication, (places, intervals) in single precision."""
        random = np.random.default_rng([self.seed, number])
        size = self.shape[0] * self.shape[1]
        if self.model == "permutation":
            cells = self._places * self.shape[1] + random.permutation(self._intervals)
        elif self.model == "poisson":
            cells = np.searchsorted(self._running, random.random(self.total), side="right")
        else:
            drawn = random.multivariate_hypergeometric(self._everyone, self.total, method="marginals")
            return drawn.reshape(self.shape).astype(np.float32)
        counts = np.bincount(np.minimum(cells, size - 1), minlength=size)
        return counts.reshape(self.shape).astype(np.float32)
