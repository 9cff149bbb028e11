"""Which cells of one column a worksheet holds as text, found in its XML without parsing the workbook again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import numpy as np

from tasvir.core.intake.problems import Mask
from tasvir.core.intake.sheets.extents import column_letters

_CHUNK = 2**22
_MOST_EMPTY_COLUMNS = 4
_VALUE = rb"[^>]*(?<!/)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<(?:v>[^<]|v xml|is><t[^>]*>[^<])"


def number_cells(data: bytes, part: str, column: int, first_row: int, rows: int) -> Mask | None:
    """By row, whether the column (from 0 at the first filled one) holds something else than text there.

    None where the sheet begins too far to the right to be sure which column that is.
    """
    start = _first_filled_column(data, part)
    if start is None:
        return None
    letters = column_letters(start + column).encode()
    pattern = re.compile(rb'<c r="' + letters + rb'(\d{1,7})"[^>]*? t="(?:s|str|inlineStr)"')
    found = [int(row) for chunk in _chunks(data, part) for row in pattern.findall(chunk)]
    places = np.asarray(found, dtype=np.int64) - first_row
    mask: Mask = np.ones(rows, dtype=bool)
    mask[places[(places >= 0) & (places < rows)]] = False
    return mask


def _first_filled_column(data: bytes, part: str) -> int | None:
    for column in range(_MOST_EMPTY_COLUMNS):
        pattern = re.compile(rb'<c r="' + column_letters(column).encode() + rb'\d{1,7}"' + _VALUE)
        if any(pattern.search(chunk) for chunk in _chunks(data, part)):
            return column
    return None


def _chunks(data: bytes, part: str) -> Iterator[bytes]:
    """The sheet in pieces that end between cells."""
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(part) as stream:
        rest = b""
        while more := stream.read(_CHUNK):
            rest += more
            end = rest.rfind(b"<c ")
            if end > 0:
                yield rest[:end]
                rest = rest[end:]
        yield rest
