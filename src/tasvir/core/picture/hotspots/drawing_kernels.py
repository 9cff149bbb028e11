"""The kernels that draw replications: each fills (replications, cells) counts, one generator for the whole batch."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, error_model="numpy", nogil=True)
def draw_by_weight(random, chances, others, total, drawn):  # type: ignore[no-untyped-def]
    """Throw `total` cases into cells by an alias table."""
    cells = chances.shape[0]
    for replication in range(drawn.shape[0]):
        row = drawn[replication]
        for _ in range(total):
            where = random.random() * cells
            cell = int(where)
            row[cell if where - cell < chances[cell] else others[cell]] += np.float32(1)


@njit(cache=True, error_model="numpy", nogil=True)
def draw_permuted(random, places, times, intervals, drawn):  # type: ignore[no-untyped-def]
    """Shuffle `times` among the cases at `places`; cells are places times intervals. `times` is left shuffled."""
    for replication in range(drawn.shape[0]):
        row = drawn[replication]
        for at in range(times.shape[0] - 1, -1, -1):
            other = int(random.random() * (at + 1))
            time = times[other]
            times[other] = times[at]
            times[at] = time
            row[places[at] * intervals + time] += np.float32(1)


@njit(cache=True, error_model="numpy", nogil=True)
def draw_from_everyone(random, people, total, everyone, drawn):  # type: ignore[no-untyped-def]
    """Choose `total` of `people` (the cell of each) without replacement, or the others where they are fewer.

    `everyone` is how many people each cell holds. `people` is left in another order, which changes no chance.
    """
    size = people.shape[0]
    fewer = min(total, size - total)
    for replication in range(drawn.shape[0]):
        row = drawn[replication]
        for at in range(fewer):
            other = at + int(random.random() * (size - at))
            cell = people[other]
            people[other] = people[at]
            people[at] = cell
            row[cell] += np.float32(1)
        if fewer < total:
            for cell in range(row.shape[0]):
                row[cell] = everyone[cell] - row[cell]
