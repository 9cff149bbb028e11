"""The kernels for studies whose windows fit into memory: how many cases each window needs to reach a level.

A replication is searched by comparing whole numbers, window by window; only the few windows that reach the level are
worth a logarithm. Where none does, the replication is left to the search with bounds (`kernels.py`): nothing is lost.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from tasvir.core.picture.hotspots.kernels import log_ratio

_SLACK = 1e-9  # a limit is taken a little too high, never too low
_HALVINGS = 60
LANES = 16  # replications side by side: two vectors of eight numbers in single precision


@njit(cache=True, error_model="numpy", nogil=True)
def limits(level, totals):  # type: ignore[no-untyped-def]
    """For every number of cases the largest baseline with which a window still reaches `level`; 0 where none does."""
    total, everyone, kind, least = totals
    found = np.zeros(int(total) + 1)
    for cases in range(max(int(least), 1), int(total) + 1):
        # More cases allow a larger baseline; at its upper end the ratio is 0.
        low, high = found[cases - 1], cases * everyone / total
        if low == 0:
            low = float(cases) if kind == 1 else 1e-9
            if log_ratio(float(cases), low, total, everyone, kind) < level:
                continue
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if log_ratio(float(cases), middle, total, everyone, kind) >= level:
                low = middle
            else:
                high = middle
            if high - low <= _SLACK * low:
                break
        found[cases] = high
    return found


@njit(cache=True, error_model="numpy", nogil=True)
def held_by(baseline, tables, weights, order, centre, inner, at, start, duration):  # type: ignore[no-untyped-def]
    """The baseline of one window: the `inner + 1` nearest places, `duration` intervals from `start`."""
    if baseline.shape[0] == 0:
        return weights[centre, inner] * tables[at, start]
    held = 0.0
    for neighbour in range(inner + 1):
        for interval in range(start, start + duration):
            held += baseline[order[centre, neighbour], interval]
    return held


@njit(cache=True, error_model="numpy", nogil=True)
def cases_needed(reach, needed, baseline, tables, weights, order, size, durations, firsts, lasts):  # type: ignore[no-untyped-def]
    """Fill `needed`, one number a window in the order of the search: the least cases that reach the level.

    `reach` is what `limits` answers; a window that no number of cases lifts to the level needs more than all.
    """
    window = 0
    intervals = max(baseline.shape[1], tables.shape[1])
    run = np.zeros(intervals + 1)
    for centre in range(order.shape[0]):
        run[:] = 0
        for inner in range(size[centre]):
            if baseline.shape[0] > 0:
                held = 0.0
                for interval in range(intervals):
                    held += baseline[order[centre, inner], interval]
                    run[interval + 1] += held
            for at in range(durations.shape[0]):
                for start in range(firsts[at], lasts[at] + 1):
                    if baseline.shape[0] > 0:
                        held = run[start + durations[at]] - run[start]
                    else:
                        held = weights[centre, inner] * tables[at, start]
                    needed[window] = np.searchsorted(reach, held)
                    window += 1


@njit(cache=True, error_model="numpy", fastmath=True, nogil=True, inline="always")
def _excess(run, begin, end, need):  # type: ignore[no-untyped-def]
    """By how many cases the best of the lanes passes what a window needs."""
    best = np.float32(-1)
    for lane in range(LANES):
        best = max(best, run[end + lane] - run[begin + lane] - need)
    return best


@njit(cache=True, error_model="numpy", nogil=True)
def _beside(drawn, begin, counts):  # type: ignore[no-untyped-def]
    """Lay replications side by side: (places, intervals times lanes), absent ones empty."""
    counts[:] = 0
    for lane in range(min(LANES, drawn.shape[0] - begin)):
        for place in range(drawn.shape[1]):
            for interval in range(drawn.shape[2]):
                counts[place, interval * LANES + lane] = drawn[begin + lane, place, interval]


@njit(cache=True, error_model="numpy", nogil=True)
def strongest_above(drawn, level, needed, baseline, tables, weights, order, size, durations, firsts, lasts, totals):  # type: ignore[no-untyped-def]
    """The ratio of the best window of each replication, -1 where no window reaches the level.

    `LANES` replications are searched side by side: what a window needs is read once for all of them.
    """
    total, everyone, kind, _ = totals
    replications, places, intervals = drawn.shape
    counts = np.zeros((places, intervals * LANES), np.float32)
    row, run = np.zeros(intervals * LANES, np.float32), np.zeros((intervals + 1) * LANES, np.float32)
    ratios = np.full(replications, -1.0)
    for begin in range(0, replications, LANES):
        _beside(drawn, begin, counts)
        window = 0
        for centre in range(places):
            row[:] = 0
            for inner in range(size[centre]):
                own = counts[order[centre, inner]]
                for at in range(intervals * LANES):
                    row[at] += own[at]
                    run[at + LANES] = run[at] + row[at]
                for at in range(durations.shape[0]):
                    first, span = firsts[at], durations[at] * LANES
                    for start in range(first, lasts[at] + 1):
                        need = needed[window]
                        window += 1
                        if _excess(run, start * LANES, start * LANES + span, need) < 0:
                            continue
                        held = held_by(baseline, tables, weights, order, centre, inner, at, start, durations[at])
                        for lane in range(min(LANES, replications - begin)):
                            cases = run[start * LANES + span + lane] - run[start * LANES + lane]
                            if cases >= need:
                                ratio = log_ratio(float(cases), held, total, everyone, kind)
                                if ratio >= level:
                                    ratios[begin + lane] = max(ratios[begin + lane], ratio)
    return ratios
