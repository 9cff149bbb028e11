"""Columns of a table as items: a column with its value; what is missing is no item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.errors import UserError
from tasvir.core.picture.patterns.kernels import pack

Words = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int64]
HOURS = ("00-05", "06-11", "12-17", "18-23")
_HOUR = re.compile(r"(\d{1,2})(?:[:.h]\d{0,2}(?::\d{2})?)?(?:\.0+)?")
_LEAST_FOR_ID = 10  # values that are all different; fewer may be chance


@dataclass(frozen=True)
class LeftOut:
    """A column that can be in no pattern, and why: `constant`, `empty` or `unique`."""

    column: str
    reason: str


@dataclass(frozen=True)
class Items:
    """A table as items: `bits` a row an item, `told` a row a column (where it is not missing)."""

    rows: int
    columns: tuple[str, ...]
    names: tuple[tuple[str, str], ...]  # of each item: column and value
    column_of: Integers
    bits: Words
    told: Words
    left_out: tuple[LeftOut, ...]

    def labelled(self, items: Sequence[int]) -> dict[str, str]:
        """Items as column -> value."""
        return dict(self.names[item] for item in items)

    def rows_of(self, items: Sequence[int]) -> Integers:
        """The numbers of the rows that hold all these items."""
        held = np.bitwise_and.reduce(self.bits[list(items)], axis=0)
        return np.flatnonzero(np.unpackbits(held.view(np.uint8), bitorder="little"))


def encode(columns: Mapping[str, Sequence[Any]], least: int, *, whole: bool = False) -> Items:
    """The values with at least `least` rows as items.

    Columns that are the same everywhere, empty, or an identifier (every value once) are left out and named; with
    `whole` nothing is.
    """
    rows = len(next(iter(columns.values())))
    kept: list[str] = []
    names: list[tuple[str, str]] = []
    column_of: list[int] = []
    told: list[Words] = []
    bits: list[Words] = []
    left_out: list[LeftOut] = []
    for name, values in columns.items():
        codes, texts = _codes(values)
        counts = np.bincount(codes[codes >= 0], minlength=len(texts))
        reason = None if whole else _unfit(counts)
        if reason:
            left_out.append(LeftOut(name, reason))
            continue
        wanted = np.full(max(len(texts), 1), -1, np.int64)
        often = sorted(np.flatnonzero(counts >= max(least, 1)), key=lambda code: texts[code])
        wanted[often] = np.arange(len(often))
        bits.append(pack(codes, wanted, len(often)))
        told.append(pack(np.where(codes >= 0, 0, -1), np.zeros(1, np.int64), 1))
        names += [(name, texts[code]) for code in often]
        column_of += [len(kept)] * len(often)
        kept.append(name)
    words = (rows + 63) // 64
    none = np.zeros((0, words), np.uint64)
    return Items(
        rows,
        tuple(kept),
        tuple(names),
        np.array(column_of, np.int64),
        np.concatenate([none, *bits]),
        np.concatenate([none, *told]),
        tuple(left_out),
    )


def _codes(values: Sequence[Any]) -> tuple[Integers, list[str]]:
    try:
        array = pa.array(values, from_pandas=True).cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        array = pa.array([None if value is None else str(value) for value in values], pa.string())
    array = pc.utf8_trim_whitespace(array)
    array = pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)
    coded = array.dictionary_encode()
    return pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64), coded.dictionary.to_pylist()


def _unfit(counts: Integers) -> str | None:
    if not len(counts):
        return "empty"
    if len(counts) == 1:
        return "constant"
    return "unique" if len(counts) >= _LEAST_FOR_ID and counts.max() == 1 else None


def parts_of_day(values: Sequence[Any], column: str) -> list[str | None]:
    """Hours of the day (14, 14:30) in four parts of six hours; empty stays empty, anything else is refused."""
    return [_part(value, column, row) for row, value in enumerate(values, 1)]


def _part(value: Any, column: str, row: int) -> str | None:
    text = "" if value is None or value != value else str(value).strip()
    if not text:
        return None
    if text in HOURS:
        return text
    match = _HOUR.fullmatch(text)
    if match is None or int(match[1]) > 24:
        raise UserError("patterns.hour", column=column, row=row, value=text)
    return HOURS[int(match[1]) % 24 // 6]
