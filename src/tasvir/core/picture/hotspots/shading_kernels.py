"""The kernels of conditional permutations: who is drawn as a place's neighbours, and what they add up to."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, error_model="numpy", nogil=True)
def drawn_orders(random, others, orders):  # type: ignore[no-untyped-def]
    """Fill each row of `orders` (permutations, most) with different numbers below `others`, by a partial shuffle."""
    pool = np.arange(others)
    for row in range(orders.shape[0]):
        for at in range(orders.shape[1]):
            chosen = at + int(random.random() * (others - at))
            pool[at], pool[chosen] = pool[chosen], pool[at]
            orders[row, at] = pool[at]


@njit(cache=True, error_model="numpy", nogil=True)
def against_drawn(deviation, weights, counts, orders, scale, observed, larger, mean, spread):  # type: ignore[no-untyped-def]
    """What each place's statistic meets: how many drawn ones reach it, their mean and standard deviation.

    `weights` (places, most) belong to the drawn others, of which a place has `counts`; a statistic is the sum of
    their deviations times `scale` (places,).
    """
    permutations = orders.shape[0]
    for place in range(deviation.shape[0]):
        total = squares = 0.0
        for permutation in range(permutations):
            lag = 0.0
            for at in range(counts[place]):
                other = orders[permutation, at]
                lag += weights[place, at] * deviation[other + (other >= place)]
            statistic = lag * scale[place]
            larger[place] += statistic >= observed[place]
            total += statistic
            squares += statistic * statistic
        mean[place] = total / permutations
        spread[place] = np.sqrt(max(squares / permutations - mean[place] ** 2, 0.0))
