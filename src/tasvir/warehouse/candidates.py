"""Finds the pairs of rows worth a comparison, by the rules that core declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from tasvir.core.linkage.candidates import (
    FLAGS,
    HASHED,
    HASHED_TOO,
    KNOWN,
    LARGEST_BLOCK,
    PLAIN,
    RULES,
    Rule,
    highest_weight,
    joins,
    lowest_of_use,
    meets,
)


def find_candidates(connection: duckdb.DuckDBPyConnection, settings: Mapping[str, Any]) -> int:
    """Fill the table `candidates` (one, other) from `records`; answers how many rows the strictest rule left out."""
    _make_slim(connection)
    connection.execute("CREATE TEMP TABLE met (one BIGINT, other BIGINT)")
    most = 0
    for rule in RULES:
        outside = _left_out(connection, rule)
        most = max(most, outside)
        _meet(connection, rule, outside, settings)
    connection.execute("CREATE TEMP TABLE candidates AS SELECT DISTINCT one, other FROM met").fetchall()
    connection.execute("DROP TABLE met")
    return most


def _meet(connection: duckdb.DuckDBPyConnection, rule: Rule, outside: int, settings: Mapping[str, Any]) -> None:
    """Add the pairs of one rule; those of a bounded rule are sifted twice, first by very little."""
    pairs = (
        f"SELECT least(l.id, r.id) AS one, greatest(l.id, r.id) AS other"
        f" FROM {_side(rule, 0, outside)} l JOIN {_side(rule, 1, outside)} r ON {joins(rule)}"
    )
    if not rule.bounded:
        connection.execute(f"INSERT INTO met {pairs}").fetchall()
        return
    least = lowest_of_use(settings)
    at_first, in_all = highest_weight(settings, at_first=True), highest_weight(settings)
    connection.execute(f"CREATE TEMP TABLE sifted AS {pairs} WHERE {at_first} >= {least!r}").fetchall()
    connection.execute(
        f"INSERT INTO met SELECT one, other FROM sifted JOIN slim l ON l.id = one JOIN slim r ON r.id = other"
        f" WHERE {in_all} >= {least!r}"
    ).fetchall()
    connection.execute("DROP TABLE sifted").fetchall()


def met_by_a_rule() -> str:
    """Whether rows `l` and `r` of the table `slim` meet by any rule."""
    return " OR ".join(f"coalesce({meets(rule)}, false)" for rule in RULES)


def _make_slim(connection: duckdb.DuckDBPyConnection) -> None:
    hashed = [f"CASE WHEN {name} IS NOT NULL THEN hash({name}) END AS {name}" for name in (*HASHED, *HASHED_TOO)]
    known = [f"CASE WHEN {name} IS NOT NULL THEN true END AS {name}" for name in KNOWN]
    columns = ", ".join([*PLAIN, *FLAGS, *hashed, *known])
    connection.execute(f"CREATE TEMP TABLE slim AS SELECT {columns} FROM records").fetchall()


def _keys(rule: Rule, side: int) -> str:
    names = [pair[side] for pair in rule.keys]
    return ", ".join(dict.fromkeys([*names, *(["day"] if rule.days is not None else [])]))


def _left_out(connection: duckdb.DuckDBPyConnection, rule: Rule) -> int:
    """How many rows stand in blocks that are too large."""
    most = 0
    for side in (0, 1):
        told = " AND ".join(f"{name} IS NOT NULL" for name in _keys(rule, side).split(", "))
        found = connection.execute(
            f"SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM slim WHERE {told}"
            f" GROUP BY {_keys(rule, side)} HAVING n > {LARGEST_BLOCK})"
        ).fetchall()
        most = max(most, int(found[0][0]))
    return most


def _side(rule: Rule, side: int, outside: int) -> str:
    """One side of a rule's join: without the blocks that are too large, the right one once a day of its reach."""
    shift = f", unnest(range({(rule.days or 0) + 1})) AS shift" if side and rule.days is not None else ""
    source = "slim"
    if outside:
        source = f"(SELECT * FROM slim QUALIFY count(*) OVER (PARTITION BY {_keys(rule, side)}) <= {LARGEST_BLOCK})"
    return f"(SELECT *{shift} FROM {source})"
