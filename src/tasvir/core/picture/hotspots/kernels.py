"""The kernels of the scan: cumulative sums over sorted neighbours, and bounds that skip whole blocks of windows.

A window is a circle (the k nearest neighbours of a place) and an interval. Its log likelihood ratio grows with its
cases and falls with its baseline, so for a block of circles round one place the cases of the largest and the baseline
of the smallest bound every window of the block. Blocks whose bound stays below the best window so far are not opened.

For x = c/e - 1 and h(x) = (1+x) ln(1+x) - x:  h(x) <= x^2 / (2 + 0.32 x) for 0 <= x <= 30, and
(1-y) ln(1-y) + y <= y^2; from these follow bounds without a logarithm, in single precision, eight at a time.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from numba import njit

Kernel = npt.NDArray[np.float64]

POISSON, BERNOULLI = 0, 1
_CURVE, _REACH = np.float32(0.32), np.float32(31.0)
_WIDEST, _SHARE, _START = 0.4, 0.4, 4.0
_MARGIN = 0.999  # single precision may come out a little low; a block that nearly reaches the best is opened


@njit(cache=True, error_model="numpy", nogil=True)
def log_ratio(cases: float, baseline: float, total: float, everyone: float, kind: int) -> float:
    """The log likelihood ratio of one window; 0 unless it holds more cases than expected.

    Poisson and permutation: `baseline` is the expected number of cases. Bernoulli: it is cases and controls together,
    `everyone` their number in the whole study. Kulldorff 1997, Communications in Statistics 26, 1481-1496.
    """
    outside = total - cases
    if kind == POISSON:
        if cases <= baseline:
            return 0.0
        ratio = cases * math.log(cases / baseline)
        return ratio + outside * math.log(outside / (total - baseline)) if outside > 0 else ratio
    rest = everyone - baseline
    if baseline <= 0 or cases * everyone <= total * baseline:
        return 0.0
    ratio = cases * math.log(cases / baseline) - total * math.log(total / everyone)
    controls, beyond = baseline - cases, rest - outside
    if controls > 0:
        ratio += controls * math.log(controls / baseline)
    if outside > 0:
        ratio += outside * math.log(outside / rest)
    if beyond > 0:
        ratio += beyond * math.log(beyond / rest)
    return ratio - (everyone - total) * math.log((everyone - total) / everyone) if everyone > total else ratio


@njit(cache=True, error_model="numpy", fastmath=True, nogil=True)
def _bound(run, table, weight, total, everyone, kind, first, last, duration):  # type: ignore[no-untyped-def]
    """An upper bound of every window of one duration: cases from `run`, baselines `weight * table[start]`."""
    best = np.float32(0)
    share, all_cases, others = np.float32(total / everyone), np.float32(total), np.float32(everyone - total)
    for start in range(first, last + 1):
        cases = run[start + duration] - run[start]
        baseline = weight * table[start]
        expected = baseline * share if kind == BERNOULLI else baseline
        above = max(cases - expected, np.float32(0))
        square = above * above
        bound = square / (np.float32(2) * expected + _CURVE * above) + square / (all_cases - expected)
        if kind == BERNOULLI:
            spared = baseline - expected
            bound += square / spared + square / (np.float32(2) * (others - spared))
            bound = bound if cases < baseline else np.float32(1e30)
        bound = bound if cases <= _REACH * expected else np.float32(1e30)
        bound = bound if cases > np.float32(1) else np.float32(0)
        best = max(best, bound)
    return best


@njit(cache=True, error_model="numpy", nogil=True)
def _accumulate(row, run):  # type: ignore[no-untyped-def]
    """Running sums of a row over time, from 0."""
    for interval in range(row.shape[0]):
        run[interval + 1] = run[interval] + row[interval]


@njit(cache=True, error_model="numpy", nogil=True)
def _spread(run, duration, first, last, out):  # type: ignore[no-untyped-def]
    """The baseline of each window of one duration, by its start."""
    for start in range(first, last + 1):
        out[start] = run[start + duration] - run[start]


@njit(cache=True, error_model="numpy", nogil=True)
def _workspace(intervals, durations):  # type: ignore[no-untyped-def]
    """What a search writes on; made once, since making it costs as much as searching round one place."""
    single, double = np.zeros((5, intervals + 1), np.float32), np.zeros((3, intervals + 1))
    return single, double, np.zeros(durations, np.bool_)


@njit(cache=True, error_model="numpy", nogil=True)
def _search_centre(cases, baseline, tables, weights, order, size, durations, firsts, lasts, totals, best, work):  # type: ignore[no-untyped-def]
    """The best window round one place if it beats `best`: its ratio, the number of neighbours, duration and start.

    `cases`, `baseline` (places, intervals); `tables` (durations, intervals) and `weights` (neighbours) stand in for
    the baseline where it is a product of margins (permutation, purely spatial: `baseline` is empty); `totals` is
    (cases, everyone, kind, least cases).
    """
    total, everyone, kind, least = totals
    intervals, by_margins = cases.shape[1], baseline.shape[0] == 0
    single, double, opened = work
    single[:] = 0
    double[:] = 0
    row, low, table = single[0, :intervals], single[1, :intervals], single[2, :intervals]
    run = single[3]
    under, under_low = double[0, :intervals], double[1, :intervals]
    under_run = double[2]
    found = (0, 0, 0)
    begin, one = 0, np.float32(1)
    while begin < size:
        # The block: as many circles as still leave the bound sharp, by what the largest window of the first expects.
        low[:] = row
        under_low[:] = under
        if by_margins:
            widest = weights[begin] * tables[-1].max()
        else:
            for interval in range(intervals):
                under[interval] += baseline[order[begin], interval]
            _accumulate(under, under_run)
            widest = under_run[intervals] * (total / everyone if kind == BERNOULLI else 1.0)
            widest *= durations[-1] / intervals
        share = min(_SHARE * math.sqrt(2 * max(best, _START) / max(widest, 1e-9)), _WIDEST)
        top = weights[begin] * (1 + share)
        end = begin
        while end < size and (end == begin or weights[end] <= top):
            for interval in range(intervals):
                row[interval] += cases[order[end], interval]
            end += 1
        _accumulate(row, run)
        promising = False
        smallest = np.float32(max(weights[begin], 1e-12)) if by_margins else one
        for at in range(durations.shape[0]):
            if not by_margins:
                _spread(under_run, durations[at], firsts[at], lasts[at], table)
            used = tables[at] if by_margins else table
            bound = _bound(run, used, smallest, total, everyone, kind, firsts[at], lasts[at], durations[at])
            opened[at] = bound > best * _MARGIN
            promising = promising or opened[at]
        if not promising and not by_margins:
            for inner in range(begin + 1, end):
                for interval in range(intervals):
                    under[interval] += baseline[order[inner], interval]
        if promising:
            row[:] = low
            under[:] = under_low
            for inner in range(begin, end):
                for interval in range(intervals):
                    row[interval] += cases[order[inner], interval]
                    if not by_margins:
                        under[interval] += baseline[order[inner], interval]
                _accumulate(row, run)
                if not by_margins:
                    _accumulate(under, under_run)
                for at in range(durations.shape[0]):
                    if not opened[at]:
                        continue
                    duration = durations[at]
                    for start in range(firsts[at], lasts[at] + 1):
                        inside = run[start + duration] - run[start]
                        if inside < least:
                            continue
                        if by_margins:
                            held = weights[inner] * tables[at, start]
                        else:
                            held = under_run[start + duration] - under_run[start]
                        ratio = log_ratio(inside, held, total, everyone, kind)
                        if ratio > best:
                            best = ratio
                            found = (inner + 1, duration, start)
        begin = end
    return best, found


@njit(cache=True, error_model="numpy", nogil=True)
def best_of_each(cases, baseline, tables, weights, order, size, durations, firsts, lasts, totals):  # type: ignore[no-untyped-def]
    """For every place its best window: ratios (places,) and neighbours, duration, start (places, 3)."""
    count = order.shape[0]
    work = _workspace(cases.shape[1], durations.shape[0])
    ratios, windows = np.zeros(count), np.zeros((count, 3), np.int64)
    for centre in range(count):
        ratio, found = _search_centre(
            cases,
            baseline,
            tables,
            weights[centre],
            order[centre],
            size[centre],
            durations,
            firsts,
            lasts,
            totals,
            0.0,
            work,
        )
        ratios[centre] = ratio
        windows[centre, 0], windows[centre, 1], windows[centre, 2] = found
    return ratios, windows


@njit(cache=True, error_model="numpy", nogil=True)
def strongest(drawn, baseline, tables, weights, order, size, durations, firsts, lasts, totals):  # type: ignore[no-untyped-def]
    """The ratio of the best window of each replication, of `drawn` (replications, places, intervals).

    What one place reaches spares the others their weaker blocks.
    """
    work = _workspace(drawn.shape[2], durations.shape[0])
    ratios = np.zeros(drawn.shape[0])
    for replication in range(drawn.shape[0]):
        best = 0.0
        for centre in range(order.shape[0]):
            best, _ = _search_centre(
                drawn[replication],
                baseline,
                tables,
                weights[centre],
                order[centre],
                size[centre],
                durations,
                firsts,
                lasts,
                totals,
                best,
                work,
            )
        ratios[replication] = best
    return ratios


@njit(cache=True, error_model="numpy", fastmath=True, nogil=True)
def plain_strongest(cases, baseline, order, size, durations, firsts, lasts, total):  # type: ignore[no-untyped-def]
    """The same for a Poisson baseline without any bound: every window, one logarithm each; for the bench and tests."""
    intervals, best = cases.shape[1], np.float32(0)
    run, under = np.zeros(intervals + 1, np.float32), np.zeros(intervals + 1, np.float32)
    row, below = np.zeros(intervals, np.float32), np.zeros(intervals, np.float32)
    for centre in range(order.shape[0]):
        row[:] = 0
        below[:] = 0
        for inner in range(size[centre]):
            for interval in range(intervals):
                row[interval] += cases[order[centre, inner], interval]
                below[interval] += baseline[order[centre, inner], interval]
            _accumulate(row, run)
            _accumulate(below, under)
            for at in range(durations.shape[0]):
                for start in range(firsts[at], lasts[at] + 1):
                    inside = run[start + durations[at]] - run[start]
                    held = under[start + durations[at]] - under[start]
                    if inside > held and inside > 1:
                        outside, beyond = total - inside, total - held
                        ratio = inside * math.log(inside / held) + outside * math.log(outside / beyond)
                        best = max(best, np.float32(ratio))
    return best
