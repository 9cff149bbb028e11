"""The file of all sources of all numbers: one page of one number's sources at a time."""

from __future__ import annotations

from pathlib import Path

import pyarrow.dataset as ds


def sources_of(pairs: Path, key: str, *, first: int, count: int) -> list[str]:
    """The sources of a number's key from the place `first` on, in the order of files and rows.

    Each number has row groups of its own, so that only those of this number are read.
    """
    found = ds.dataset(pairs, format="parquet").to_table(columns=["source"], filter=ds.field("key") == key)
    sources: list[str] = found["source"].slice(first, count).to_pylist()
    return sources
