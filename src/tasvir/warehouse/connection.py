"""The one way to hold an engine connection: in memory, quiet, in UTC, and closed for certain."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import typing_extensions  # noqa: F401 - see below

# Without that import Narwhals' Arrow half outlives DuckDB at the interpreter's end, and DuckDB prints "nanobind:
# leaked …" on the user's terminal. A test watches over it.

MEMORY_LIMIT = "1500MB"


def open_connection() -> duckdb.DuckDBPyConnection:
    """A new in-memory database; the caller closes it. What does not fit goes to the system's temporary folder."""
    spill = str(Path(tempfile.gettempdir()) / f"tasvir-engine-{os.getpid()}")
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY_LIMIT, "temp_directory": spill})
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")
    return connection


@contextmanager
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for the length of one task."""
    connection = open_connection()
    try:
        yield connection
    finally:
        connection.close()


def copy_in(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Copy an Arrow table into the engine under a name, replacing what was there."""
    connection.register("__arriving", table)
    try:
        connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM __arriving')
    finally:
        connection.unregister("__arriving")


def fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """The answer of a query as an Arrow table."""
    answer = connection.sql(sql)
    try:
        return answer.to_arrow_table()
    finally:
        answer.close()
