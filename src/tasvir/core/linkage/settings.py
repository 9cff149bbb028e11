"""The linkage as Splink reads it: a plain dictionary, with the chances that were counted filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import Any

from tasvir.core.linkage.comparisons import COMPARISONS, Comparison, Level

# Candidates are found beforehand (see `candidates`); each stands in the list `pair` of both of its rows.
CANDIDATE_RULE = {"blocking_rule": "l.pair = r.pair", "sql_dialect": "duckdb", "arrays_to_explode": ["pair"]}
_COPIES_PER_REPORT = 0.3  # reports that tell an event which another agency tells too
_FEWEST_REPORTS = 300
_NOUGHT = 1e-9
_PAIRS_BEHIND_THE_TEXTBOOK = 5000  # how many pairs the chances written down count for beside those of the rows


def counted_columns() -> list[str]:
    """The columns whose chance agreement the warehouse counts."""
    return [comparison.counted for comparison in COMPARISONS if comparison.counted]


def chance(agreeing: int, pairs: int, textbook: float) -> float:
    """How often two rows agree by chance, from pairs counted and a value to fall back on in small folders."""
    drawn = (agreeing + _PAIRS_BEHIND_THE_TEXTBOOK * textbook) / (pairs + _PAIRS_BEHIND_THE_TEXTBOOK)
    return min(0.5, max(1e-5, drawn))


def prior(reports: int) -> float:
    """The probability that two reports drawn at random tell one event: about 0.3 copies a report."""
    return _COPIES_PER_REPORT / max(reports, _FEWEST_REPORTS)


def splink_settings(reports: int, agreement: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Settings with fixed probabilities; `agreement` holds (agreeing, all) pairs per counted column."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": prior(reports),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": ["report"],
        "blocking_rules_to_generate_predictions": [CANDIDATE_RULE],
        "comparisons": [_comparison(comparison, agreement) for comparison in COMPARISONS],
    }


def weights_of(settings: Mapping[str, Any]) -> list[list[float]]:
    """The weight log2(m / u) of each claim, comparison by comparison, as Splink writes it beside a pair."""
    return [
        [log2(level["m_probability"] / level["u_probability"]) for level in comparison["comparison_levels"][1:]]
        for comparison in settings["comparisons"]
    ]


def claims_met(weights: Sequence[Sequence[float]], told: Sequence[float]) -> list[Level]:
    """The claims that a pair met, told by its weights; a weight of nought says that nothing was known."""
    met = []
    for comparison, levels, weight in zip(COMPARISONS, weights, told):
        if abs(weight) > _NOUGHT:
            nearest = min(range(len(levels)), key=lambda place: abs(levels[place] - weight))
            met.append(comparison.levels[nearest])
    return met


def _comparison(comparison: Comparison, agreement: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    unknown = {"sql_condition": comparison.unknown, "label_for_charts": "unknown", "is_null_level": True}
    scale = 1.0
    if comparison.counted and comparison.counted in agreement:
        textbook = next(level.u for level in comparison.levels if level.chance == 1)
        scale = chance(*agreement[comparison.counted], textbook) / textbook
    levels = [_level(level, scale) for level in comparison.levels]
    return {"output_column_name": comparison.name, "comparison_levels": [unknown, *levels]}


def _level(level: Level, scale: float) -> dict[str, Any]:
    u = min(0.9, level.u * scale) if level.chance else level.u
    return {
        "sql_condition": level.sql,
        "label_for_charts": level.code,
        "m_probability": level.m,
        "u_probability": u,
    }
