"""One door for written reports: what a file is, by its first bytes and then by its name, and its reader."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.safety import check_size
from tasvir.core.text.extracted import Extracted

Kind = Literal["text", "markdown", "html", "docx", "pdf", "rtf"]
_BY_SUFFIX: dict[str, Kind] = {
    ".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".docx": "docx", ".docm": "docx", ".pdf": "pdf", ".rtf": "rtf",
}  # fmt: skip
SUFFIXES = tuple(suffix for suffix in _BY_SUFFIX if suffix)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def extract_document(name: str, data: bytes, *, lang: str = "auto") -> Extracted:
    """The text of a written report; raises RefusedFile with a code that says why it cannot be read."""
    check_size(data, name)
    return _reader(_kind(name, data))(name, data, lang)


def _reader(kind: Kind) -> Callable[[str, bytes, str], Extracted]:
    """The reader of a kind; its libraries are loaded only when it is needed."""
    if kind == "docx":
        from tasvir.core.intake.documents.word import read_word

        return read_word
    if kind == "pdf":
        from tasvir.core.intake.documents.pdf import read_pdf

        return read_pdf
    if kind == "rtf":
        from tasvir.core.intake.documents.rtf import read_rtf

        return read_rtf
    if kind == "html":
        from tasvir.core.intake.documents.web_page import read_web_page

        return read_web_page
    from tasvir.core.intake.documents.plain import read_markdown, read_plain

    return read_markdown if kind == "markdown" else read_plain


def _kind(name: str, data: bytes) -> Kind:
    """What the bytes are; the name decides only between kinds of text."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_ZIP):
        return _kind_of_archive(name, data)
    if data.startswith(_OLE):
        raise RefusedFile(_why_ole(data), file=name, expected=_expected())
    by_name = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if start[:200].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    if by_name in ("docx", "pdf", "rtf"):
        raise RefusedFile("document.broken", file=name)
    if by_name is None:
        raise RefusedFile("document.unknown_kind", file=name, expected=_expected())
    return by_name


def _kind_of_archive(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if "word/document.xml" in archive.namelist():
                return "docx"
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise RefusedFile("document.broken", file=name) from error
    if PurePath(name).suffix.lower() in (".docx", ".docm"):
        raise RefusedFile("document.broken", file=name)
    raise RefusedFile("document.unknown_kind", file=name, expected=_expected())


def _why_ole(data: bytes) -> str:
    """An OLE container is a locked new document, an old Word letter, or nothing that we read."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "document.encrypted"
    return "document.legacy_word" if "WordDocument".encode("utf-16-le") in data else "document.unknown_kind"


def _expected() -> str:
    return " ".join(SUFFIXES)
