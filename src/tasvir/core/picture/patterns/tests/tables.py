"""Tables made by hand for the tests of patterns."""

from __future__ import annotations

import numpy as np

Table = dict[str, list[str | None]]


def independent(seed: int, rows: int = 1000, columns: int = 5, values: int = 5) -> Table:
    """Columns that know nothing of each other, with common and rare values."""
    random = np.random.default_rng(seed)
    share = 1 / np.arange(1, values + 1)
    draws = random.choice(values, (columns, rows), p=share / share.sum())
    return {f"c{number}": [f"v{value}" for value in draw] for number, draw in enumerate(draws)}


def with_planted(table: Table, planted: dict[str, str], rows: int) -> Table:
    """The same table whose first rows hold a combination."""
    filled = dict(table)
    for name, value in planted.items():
        filled[name] = [value if row < rows else one for row, one in enumerate(table[name])]
    return filled


def with_gaps(table: Table, seed: int, share: float = 0.2) -> Table:
    """The same table with cells missing at random."""
    random = np.random.default_rng(seed)
    return {name: [None if random.random() < share else one for one in values] for name, values in table.items()}
