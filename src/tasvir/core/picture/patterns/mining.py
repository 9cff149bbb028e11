"""Frequent itemsets: every combination of items of different columns that enough rows hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tasvir.core.errors import UserError
from tasvir.core.picture.patterns.encoding import Integers, Items
from tasvir.core.picture.patterns.kernels import mine

MOST = 2_000_000


@dataclass(frozen=True)
class Frequent:
    """Itemsets as rows of item numbers (-1 behind the last), their counts, and candidates counted of two and more."""

    found: Integers
    counts: Integers
    candidates: int

    def items(self, number: int) -> tuple[int, ...]:
        """The items of one itemset."""
        return tuple(int(item) for item in self.found[number] if item >= 0)


def least_rows(rows: int, min_support: float) -> int:
    """The smallest count whose share of the rows reaches the support, by the same division as mlxtend's."""
    if not 0 < min_support <= 1:
        raise UserError("patterns.support", value=min_support)
    least = max(int(min_support * rows) - 1, 1)
    while least / rows < min_support:
        least += 1
    return least


def frequent(items: Items, least: int, longest: int) -> Frequent:
    """All itemsets of one to `longest` items that at least `least` rows hold, singles first.

    Equal to mlxtend's apriori on the same items one-hot encoded. More than two million are refused.
    """
    if longest < 1:
        raise UserError("patterns.length", value=longest)
    longest = min(longest, max(len(items.columns), 1))
    single = np.full((len(items.names), longest), -1, np.int64)
    single[:, 0] = np.arange(len(items.names))
    counts = np.bitwise_count(items.bits).sum(axis=1, dtype=np.int64)
    if longest < 2:
        return Frequent(single, counts, 0)
    found, held, total, candidates = mine(items.bits, items.column_of, least, longest, MOST)
    if total > MOST:
        raise UserError("patterns.too_many", most=MOST)
    both = np.concatenate([single, found.astype(np.int64)])
    return Frequent(both, np.concatenate([counts, held[:, 0]]), int(candidates.sum()))


def adjusted(p: Sequence[float], tests: int) -> list[float]:
    """Benjamini and Hochberg's q (1995) among so many tests, those not listed counting as p = 1."""
    if not len(p):
        return []
    values = np.asarray(p, float)
    order = np.argsort(values)
    raw = values[order] * max(tests, len(values)) / np.arange(1, len(values) + 1)
    falling = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0)
    answer = np.empty(len(values))
    answer[order] = falling
    return [float(one) for one in answer]
