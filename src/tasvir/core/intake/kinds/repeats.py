"""Rows that repeat an earlier row of the same sheet in every cell, read or not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tasvir.core.intake.cells.column import Cells
from tasvir.core.intake.problems import Mask


def first_of_each(columns: Sequence[Cells], considered: Mask) -> npt.NDArray[np.intp]:
    """For each row the first considered row that equals it in every column; itself where it is the first.

    Rows not considered answer themselves.
    """
    rows = np.flatnonzero(considered)
    first = np.arange(len(considered), dtype=np.intp)
    if not len(rows) or not columns:
        return first
    groups = np.zeros(len(rows), dtype=np.int64)
    for cells in columns:
        codes = cells.identity[rows].astype(np.int64) + 1
        _, groups = np.unique(groups * (int(codes.max()) + 1) + codes, return_inverse=True)
        if int(groups.max()) == len(rows) - 1:
            return first  # all different already: nothing can repeat
    _, starts, inverse = np.unique(groups, return_index=True, return_inverse=True)
    first[rows] = rows[starts[inverse]]
    return first
