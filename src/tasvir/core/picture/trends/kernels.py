"""Kernels over many series: pairwise slopes, Kendall's statistics by season, and optimal partitioning."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from numba import njit

Kernel = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def slopes(times: Kernel, values: Kernel) -> Kernel:
    """The slope of every pair of points, unsorted."""
    n = len(times)
    found = np.empty(n * (n - 1) // 2)
    at = 0
    for i in range(n - 1):
        for j in range(i + 1, n):
            found[at] = (values[j] - values[i]) / (times[j] - times[i])
            at += 1
    return found


@njit(cache=True, nogil=True)
def kendall(values: Kernel):  # type: ignore[no-untyped-def]
    """Kendall's S of values against their order, and its variance with ties."""
    n = len(values)
    score = 0
    for i in range(n - 1):
        for j in range(i + 1, n):
            if values[j] > values[i]:
                score += 1
            elif values[j] < values[i]:
                score -= 1
    ties = 0.0
    ordered = np.sort(values)
    run = 1
    for i in range(1, n + 1):
        if i < n and ordered[i] == ordered[i - 1]:
            run += 1
        else:
            ties += run * (run - 1.0) * (2.0 * run + 5.0)
            run = 1
    return float(score), (n * (n - 1.0) * (2.0 * n + 5.0) - ties) / 18.0


@njit(cache=True, nogil=True)
def seasonal_kendall(table: Kernel):  # type: ignore[no-untyped-def]
    """S summed over seasons, its variance if they were independent, and with their covariances (Hirsch and Slack).

    `table`: years by seasons, NaN where unknown. The covariance of S_g and S_h is [K + 4 sum R_g R_h - n(n_g+1)(n_h+1)]
    / 3, K the sum of products of signs over pairs of years, R the ranks (the middle rank where unknown), n the years.
    """
    years, seasons = table.shape
    ranks = np.empty((years, seasons))
    known = np.zeros(seasons)
    total, independent = 0.0, 0.0
    for g in range(seasons):
        column = table[:, g]
        score, variance = kendall(column[~np.isnan(column)])
        total += score
        independent += variance
        known[g] = np.sum(~np.isnan(column))
        for i in range(years):
            below = 0.0
            for j in range(years):
                if table[i, g] > table[j, g]:
                    below += 1
                elif table[i, g] < table[j, g]:
                    below -= 1
            ranks[i, g] = (known[g] + 1 + below) / 2
    extra = 0.0
    for g in range(seasons - 1):
        for h in range(g + 1, seasons):
            together = 0.0
            for i in range(years - 1):
                for j in range(i + 1, years):
                    first, second = table[j, g] - table[i, g], table[j, h] - table[i, h]
                    if first * second > 0:
                        together += 1
                    elif first * second < 0:
                        together -= 1
            products = np.sum(ranks[:, g] * ranks[:, h])
            extra += (together + 4 * products - years * (known[g] + 1) * (known[h] + 1)) / 3
    return total, independent, independent + 2 * extra


@njit(cache=True, nogil=True)
def partition(times: Kernel, values: Kernel, penalty: float, shortest: int):  # type: ignore[no-untyped-def]
    """First points of the segments that minimise squared distance from a line in each, plus a penalty a segment.

    Exact optimal partitioning (Jackson et al. 2005), every cost from cumulative sums. Answers the best cost and, for
    every end, where its last segment begins; segments have at least `shortest` points (two or more).
    """
    n = len(values)
    sums = np.zeros((5, n + 1))
    for i in range(n):
        t, y = times[i], values[i]
        sums[0, i + 1] = sums[0, i] + t
        sums[1, i + 1] = sums[1, i] + t * t
        sums[2, i + 1] = sums[2, i] + y
        sums[3, i + 1] = sums[3, i] + y * y
        sums[4, i + 1] = sums[4, i] + t * y
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    begins = np.zeros(n + 1, np.int64)
    for end in range(shortest, n + 1):
        for start in range(end - shortest + 1):
            if not math.isfinite(best[start]):
                continue
            size = end - start
            mt = (sums[0, end] - sums[0, start]) / size
            my = (sums[2, end] - sums[2, start]) / size
            stt = sums[1, end] - sums[1, start] - size * mt * mt
            syy = sums[3, end] - sums[3, start] - size * my * my
            sty = sums[4, end] - sums[4, start] - size * mt * my
            cost = best[start] + max(syy - sty * sty / stt, 0.0) + penalty
            if cost < best[end]:
                best[end] = cost
                begins[end] = start
    return best[n], begins
