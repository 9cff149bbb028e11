"""Kleinberg's bursts: the weeks in which a term stands in more documents than its own usual share explains."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def burst_states(hits: Floats, documents: Floats, *, ratio: float = 3.0, gamma: float = 1.0) -> Flags:
    """Whether each week belongs to a burst.

    `hits` (weeks) documents with the term out of `documents` (weeks). Two states with shares p and `ratio` * p, p that
    of the whole; to enter the burst costs `gamma` * ln(weeks), to leave it nothing; the cheapest path of all.
    Source: Kleinberg 2003 (Data Mining and Knowledge Discovery 7, 373-397), enumerating batches.
    """
    size, whole = len(hits), float(documents.sum())
    if size == 0 or whole == 0 or hits.sum() == 0:
        return np.zeros(size, bool)
    shares = np.minimum(np.array([1.0, ratio]) * float(hits.sum()) / whole, 0.9999)
    costs = -(np.outer(hits, np.log(shares)) + np.outer(documents - hits, np.log1p(-shares)))
    enter = gamma * np.log(max(size, 2))
    best = np.array([0.0, enter])
    came = np.zeros((size, 2), np.int8)
    for week in range(size):
        into = np.array([[best[0], best[1]], [best[0] + enter, best[1]]])
        if week:
            came[week] = np.argmin(into, axis=1)
            best = into.min(axis=1)
        best = best + costs[week]
    state = int(np.argmin(best))
    states = np.zeros(size, bool)
    for week in range(size - 1, -1, -1):
        states[week] = state == 1
        state = int(came[week, state])
    return states
