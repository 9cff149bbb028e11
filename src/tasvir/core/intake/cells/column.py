"""The cells of one column: as text, as distinct values, as numbers where the sheet itself holds numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.intake.problems import Mask

_NUMBER_AS_TOLD = r"^-?\d+(\.\d+)?$"  # how the reader of the file writes a number beside texts
_BLANKS = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2007\u202f\u3000\ufeff"


@dataclass(frozen=True)
class Distinct:
    """A column as its distinct texts and, for each row, the position of its text (-1: blank)."""

    texts: Sequence[str]
    codes: npt.NDArray[np.int32]

    def spread(self, values: Sequence[Any], kind: pa.DataType) -> pa.Array:
        """One value for each distinct text, given back to the rows; blank rows become null."""
        indices = pa.array(self.codes, mask=self.codes < 0)
        return pa.array(values, kind).take(indices)

    def rows_of(self, wrong: Sequence[bool]) -> Mask:
        """The rows whose text is marked."""
        marked = np.append(np.asarray(wrong, dtype=bool), False)  # -1 is the last one: blank is never marked
        return marked[self.codes]


class Cells:
    """One column of a sheet from its first data row on.

    `array` is what the reader of the file gave: double, timestamp, bool or string; `numeric` asks the sheet which cells
    of a string column it holds as numbers.
    """

    def __init__(self, header: str, array: pa.Array, numeric: Callable[[], Mask | None] | None = None) -> None:
        self.header = header
        self.array = _plain(array)
        self._numeric = numeric

    def __len__(self) -> int:
        return len(self.array)

    @property
    def is_number(self) -> bool:
        """Whether every cell that is filled is a number in the sheet itself."""
        return bool(pa.types.is_floating(self.array.type))

    @property
    def is_moment(self) -> bool:
        """Whether every cell that is filled is a date or time in the sheet itself."""
        return bool(pa.types.is_timestamp(self.array.type))

    @cached_property
    def text(self) -> pa.Array:
        """The cells as trimmed text; blank cells are null."""
        return _as_text(self.array)

    @cached_property
    def distinct(self) -> Distinct:
        """The distinct texts of the column."""
        return _distinct(self.text)

    @cached_property
    def blank(self) -> Mask:
        """The rows in which the cell is blank."""
        return np.asarray(self.text.is_null().to_numpy(zero_copy_only=False), dtype=bool)

    @cached_property
    def identity(self) -> npt.NDArray[np.int32]:
        """One number for each distinct cell exactly as it stands; equal cells have equal numbers."""
        encoded = self.array.dictionary_encode()
        return np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)).astype(np.int32)

    @cached_property
    def number_rows(self) -> Mask:
        """The rows whose cell the sheet itself holds as a number, so that no mark in it can be a grouping.

        Asked of the sheet only where texts with separators stand beside numbers.
        """
        nowhere: Mask = np.zeros(len(self), dtype=bool)
        if self.is_number:
            return ~self.blank
        if self.is_moment or self._numeric is None or not _matches(self.text, r"[.,]").any():
            return nowhere
        known = self._numeric()
        return nowhere if known is None else known & _matches(self.text, _NUMBER_AS_TOLD)

    @cached_property
    def typed(self) -> Distinct:
        """The distinct texts of those cells that hold text, not numbers."""
        if not self.number_rows.any():
            return self.distinct
        return _distinct(pc.if_else(pa.array(self.number_rows), pa.scalar(None, pa.string()), self.text))

    def shown(self, row: int) -> str:
        """The text of one cell."""
        return self.text[row].as_py() or ""


def _distinct(text: pa.Array) -> Distinct:
    encoded = text.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    return Distinct(encoded.dictionary.to_pylist(), codes)


def _matches(text: pa.Array, pattern: str) -> Mask:
    matched = pc.match_substring_regex(text, pattern).fill_null(False)
    return np.asarray(matched.to_numpy(zero_copy_only=False), dtype=bool)


def constant(name: str, value: str, rows: int) -> Cells:
    """A column that holds the same text in every row."""
    indices = pa.array(np.zeros(rows, dtype=np.int32))
    return Cells(name, pa.DictionaryArray.from_arrays(indices, pa.array([value])).cast(pa.string()))


def _plain(array: pa.Array) -> pa.Array:
    """Four types only: double, timestamp, bool, string."""
    kind = array.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return array.cast(pa.float64())
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return array.cast(pa.timestamp("ms"))
    if pa.types.is_boolean(kind) or pa.types.is_string(kind):
        return array
    return array.cast(pa.string())


def _as_text(array: pa.Array) -> pa.Array:
    kind = array.type
    if pa.types.is_floating(kind):
        return _number_text(array)
    if pa.types.is_timestamp(kind):
        return pc.strftime(array, format="%Y-%m-%d %H:%M:%S").cast(pa.string())
    text = pc.utf8_trim(array.cast(pa.string()), characters=_BLANKS)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def _number_text(array: pa.Array) -> pa.Array:
    """Numbers as people write them: 12 for 12.0."""
    floats = array.fill_null(np.nan).to_numpy(zero_copy_only=False)
    whole = pa.array((np.abs(floats) < 2**53) & (np.floor(floats) == floats))
    integers = pc.if_else(whole, array, pa.scalar(0.0)).cast(pa.int64()).cast(pa.string())
    return pc.if_else(whole, integers, array.cast(pa.string()))
