"""Grouped rows as arrays: the codes of their cells, units and goods, and the keys that these make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.picture.numbers.breakdowns import By
from tasvir.core.picture.numbers.cube import Array, Portion, Store


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as codes into its distinct values; -1 stands for a blank."""

    codes: Array
    names: list[str]


def coded(table: pa.Table, name: str) -> Coded:
    """The codes of a text column."""
    encoded = pc.dictionary_encode(table[name].combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    codes = np.asarray(pc.fill_null(encoded.indices, -1)).astype(np.int64)
    return Coded(codes, encoded.dictionary.to_pylist())


def constant(rows: int, name: str) -> Coded:
    """A column that holds one value throughout."""
    return Coded(np.zeros(rows, np.int64), [name])


def whole_numbers(table: pa.Table, name: str) -> Array:
    """A column of counts; sums of 128 bits fit into 64 for counts."""
    return np.asarray(pc.fill_null(pc.cast(table[name], pa.int64()), 0))


def big_numbers(table: pa.Table, name: str) -> Array:
    """A column of sums of money as Python's own whole numbers."""
    return np.array([int(value or 0) for value in table[name].to_pylist()], object)


class Groups:
    """The groups of one breakdown, put into stores under the keys of their cells."""

    def __init__(self, table: pa.Table, cells: Callable[[str], Sequence[By]]) -> None:
        self.table = table
        self.rows = table.num_rows
        self.segment = np.asarray(pc.fill_null(table["segment"], 0)).astype(np.int64)
        why = coded(table, "ignored") if "ignored" in table.column_names else Coded(np.full(self.rows, -1), [])
        self.why, self.reasons = why.codes, why.names
        self.cell = coded(table, "cell")
        self._levels, self._cells = _levels(self.cell.names, cells)

    def put(
        self,
        store: Store,
        measure: str,
        unit: Coded,
        value: Array,
        rows: Array,
        *,
        goods: Coded | None = None,
        led: bool = True,
    ) -> None:
        """Add a measure of the groups that tell it (`rows` above zero), at each level that a cell rolls up to."""
        portion = Portion(self.segment, self.why, self.reasons, value, rows, led)
        for level in self._levels:
            target = level[self.cell.codes]
            told = (target >= 0) & ((rows > 0) | (value != 0))
            if goods is not None:
                told &= goods.codes >= 0
            chosen = np.flatnonzero(told)
            if len(chosen):
                self._put(store, measure, (target[chosen], unit, goods), chosen, portion.of(chosen))

    def _put(
        self, store: Store, measure: str, key: tuple[Array, Coded, Coded | None], chosen: Array, portion: Portion
    ) -> None:
        target, unit, goods = key
        many = len(unit.names) + 1
        combined = target * many + unit.codes[chosen] + 1
        kinds = len(goods.names) if goods else 1
        if goods:
            combined = combined * kinds + goods.codes[chosen]
        distinct, place = np.unique(combined, return_inverse=True)
        keys = []
        for code in distinct.tolist():
            code, kind = divmod(code, kinds)
            cell, unit_code = divmod(code, many)
            by = self._cells[cell]
            if goods:
                by = tuple(sorted((*by, ("goods", goods.names[kind]))))
            keys.append((measure, by, unit.names[unit_code - 1] if unit_code else "other"))
        store.add(keys, place, portion)


def _levels(names: list[str], cells: Callable[[str], Sequence[By]]) -> tuple[list[Array], list[By]]:
    """For each level of roll-up the target of every cell (-1: none), and the targets themselves."""
    lines = [cells(name) for name in names]
    targets: dict[By, int] = {}
    depth = max(map(len, lines), default=0)
    levels: list[Any] = []
    for level in range(depth):
        found = [targets.setdefault(line[level], len(targets)) if level < len(line) else -1 for line in lines]
        levels.append(np.array(found, np.int64))
    return levels, list(targets)
