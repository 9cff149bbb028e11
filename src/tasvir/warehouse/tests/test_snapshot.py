from __future__ import annotations

from pathlib import Path

import narwhals as nw
import pyarrow as pa
import pytest

from tasvir.warehouse.connection import engine
from tasvir.warehouse.pairs import write_pairs
from tasvir.warehouse.snapshot import Warehouse

TABLE = pa.table({"goods": ["tea", "rice", "tea"], "cases": [1, 2, 3]})


def test_warehouse_runs_expressions_over_a_table() -> None:
    with Warehouse.in_memory() as warehouse:
        warehouse.load("events", TABLE)
        grouped = warehouse.frame("events").group_by("goods").agg(nw.col("cases").sum()).sort("goods")

        assert grouped.collect(backend="pyarrow").to_native().to_pylist() == [
            {"goods": "rice", "cases": 2},
            {"goods": "tea", "cases": 4},
        ]


def test_warehouse_comes_back_from_parquet(tmp_path: Path) -> None:
    with Warehouse.in_memory() as warehouse:
        warehouse.load("events", TABLE)
        warehouse.write_parquet(tmp_path / "it's a snapshot")

    with Warehouse.in_memory() as warehouse:
        warehouse.read_parquet(tmp_path / "it's a snapshot")

        assert warehouse.names() == ["events"]
        assert warehouse.frame("events").collect(backend="pyarrow").to_native().equals(TABLE)


def test_loading_again_replaces() -> None:
    with Warehouse.in_memory() as warehouse:
        warehouse.load("events", TABLE)
        warehouse.load("events", TABLE.slice(0, 1))

        assert warehouse.frame("events").collect(backend="pyarrow").to_native().num_rows == 1


def test_pairs_are_written_in_one_file(tmp_path: Path) -> None:
    written = write_pairs(tmp_path / "sources.parquet", TABLE.schema, [TABLE, TABLE.slice(0, 0), TABLE])

    assert written == 6
    assert pa.parquet.read_table(tmp_path / "sources.parquet").num_rows == 6


def test_engine_spills_outside_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with engine() as connection:
        place = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0][0]

    assert not Path(place).is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []
