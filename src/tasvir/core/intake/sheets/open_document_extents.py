"""The real extents of the tables in an OpenDocument sheet (.ods), where one element may stand for a million rows."""

from __future__ import annotations

from typing import IO, Any
from xml.sax.handler import ContentHandler

from defusedxml import sax

from tasvir.core.intake.sheets.extents import Extent, Limits

_CHUNK = 2**20
_COUNTS = 2**31


class _BeyondError(Exception):
    """A table is beyond its limits: no need to look further."""


class _Walker(ContentHandler):
    """Adds up repeated rows and cells; empty ones count only when something follows them."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.extents: dict[str, Extent] = {}
        self._limits = limits
        self._extent = Extent(start_row=0)
        self._row = self._rows = self._column = self._last = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (the name that SAX calls)
        if name == "table:table":
            self._extent = self.extents.setdefault(attrs.get("table:name", ""), Extent(start_row=0))
            self._row = 0
        elif name == "table:table-row":
            self._rows = _count(attrs.get("table:number-rows-repeated"))
            self._column = self._last = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += _count(attrs.get("table:number-columns-repeated"))
            if "office:value-type" in attrs:
                self._last = self._column
        elif name == "text:p" and self._column:
            self._last = self._column

    def endElement(self, name: str) -> None:  # noqa: N802 (the name that SAX calls)
        if name != "table:table-row":
            return
        self._row += self._rows
        if self._last:
            self._extent.start_row = self._extent.start_row or self._row - self._rows + 1
            self._extent.last_row = max(self._extent.last_row, self._row)
            self._extent.last_column = max(self._extent.last_column, self._last)
            if self._extent.exceeds(self._limits):
                raise _BeyondError


def _count(text: str | None) -> int:
    return min(int(text), _COUNTS) if text and text.isdigit() and len(text) < 12 else 1


def open_document_extents(part: IO[bytes], limits: Limits) -> dict[str, Extent]:
    """How far each table reaches, by its name; reading stops as soon as one is beyond the limits."""
    parser = sax.make_parser()
    parser.forbid_dtd = True
    walker = _Walker(limits)
    parser.setContentHandler(walker)
    try:
        while chunk := part.read(_CHUNK):
            parser.feed(chunk)
    except _BeyondError:
        pass
    for extent in walker.extents.values():
        extent.start_row = extent.start_row or 1
    return walker.extents
