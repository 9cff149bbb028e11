"""Writes the sources of all numbers as one Parquet file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def write_pairs(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> int:
    """Write tables of one schema to a file, gathered to row groups of a million; answers the rows written."""
    written, waiting, held = 0, list[pa.Table](), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in tables:
            waiting.append(table)
            held += table.num_rows
            if held >= 1_000_000:
                writer.write_table(pa.concat_tables(waiting))
                written, waiting, held = written + held, [], 0
        if waiting:
            writer.write_table(pa.concat_tables(waiting))
    return written + held
