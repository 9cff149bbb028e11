"""Runs the linkage that core declares: Splink scores the pairs, core judges them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa

from tasvir.core.intake.tables import INCIDENTS
from tasvir.core.linkage.comparisons import COMPARISONS, DOUBTFUL
from tasvir.core.linkage.incidents import build_events
from tasvir.core.linkage.judgement import ScoredPair, judge
from tasvir.core.linkage.model import Decision, Linked, Repeat
from tasvir.core.linkage.records import Records, link_records
from tasvir.core.linkage.reports import find_reports
from tasvir.core.linkage.settings import claims_met, counted_columns, splink_settings, weights_of
from tasvir.core.vocabulary.lists import Lists, load_lists
from tasvir.warehouse.candidates import find_candidates, met_by_a_rule
from tasvir.warehouse.connection import copy_in, engine, fetch


def link(
    incidents: pa.Table,
    *,
    decisions: Sequence[Decision] = (),
    repeats: Sequence[Repeat] = (),
    lists: Lists | None = None,
) -> Linked:
    """Which rows are one event: certain pairs joined, doubtful ones listed, a person's decisions kept."""
    lists = lists or load_lists()
    rows, repeats, confirmed = _settle_repeats(incidents, repeats, decisions)
    reports = find_reports(rows)
    pairs, not_compared = score_pairs(link_records(rows, reports, lists))
    sources, agencies = rows["source"].to_pylist(), rows["lead_agency"].to_pylist()
    report_of = {source: int(report) for source, report in zip(sources, reports.report)} if decisions else {}
    told_by = {report: agencies[report] for pair in pairs for report in (pair.left, pair.right)}
    told_by |= {report: agencies[report] for report in report_of.values()}
    judgement = judge(pairs, told_by, decisions, report_of)
    return replace(build_events(rows, reports, judgement, repeats, confirmed), not_compared=not_compared)


def score_pairs(records: Records) -> tuple[list[ScoredPair], int]:
    """The pairs of reports worth a judgement, in a fixed order, and how many rows a rule had to leave out."""
    if records.table.num_rows < 2:
        return [], 0
    with engine() as connection:
        copy_in(connection, "records", records.table)
        return _score(connection, records)


def _score(connection: duckdb.DuckDBPyConnection, records: Records) -> tuple[list[ScoredPair], int]:
    agreement = {name: _agreement(connection, name) for name in counted_columns()}
    settings = splink_settings(records.table.num_rows, agreement)
    left_out = find_candidates(connection, settings)
    compared = fetch(connection, "SELECT one AS id FROM candidates UNION SELECT other FROM candidates ORDER BY 1")
    copy_in(connection, "wide", records.wide(compared["id"].combine_chunks()))
    connection.execute(_RECORDS_WITH_THEIR_PAIRS).fetchall()
    for done in ("records", "wide", "candidates"):
        connection.execute(f"DROP TABLE {done}").fetchall()
    scored = _predict(connection, settings)
    weights = ", ".join(f"mw_{comparison.name}" for comparison in COMPARISONS)
    connection.execute(
        f"""CREATE TEMP TABLE best AS
        SELECT least(report_l, report_r) AS a, greatest(report_l, report_r) AS b,
               match_probability AS p, [{weights}] AS weights
        FROM "{scored}" WHERE match_probability >= {DOUBTFUL}
        QUALIFY row_number() OVER (PARTITION BY a, b ORDER BY p DESC, id_l, id_r) = 1"""
    ).fetchall()
    known = weights_of(settings)
    likely = fetch(connection, "SELECT a, b, p, weights FROM best")
    unlike = fetch(connection, _UNLIKE)
    found = [_scored(row, known) for row in _rows(likely)]
    found += [ScoredPair(row["a"], row["b"], 0.0, ()) for row in _rows(unlike)]
    return sorted(found, key=lambda pair: (pair.left, pair.right)), left_out


_RECORDS_WITH_THEIR_PAIRS = """
CREATE TEMP TABLE paired AS
WITH numbered AS (SELECT one, other, row_number() OVER () AS pair FROM candidates),
     ends AS (SELECT one AS id, pair FROM numbered UNION ALL SELECT other, pair FROM numbered),
     gathered AS (SELECT id, list(pair) AS pair FROM ends GROUP BY id)
SELECT records.*, wide.words, wide.place_like, gathered.pair
FROM records JOIN wide USING (id) JOIN gathered USING (id)"""

# Unlikely pairs matter only where both reports are likely to tell what a third one tells: they break chains.
_UNLIKE = f"""
WITH edges AS (SELECT a AS one, b AS other FROM best UNION ALL SELECT b, a FROM best),
     ends AS (SELECT DISTINCT e.other AS a, f.other AS b FROM edges e JOIN edges f USING (one) WHERE e.other < f.other)
SELECT DISTINCT ends.a, ends.b FROM ends ANTI JOIN best USING (a, b)
JOIN slim l ON l.report = ends.a JOIN slim r ON r.report = ends.b
WHERE {met_by_a_rule()}"""


def _predict(connection: duckdb.DuckDBPyConnection, settings: dict[str, Any]) -> str:
    """The name of the table in which Splink has scored the candidates; its progress lines are kept back."""
    from splink import DuckDBAPI, Linker

    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        linker = Linker(DuckDBAPI(connection).register("paired"), settings, log_level=None)
        return str(linker.inference.predict().physical_name)
    finally:
        logger.setLevel(before)


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, a few at a time."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _scored(row: dict[str, Any], weights: list[list[float]]) -> ScoredPair:
    met = claims_met(weights, row["weights"])
    return ScoredPair(
        left=row["a"],
        right=row["b"],
        probability=row["p"],
        codes=tuple(level.code for level in met if level.m > level.u or level.suspicious),
        suspicious=tuple(level.code for level in met if level.suspicious),
    )


def _agreement(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[int, int]:
    """How many pairs of rows agree on a column, and how many pairs know it."""
    answer = connection.execute(
        f'SELECT sum(n * (n - 1)) / 2, sum(n) FROM (SELECT count(*) AS n FROM records WHERE "{name}" IS NOT NULL'
        f' GROUP BY "{name}")'
    ).fetchall()
    agreeing, known = (int(value or 0) for value in answer[0])
    return agreeing, known * (known - 1) // 2


def _settle_repeats(
    incidents: pa.Table, repeats: Sequence[Repeat], decisions: Sequence[Decision]
) -> tuple[pa.Table, list[Repeat], set[str]]:
    """Bring back the repeats that a person has called events of their own; name those confirmed as repeats."""
    word = {
        source: decision.same for decision in sorted(decisions, key=lambda one: one.on) for source in decision.members
    }
    rows = incidents.select(INCIDENTS.names).cast(INCIDENTS)
    own = [one for one in repeats if word.get(one.source) is False]
    if own:
        rows = pa.concat_tables([rows, _as_rows(rows, own)])
    return rows, [one for one in repeats if one not in own], {s for s, same in word.items() if same}


def _as_rows(rows: pa.Table, own: Sequence[Repeat]) -> pa.Table:
    by_source = {source: place for place, source in enumerate(rows["source"].to_pylist())}
    copies = rows.take([by_source[one.duplicate_of] for one in own]).to_pylist()
    for copy, one in zip(copies, own):
        copy |= {"source": one.source, "file": one.file, "sheet": one.sheet, "row": one.row}
    return pa.Table.from_pylist(copies, schema=INCIDENTS)
