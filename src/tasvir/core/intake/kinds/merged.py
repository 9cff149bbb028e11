"""Cells merged down several rows: what they say holds in each of these rows, but an amount is counted once."""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np
import pyarrow as pa

from tasvir.core.intake.headers.fields import FIELDS
from tasvir.core.intake.headers.headings import Header

_COUNTED = ("amount", "whole", "money")


def measured_columns(header: Header) -> set[int]:
    """The columns whose numbers are added up: one number over three rows is not three times that number."""
    fields = FIELDS[header.kind or "incidents"]
    named = {
        place
        for place, heading in enumerate(header.headings)
        if heading.field in fields and fields[heading.field].reading in _COUNTED
    }
    return named | set(header.wide.values if header.wide else ())


def filled_down(
    arrays: Sequence[pa.Array], merged: Sequence[tuple[int, int, int]], *, keep: Container[int]
) -> list[pa.Array]:
    """The columns with merged cells repeated in every row that they span, those to `keep` as they are."""
    filled = list(arrays)
    for column in {place for place, _, _ in merged if place < len(filled) and place not in keep}:
        rows = np.arange(len(filled[column]))
        for _, first, last in (one for one in merged if one[0] == column):
            rows[first : last + 1] = first
        filled[column] = filled[column].take(pa.array(np.minimum(rows, len(rows) - 1)))
    return filled
