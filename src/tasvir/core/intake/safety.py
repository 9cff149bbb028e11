"""Nothing is parsed before these checks: bytes, archive entries, unpacked size, entities in XML parts."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import sax
from defusedxml.common import DefusedXmlException

from tasvir.core.errors import RefusedFile

MEGABYTE = 1024 * 1024
_CHUNK = MEGABYTE
_PROLOGUE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost before it is parsed; `ratio` is unpacked bytes for each packed one."""

    size: int = 25 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    ratio: int = 100
    entries: int = 2000


LETTERS = Limits()
WORKBOOKS = Limits(size=100 * MEGABYTE, unpacked=1000 * MEGABYTE)


def check_size(data: bytes, file: str, limits: Limits = LETTERS) -> None:
    """Refuse a file without content or with more bytes than the limit."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise RefusedFile("document.empty", file=file)
    if len(data) > limits.size:
        raise RefusedFile(
            "document.too_large",
            file=file,
            megabytes=round(len(data) / MEGABYTE, 1),
            limit=limits.size // MEGABYTE,
        )


def check_archive(
    data: bytes, file: str, limits: Limits = LETTERS, *, read_later: Callable[[str], bool] = lambda _: False
) -> None:
    """Refuse an archive (docx, xlsx) that is broken, encrypted, a bomb, or has entities in an XML part.

    Parts that the caller reads to their end anyway (`read_later`) are unpacked only as far as their prologue.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_entries(archive.infolist(), len(data), file, limits)
            for entry in archive.infolist():
                _check_entry(archive, entry, file, whole=not read_later(entry.filename))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise RefusedFile("document.broken", file=file) from error


def _check_entries(entries: list[zipfile.ZipInfo], size: int, file: str, limits: Limits) -> None:
    """The declared sizes; `_check_entry` proves that they are the true ones."""
    if len(entries) > limits.entries:
        raise RefusedFile("document.archive_entries", file=file, entries=len(entries), limit=limits.entries)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        raise RefusedFile(
            "document.archive_unpacked",
            file=file,
            megabytes=unpacked // MEGABYTE,
            limit=limits.unpacked // MEGABYTE,
        )
    if unpacked > limits.ratio * size:
        raise RefusedFile("document.archive_ratio", file=file, ratio=unpacked // size, limit=limits.ratio)
    if sum(entry.compress_size for entry in entries) > size:
        raise RefusedFile("document.broken", file=file)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedFile("document.encrypted", file=file)


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, *, whole: bool) -> None:
    """Unpack once: zipfile stops at the declared size and compares the checksum, so a lie shows."""
    with archive.open(entry) as part:
        start = part.read(_PROLOGUE)
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            check_xml(start, file)
        while whole and part.read(_CHUNK):
            pass


class _StopAtRoot(ContentHandler):
    """A document type can only stand before the first element."""

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802, ARG002
        raise _RootReachedError(name)


class _RootReachedError(SAXException):
    pass


def check_xml(start: bytes, file: str) -> None:
    """Refuse XML whose prologue declares a document type or entities; only the beginning is needed."""
    parser = sax.make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(_StopAtRoot())
    try:
        parser.feed(start)
    except _RootReachedError:
        return
    except DefusedXmlException as error:
        raise RefusedFile("document.xml_entities", file=file) from error
    except (SAXException, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise RefusedFile("document.broken", file=file) from error
    if len(start) >= _PROLOGUE:  # no element in 64 KiB: something is being hidden behind a comment
        raise RefusedFile("document.broken", file=file)
