"""The real extent of a sheet in a binary workbook (.xlsb), from the heads of its records."""

from __future__ import annotations

import struct
from typing import IO

from tasvir.core.intake.sheets.extents import Extent, Limits

_ROW_HEAD = 0
_CELLS = range(1, 12)
_DIMENSION = 148


def binary_extent(part: IO[bytes], limits: Limits) -> Extent:
    """How far a binary sheet reaches; reading stops as soon as it is beyond the limits."""
    data = part.read()
    extent = Extent()
    place = 0
    while place < len(data) and not extent.exceeds(limits):
        kind, place = _number(data, place, 2)
        size, place = _number(data, place, 4)
        body = data[place : place + 16]
        place += size
        _see(kind, body, extent)
    return extent


def _see(kind: int, body: bytes, extent: Extent) -> None:
    if kind == _ROW_HEAD and len(body) >= 4:
        extent.last_row = max(extent.last_row, struct.unpack_from("<I", body)[0] + 1)
    elif kind in _CELLS and len(body) >= 4:
        extent.last_column = max(extent.last_column, struct.unpack_from("<I", body)[0] + 1)
    elif kind == _DIMENSION and len(body) == 16:
        first_row, last_row, first_column, last_column = struct.unpack("<4I", body)
        extent.declared = (last_row - first_row + 1) * (last_column - first_column + 1)


def _number(data: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number of seven bits in each byte, the lowest first."""
    number = 0
    for step in range(longest):
        if place >= len(data):
            break
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return number, place
