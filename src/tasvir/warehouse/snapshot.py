"""The warehouse: tables in memory, read as lazy frames, written to and read from Parquet."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import narwhals as nw
import pyarrow as pa

from tasvir.warehouse.connection import copy_in, open_connection


class Warehouse:
    """A copy of the records that one command can rebuild; close it, or use it in a `with` block."""

    def __init__(self) -> None:
        self.connection = open_connection()

    @classmethod
    def in_memory(cls) -> Self:
        """An empty warehouse that lives as long as its block."""
        return cls()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give everything back to the engine; the frames die with it."""
        self.connection.close()

    def load(self, name: str, table: pa.Table) -> None:
        """Copy a table in under a name, replacing what was there."""
        copy_in(self.connection, name, table)

    def frame(self, name: str) -> nw.LazyFrame[Any]:
        """A lazy frame over a table; expressions on it run in the engine."""
        return nw.from_native(self.connection.table(name))

    def write_parquet(self, folder: Path) -> None:
        """Write every table as one Parquet file into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.names():
            target = str(folder / f"{name}.parquet").replace("'", "''")
            self.connection.execute(f"COPY \"{name}\" TO '{target}' (FORMAT parquet, COMPRESSION zstd)").fetchall()

    def read_parquet(self, folder: Path) -> None:
        """Load every Parquet file of a folder under the name of its file."""
        for path in sorted(folder.glob("*.parquet")):
            source = str(path).replace("'", "''")
            self.connection.execute(
                f"CREATE OR REPLACE TABLE \"{path.stem}\" AS SELECT * FROM read_parquet('{source}')"
            ).fetchall()

    def names(self) -> list[str]:
        """The tables in the warehouse."""
        found = self.connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        return [str(row[0]) for row in found]
