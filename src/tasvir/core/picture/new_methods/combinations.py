"""Combinations of coded columns that were never seen before, or hardly ever, and now come again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from scipy import stats

LEAST = 5
LARGEST_P = 1e-4
LEAST_RATIO = 4.0
LONGEST = 3
WAYS = frozenset({"concealment_place", "concealment_method", "carrier", "platform", "conveyance"})
NOTHING = frozenset({"", "none", "other", "unknown"})


@dataclass(frozen=True)
class Combination:
    """Codes by column, the rows since, how many before, and how unlikely chance makes it."""

    items: Mapping[str, str]
    rows: tuple[int, ...]
    first: date
    found_on: date
    before: int
    p: float


def new_combinations(
    columns: Mapping[str, Sequence[str | None]], days: Sequence[date], since: date, until: date
) -> list[Combination]:
    """Pairs and triples of codes with at least five rows since a day, four times as frequent as before.

    p: so many of all its rows since `since` by chance (binomial, given how many rows there were before and since),
    times the number of combinations looked at (Bonferroni). One that was there before must say how the goods were
    hidden, carried or sold, and be four times as frequent as in the same days of last year too. Of combinations that
    share half their rows the one with most rows stays, then the one with most codes.
    """
    inside = [at for at, day in enumerate(days) if since <= day <= until]
    before = [at for at, day in enumerate(days) if day < since]
    if not inside or not before:
        return []
    seen, earlier = _rows_of(columns, inside), _counts_of(columns, before)
    last_year = _counts_of(columns, [at for at in before if _a_year_later(days[at], since, until)])
    share = len(inside) / (len(inside) + len(before))
    frequent = {key: rows for key, rows in seen.items() if len(rows) >= LEAST}
    found = []
    for key, rows in frequent.items():
        was = earlier.get(key, 0)
        ratio = (len(rows) / len(inside)) / ((was + 0.5) / (len(before) + 1))
        p = float(stats.binom.sf(len(rows) - 1, len(rows) + was, share)) * len(frequent)
        rises = ratio >= LEAST_RATIO and p <= LARGEST_P * 10
        if rises and (not was or (WAYS & dict(key).keys() and len(rows) >= LEAST_RATIO * last_year.get(key, 0))):
            ordered = sorted(rows, key=lambda at: days[at])
            found.append(
                Combination(dict(key), tuple(ordered), days[ordered[0]], days[ordered[LEAST - 1]], was, min(p, 1.0))
            )
    return _pruned(sorted(found, key=lambda one: (-len(one.rows), -len(one.items), one.p)))


def _a_year_later(day: date, since: date, until: date) -> bool:
    return since <= day + timedelta(days=365) <= until


Key = tuple[tuple[str, str], ...]


def _keys(columns: Mapping[str, Sequence[str | None]], at: int) -> list[Key]:
    items = [(name, code) for name, values in columns.items() if (code := values[at]) and code not in NOTHING]
    return [key for size in range(2, LONGEST + 1) for key in combinations(items, size)]


def _rows_of(columns: Mapping[str, Sequence[str | None]], rows: Sequence[int]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = defaultdict(list)
    for at in rows:
        for key in _keys(columns, at):
            found[key].append(at)
    return found


def _counts_of(columns: Mapping[str, Sequence[str | None]], rows: Sequence[int]) -> dict[Key, int]:
    return {key: len(found) for key, found in _rows_of(columns, rows).items()}


def _pruned(found: Sequence[Combination]) -> list[Combination]:
    """One combination for the same rows: the most rows first, then the longest."""
    kept: list[Combination] = []
    for one in found:
        rows = set(one.rows)
        if not any(len(rows & set(other.rows)) >= 0.5 * len(rows) for other in kept):
            kept.append(one)
    return kept
