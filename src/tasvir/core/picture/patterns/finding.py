"""Patterns: itemsets more frequent than any two of their parts explain, with false discoveries held down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tasvir.core.picture.patterns.encoding import Items, Words
from tasvir.core.picture.patterns.kernels import hardest_split, score, subset_counts, upper_tail
from tasvir.core.picture.patterns.mining import adjusted, frequent

Itemset = tuple[int, ...]


@dataclass(frozen=True)
class Pattern:
    """A combination; `expected` and `p` against the split in two parts that explains it best."""

    items: Itemset
    count: int
    support: float
    expected: float
    p: float
    q: float

    @property
    def lift(self) -> float:
        """How many times as often as expected."""
        return self.count / self.expected


@dataclass(frozen=True)
class Patterns:
    """What was found, best first, among how many tests; `pruned` significant ones say nothing of their own."""

    patterns: tuple[Pattern, ...]
    tests: int
    pruned: int


def find_patterns(items: Items, least: int, longest: int, alpha: float) -> Patterns:
    """Which combinations occur more often than their parts explain?

    Each itemset of two or more with at least `least` rows is held against every split of it in two parts by the
    hypergeometric distribution (Fisher's exact test, one-sided), among the rows that tell all its columns; the largest
    p counts, so that a triple is not significant merely because a pair is. q after Benjamini and Hochberg 1995 over
    every candidate that was counted, also those that fell below `least`.
    Limits: rows count as independent of each other.
    """
    every = frequent(items, least, longest)
    chosen = np.flatnonzero((every.found[:, 1:2] >= 0).any(axis=1))
    scored = score(items.bits, items.told, items.column_of, every.found[chosen])
    q = adjusted(scored[:, 0].tolist(), every.candidates)
    found = {}
    for number, (p, expected), one_q in zip(chosen, scored, q, strict=True):
        count = int(every.counts[number])
        if one_q <= alpha and count > expected > 0:
            own = every.items(int(number))
            found[own] = Pattern(own, count, count / items.rows, float(expected), float(p), one_q)
    kept = pruned(items, found, max((one.p for one in found.values()), default=0.0))
    ranked = sorted(kept, key=lambda one: (one.p, -one.lift, one.items))
    return Patterns(tuple(ranked), every.candidates, len(found) - len(kept))


def pruned(items: Items, found: Mapping[Itemset, Pattern], cutoff: float) -> list[Pattern]:
    """The patterns that say something of their own.

    A longer one goes where two of its parts are independent given the rest (its parts explain it together); a shorter
    one where it has the rows of a longer one that is kept, or is no more frequent than expected outside of its rows.
    `cutoff` is the p that the false-discovery control let pass: what is left must pass it too.
    """
    kept: dict[Itemset, Pattern] = {}
    told_by: set[Itemset] = set()
    for own in sorted(found, key=lambda one: -len(one)):
        if own in told_by or (len(own) > 2 and _explained(items, own, cutoff)):
            continue
        kept[own] = found[own]
        for part in _parts(own):
            if part in found and _only_within(items, part, own, cutoff):
                told_by.add(part)
    return list(kept.values())


def _parts(own: Itemset) -> Iterator[Itemset]:
    for size in range(2, len(own)):
        yield from combinations(own, size)


def universe(items: Items, own: Sequence[int]) -> Words:
    """The rows that tell all columns of these items."""
    found: Words = np.bitwise_and.reduce(items.told[items.column_of[list(own)]], axis=0)
    return found


def _explained(items: Items, own: Itemset, cutoff: float) -> bool:
    counts = subset_counts(items.bits, np.array(own), universe(items, own))
    whole = len(counts) - 1
    for given in range(1, whole):
        rest = whole ^ given
        for part in range(1, rest):
            other = rest ^ part
            if part & rest != part or part > other:
                continue
            one, two, total = counts[given | part], counts[given | other], counts[given]
            certain = one == total or two == total  # one part always comes with the rest: nothing to be tested
            if not certain and upper_tail(counts[whole], total, one, two) > cutoff:
                return True
    return False


def _only_within(items: Items, part: Itemset, own: Itemset, cutoff: float) -> bool:
    told = universe(items, own)
    rest = np.bitwise_and.reduce(items.bits[[item for item in own if item not in part]], axis=0)
    outside = subset_counts(items.bits, np.array(part), told & ~rest)
    return bool(outside[-1] == 0 or hardest_split(outside)[0] > cutoff)
