"""Itemsets on bitsets, and exact tails of the hypergeometric distribution.

An item is a row of 64-bit words, one bit a row of the table. An itemset's rows are the words' conjunction, its count
their bits. The search goes depth first and keeps for each prefix only the items that are frequent with it.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

_ONE = np.uint64(1)
_M1, _M2, _M4 = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
_H01 = np.uint64(0x0101010101010101)
_S1, _S2, _S4, _S56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)
_SAME = 1.0 + 1e-7  # as R and scipy do: probabilities this close count as equal in the two-sided test


@njit(cache=True, inline="always")
def ones(word):  # type: ignore[no-untyped-def]
    """How many bits of a word are set."""
    word = word - ((word >> _S1) & _M1)
    word = (word & _M2) + ((word >> _S2) & _M2)
    word = (word + (word >> _S4)) & _M4
    return np.int64((word * _H01) >> _S56)


@njit(cache=True)
def pack(codes, wanted, items):  # type: ignore[no-untyped-def]
    """Bitsets of the items of one column: `wanted` maps a code to its item, -1 for none; code -1 is missing."""
    bits = np.zeros((items, (len(codes) + 63) // 64), np.uint64)
    for row in range(len(codes)):
        if codes[row] >= 0 and wanted[codes[row]] >= 0:
            bits[wanted[codes[row]], row >> 6] |= _ONE << np.uint64(row & 63)
    return bits


@njit(cache=True)
def common(first, second):  # type: ignore[no-untyped-def]
    """How many rows two bitsets share."""
    total = np.int64(0)
    for at in range(len(first)):
        total += ones(first[at] & second[at])
    return total


@njit(cache=True)
def _grown(table):  # type: ignore[no-untyped-def]
    larger = np.full((2 * len(table), table.shape[1]), -1, table.dtype)
    larger[: len(table)] = table
    return larger


@njit(cache=True)
def mine(bits, column, least, longest, most):  # type: ignore[no-untyped-def]
    """All itemsets of 2 to `longest` items of different columns with `least` rows.

    Answers the items of each (-1 behind the last), the counts as a column, how many were found (above `most`: stopped),
    and how many candidates of each length were counted.
    """
    items, words = bits.shape
    found = np.full((256, longest), -1, np.int32)
    counts = np.full((256, 1), -1, np.int64)
    candidates = np.zeros(longest + 1, np.int64)
    total = 0
    rows = np.empty((longest, words), np.uint64)
    waiting = np.empty((longest, items), np.int32)
    size = np.zeros(longest, np.int64)
    place = np.zeros(longest, np.int64)
    waiting[0] = np.arange(items)
    size[0] = items
    depth = 0
    while depth >= 0:
        if place[depth] >= size[depth] or depth + 1 >= longest:
            depth -= 1
            if depth >= 0:
                place[depth] += 1
            continue
        own = waiting[depth, place[depth]]
        if depth == 0:
            rows[0] = bits[own]
        else:
            for at in range(words):
                rows[depth, at] = rows[depth - 1, at] & bits[own, at]
        size[depth + 1], place[depth + 1] = 0, 0
        for other_at in range(place[depth] + 1, size[depth]):
            other = waiting[depth, other_at]
            if column[other] == column[own]:
                continue
            candidates[depth + 2] += 1
            count = common(rows[depth], bits[other])
            if count < least:
                continue
            if total == len(found):
                found, counts = _grown(found), _grown(counts)
            for at in range(depth + 1):
                found[total, at] = waiting[at, place[at]]
            found[total, depth + 1] = other
            counts[total, 0] = count
            total += 1
            if total > most:
                return found, counts, total, candidates
            waiting[depth + 1, size[depth + 1]] = other
            size[depth + 1] += 1
        depth += 1
    return found[:total], counts[:total], total, candidates


@njit(cache=True)
def log_chance(count, total, first, second):  # type: ignore[no-untyped-def]
    """The logarithm of the hypergeometric probability of `count` rows in common."""
    told = math.lgamma(first + 1.0) - math.lgamma(count + 1.0) - math.lgamma(first - count + 1.0)
    rest = math.lgamma(total - first + 1.0) - math.lgamma(second - count + 1.0)
    rest -= math.lgamma(total - first - second + count + 1.0)
    every = math.lgamma(total + 1.0) - math.lgamma(second + 1.0) - math.lgamma(total - second + 1.0)
    return told + rest - every


@njit(cache=True)
def upper_tail(count, total, first, second):  # type: ignore[no-untyped-def]
    """The chance of `count` or more rows in common, both margins fixed (Fisher's exact test, one-sided)."""
    low, high = max(0, first + second - total), min(first, second)
    if count <= low:
        return 1.0
    if count > high:
        return 0.0
    term, tail = 1.0, 0.0
    for at in range(count, high + 1):
        tail += term
        ratio = (first - at) * (second - at) / ((at + 1.0) * (total - first - second + at + 1.0))
        term *= ratio
        if ratio < 1.0 and term < 1e-17 * tail:
            break
    return min(1.0, math.exp(log_chance(count, total, first, second) + math.log(tail)))


@njit(cache=True)
def two_sided(count, total, first, second):  # type: ignore[no-untyped-def]
    """The chance of a table no more probable than this one (Fisher's exact test, two-sided)."""
    low, high = max(0, first + second - total), min(first, second)
    if low >= high:
        return 1.0
    own = 0.0  # terms relative to the table's own
    term, tail = 1.0, 0.0
    for at in range(count, high + 1):
        if term <= _SAME:
            tail += term
        ratio = (first - at) * (second - at) / ((at + 1.0) * (total - first - second + at + 1.0))
        term *= ratio
        if ratio < 1.0 and term < 1e-17:
            break
    term = 1.0
    for at in range(count, low, -1):
        ratio = at * (total - first - second + at + 0.0) / ((first - at + 1.0) * (second - at + 1.0))
        term *= ratio
        if term <= _SAME:
            tail += term
        if ratio < 1.0 and term < 1e-17:
            break
    own = log_chance(count, total, first, second)
    return min(1.0, math.exp(own + math.log(tail)))


@njit(cache=True)
def _within(bits, items, chosen, universe):  # type: ignore[no-untyped-def]
    total = np.int64(0)
    for at in range(len(universe)):
        word = universe[at]
        for place in range(len(items)):
            if chosen >> place & 1:
                word &= bits[items[place], at]
        total += ones(word)
    return total


@njit(cache=True)
def subset_counts(bits, items, universe):  # type: ignore[no-untyped-def]
    """The rows of a universe that hold each subset of the items: entry b counts the items whose bit stands in b."""
    counts = np.empty(1 << len(items), np.int64)
    for chosen in range(1 << len(items)):
        counts[chosen] = _within(bits, items, chosen, universe)
    return counts


@njit(cache=True)
def hardest_split(counts):  # type: ignore[no-untyped-def]
    """Of all splits of an itemset in two parts that which explains it best: its p and its expected count."""
    whole = len(counts) - 1
    worst, expected = -1.0, 0.0
    for part in range(1, whole):
        if not part & 1:  # each split once: the part with the first item
            continue
        other = whole ^ part
        p = upper_tail(counts[whole], counts[0], counts[part], counts[other])
        told = counts[part] * counts[other] / max(counts[0], 1)
        if p > worst or (p == worst and told > expected):
            worst, expected = p, told
    return worst, expected


@njit(cache=True)
def score(bits, told, column, found):  # type: ignore[no-untyped-def]
    """Of each itemset p and expected count against its hardest split, among the rows that tell all its columns."""
    answers = np.empty((len(found), 2), np.float64)
    universe = np.empty(bits.shape[1], np.uint64)
    for number in range(len(found)):
        size = 0
        while size < found.shape[1] and found[number, size] >= 0:
            size += 1
        items = found[number, :size]
        universe[:] = told[column[items[0]]]
        for place in range(1, size):
            universe &= told[column[items[place]]]
        answers[number, 0], answers[number, 1] = hardest_split(subset_counts(bits, items, universe))
    return answers
