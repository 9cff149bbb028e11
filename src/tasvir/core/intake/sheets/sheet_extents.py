"""The real extent of a worksheet part, by looking at cell references only.

Nearly all programs write `<row r="7">` and `<c r="B7">`: those are found by patterns in C speed. Anything written
otherwise (prefixed names, cells without reference) is walked through element by element.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import IO, Any
from xml.sax.handler import ContentHandler

from defusedxml import sax

from tasvir.core.intake.sheets.extents import Extent, Limits, column_number, declared_cells

_CHUNK = 2**21
_LONGEST_ROW = 2**26
_ROW = re.compile(rb'<row [^>]*?\br="(\d{1,9})"')
_FILLED = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,9})"[^>]*(?<!/)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<(?:v>[^<]|v xml|is)')
_DIMENSION = re.compile(rb'<dimension [^>]*?ref="([A-Z0-9:$]{1,40})"')


_ERROR, _FORMULA = b' t="e"', (b"<f>", b"<f ")
_SPOILED = (b"</f></c>", b"</f><v></v>", b"</f><v/>", b"/></c>")


_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_MOST_MERGED = 20_000


class _OtherwiseWrittenError(Exception):
    """The quick look cannot judge this sheet."""


def sheet_extent(part: IO[bytes], limits: Limits) -> Extent:
    """How far a worksheet reaches; reading stops as soon as it is beyond the limits."""
    try:
        return _by_patterns(part, limits)
    except _OtherwiseWrittenError:
        part.seek(0)
        return _by_elements(part, limits)


def _by_patterns(part: IO[bytes], limits: Limits) -> Extent:
    extent = Extent(start_row=0, plain=True)
    rest = part.read(_CHUNK)
    if b"<worksheet" not in rest[:4096]:
        raise _OtherwiseWrittenError
    dimension = _DIMENSION.search(rest[:65536])
    extent.declared = declared_cells(dimension[1].decode().replace("$", "")) if dimension else 0
    while rest and not extent.exceeds(limits):
        more = part.read(_CHUNK)
        end = rest.rfind(b"</row>") + 6 if more else len(rest)
        if end == 5 and len(rest) < _LONGEST_ROW and more:  # no row ends here: look further
            rest += more
            continue
        _look(rest[:end], extent)
        rest = rest[end:] + more
    extent.start_row = extent.start_row or 1
    return extent


def _look(chunk: bytes, extent: Extent) -> None:
    rows = _ROW.findall(chunk)
    written = chunk.count(b"<c r=")
    if len(rows) != chunk.count(b"<row") or chunk.count(b"<c ") != written or b"<c>" in chunk or b"<c/>" in chunk:
        raise _OtherwiseWrittenError
    if b"<mergeCell " in chunk and len(extent.merged) < _MOST_MERGED:
        ranges = ((found[0].decode(), int(found[1]), int(found[2])) for found in _MERGED.findall(chunk))
        extent.merged += [(letters, first, last) for letters, first, last in ranges if last > first]
    if not extent.spoiled:
        calculates = any(mark in chunk for mark in _FORMULA)
        extent.spoiled = _ERROR in chunk or (calculates and any(mark in chunk for mark in _SPOILED))
    extent.last_row = max([extent.last_row, *map(int, rows)])
    if written:
        extent.last_column = max(extent.last_column, 26)
    # A cell may claim a row of its own, whatever row it stands in.
    for letters, row in set(_beyond(extent.last_row).findall(chunk)):
        extent.last_column = max(extent.last_column, column_number(letters.decode()))
        extent.last_row = max(extent.last_row, int(row))
    if not extent.start_row and (filled := _FILLED.search(chunk)):
        extent.start_row = int(filled[1])


@lru_cache(maxsize=256)
def _beyond(row: int) -> re.Pattern[bytes]:
    """Cell references beyond column Z or below a row."""
    digits = str(row)
    below = [rf"\d{{{len(digits) + 1},}}"]
    for place, digit in enumerate(digits):
        if digit != "9":
            below.append(rf"{digits[:place]}[{int(digit) + 1}-9]\d{{{len(digits) - place - 1}}}")
    return re.compile(
        rf'<c r="(?:(?=[A-Z]{{2,4}}\d)|(?=[A-Z](?:{"|".join(below)})"))([A-Z]{{1,4}})(\d{{1,9}})'.encode()
    )


class _Walker(ContentHandler):
    """Counts rows and columns element by element."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.extent = Extent(start_row=0)
        self._limits = limits
        self._row = 0
        self._column = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (the name that SAX calls)
        local = name.rpartition(":")[2]
        if local == "dimension":
            self.extent.declared = declared_cells(attrs.get("ref", "").replace("$", ""))
        elif local == "row":
            self._row = _number(attrs.get("r")) or self._row + 1
            self._column = 0
        elif local == "c":
            self._see_cell(attrs.get("r", ""))
        elif local in ("v", "is") and not self.extent.start_row:
            self.extent.start_row = self._row
        if self.extent.exceeds(self._limits):
            raise _BeyondError

    def _see_cell(self, reference: str) -> None:
        found = re.fullmatch(r"([A-Z]{1,4})(\d{1,9})", reference)
        self._column = column_number(found[1]) if found else self._column + 1
        row = int(found[2]) if found else self._row
        self.extent.last_row = max(self.extent.last_row, row)
        self.extent.last_column = max(self.extent.last_column, self._column)


class _BeyondError(Exception):
    """The sheet is beyond its limits: no need to look further."""


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 else 0


def _by_elements(part: IO[bytes], limits: Limits) -> Extent:
    parser = sax.make_parser()
    parser.forbid_dtd = True
    walker = _Walker(limits)
    parser.setContentHandler(walker)
    try:
        while chunk := part.read(_CHUNK):
            parser.feed(chunk)
    except _BeyondError:
        pass
    walker.extent.start_row = walker.extent.start_row or 1
    return walker.extent
