"""The strongest window of every replication, by the kernel that suits the size of the study."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numpy as np

from tasvir.core.picture.hotspots.kernels import strongest
from tasvir.core.picture.hotspots.level_kernels import cases_needed, limits, strongest_above
from tasvir.core.picture.hotspots.model import Floats, Settings, Study
from tasvir.core.picture.hotspots.simulation import Batch, Replications

Tell = Callable[[int, int], None]

_WINDOWS: Final = 20_000_000  # as many as are worth keeping one by one
_CASES: Final = 1_000_000
_PILOT: Final = 32  # replications that set the level
_BELOW: Final = 0.05  # the share of replications that may stay under the level and are searched again with bounds
_WORTH: Final = 100  # fewer replications do not pay for the table


def strongest_of_replications(
    study: Study, settings: Settings, arguments: tuple[Any, ...], tell: Tell | None = None, threads: int | None = None
) -> Floats:
    """One ratio a replication, the same for any number of threads; the kernels let other threads run."""
    replications = Replications(study, settings.model, settings.seed)
    size = replications.batch
    maxima = np.zeros(settings.replications)

    def drawn(begin: int) -> Batch:
        return replications.draw(begin // size, min(size, settings.replications - begin))

    first = strongest(drawn(0), *arguments) if settings.replications else maxima
    maxima[: len(first)] = first
    search = _search(first, settings.replications, arguments)
    with ThreadPoolExecutor(max(1, threads or os.cpu_count() or 1)) as pool:
        begins = range(size, settings.replications, size)
        for begin, ratios in zip(begins, pool.map(lambda begin: search(drawn(begin)), begins), strict=True):
            maxima[begin : begin + len(ratios)] = ratios
            if tell:
                tell(begin + len(ratios), settings.replications)
    return maxima


def _search(pilot: Floats, replications: int, arguments: tuple[Any, ...]) -> Callable[[Batch], Floats]:
    """How the other replications are searched: by a table of cases needed where it fits, else with bounds."""

    def with_bounds(drawn: Batch) -> Floats:
        return np.asarray(strongest(drawn, *arguments))

    windows, totals = arguments[:-1], arguments[-1]
    size, first, last = arguments[4], arguments[6], arguments[7]
    count = int(size.sum()) * int((last - first + 1).sum())
    if replications < _WORTH or len(pilot) < _PILOT or count > _WINDOWS or totals[0] > _CASES:
        return with_bounds
    level = float(np.quantile(pilot, _BELOW, method="lower"))
    if level <= 0:
        return with_bounds
    needed = np.empty(count, np.float32)
    cases_needed(limits(level, totals), needed, *windows)

    def by_level(drawn: Batch) -> Floats:
        ratios = np.asarray(strongest_above(drawn, level, needed, *arguments))
        weak = np.flatnonzero(ratios < 0)
        if weak.size:
            ratios[weak] = with_bounds(drawn[weak])
        return ratios

    return by_level
