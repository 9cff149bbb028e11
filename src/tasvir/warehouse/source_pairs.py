"""The file of all sources of all numbers: one page of one number's sources at a time."""

from __future__ import annotations

from pathlib import Path

from tasvir.warehouse.connection import engine


def sources_of(pairs: Path, key: str, *, first: int, count: int) -> list[str]:
    """The sources of a number's key from the place `first` on, in the order of files and rows."""
    with engine() as connection:
        answer = connection.execute(
            "SELECT source FROM read_parquet(?, file_row_number = true) WHERE key = ?"
            " ORDER BY file_row_number LIMIT ? OFFSET ?",
            [str(pairs), key, count, first],
        )
        return [str(row[0]) for row in answer.fetchall()]
