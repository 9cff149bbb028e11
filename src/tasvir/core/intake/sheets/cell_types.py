"""Which cells of one column a worksheet holds as text, found in its XML without parsing the workbook again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import numpy as np

from tasvir.core.intake.problems import Mask
from tasvir.core.intake.sheets.extents import column_letters, column_number
from tasvir.core.intake.sheets.sheet import SpoiledCell

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


_ADDRESS = rb'<c r="([A-Z]{1,3})(\d{1,7})"'
_FORMULA = rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)"
_ERROR = re.compile(_ADDRESS + rb'[^>]*? t="e"[^>]*>' + _FORMULA + rb"?<v>([^<]*)</v>")
_UNCALCULATED = re.compile(_ADDRESS + rb'(?![^>]* t="str")[^>]*>' + _FORMULA + rb"(?:<v></v>|<v/>)?</c>")
_TEXT_CELL = re.compile(_ADDRESS + rb'[^>]*? t="s"[^>]*><v>(\d+)</v>')
_WORDS = (b"NaN", b"nan", b"NAN", b"inf", b"-inf", b"+inf", b"Inf", b"-Inf", b"INF", b"-INF", b"Infinity", b"-Infinity")
_NO_NUMBER = re.compile(rb"<t[^>]*>(" + b"|".join(map(re.escape, _WORDS)) + rb")</t>")


def spoiled_cells(data: bytes, part: str, first_row: int) -> list[SpoiledCell]:
    """The errors, the formulas without a value and the cells that say NaN, from a row on."""
    start = _first_filled_column(data, part)
    if start is None:
        return []
    no_numbers = _no_numbers(data)
    found: list[tuple[bytes, bytes, str, str]] = []
    for chunk in _chunks(data, part):
        found += [(letters, row, "cell.error", text.decode()) for letters, row, text in _ERROR.findall(chunk)]
        found += [(letters, row, "cell.not_calculated", "") for letters, row in _UNCALCULATED.findall(chunk)]
        if no_numbers:
            found += [
                (letters, row, "number.unreadable", no_numbers[place])
                for letters, row, place in _TEXT_CELL.findall(chunk)
                if place in no_numbers
            ]
    cells = [
        SpoiledCell(column_number(letters.decode()) - 1 - start, int(row) - first_row, code, text)
        for letters, row, code, text in found
    ]
    return [cell for cell in cells if cell.row >= 0 and cell.column >= 0]


def says_no_number(data: bytes) -> bool:
    """Whether any text of a workbook is NaN or infinity, which readers of numbers take for a blank."""
    shared = _shared_texts(data)
    return any(b">" + word + b"</t>" in shared for word in _WORDS)


def _shared_texts(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.namelist() else b""


def _no_numbers(data: bytes) -> dict[bytes, str]:
    """By their place among the shared texts, those that say that there is no number."""
    shared = _shared_texts(data)
    if not any(b">" + word + b"</t>" in shared for word in _WORDS):
        return {}
    texts = enumerate(re.split(rb"<si[ >]", shared)[1:])
    return {str(place).encode(): found[1].decode() for place, text in texts if (found := _NO_NUMBER.search(text))}
