"""A design together with its fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tasvir.core.picture.roots.designs import Design
from tasvir.core.picture.roots.fitting import Fit
from tasvir.core.picture.roots.model import Floats


@dataclass(frozen=True)
class Fitted:
    """A model with its fit, the covariance of its coefficients, and the degrees of freedom of its intervals."""

    design: Design
    fit: Fit
    covariance: Floats
    clusters: int
    freedom: int

    def at(self, name: str) -> tuple[float, float]:
        """The coefficient of a driver and its standard error."""
        number = self.design.drivers.index(name)
        return float(self.fit.coefficients[number]), float(np.sqrt(self.covariance[number, number]))
