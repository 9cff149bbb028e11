"""Look at a workbook from outside before any cell is parsed: size, encryption, archive, declared and real extents."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Literal
from xml.etree.ElementTree import Element, ParseError
from xml.sax import SAXException

import msoffcrypto
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.safety import WORKBOOKS, check_archive, check_size
from tasvir.core.intake.sheets.binary_extents import binary_extent
from tasvir.core.intake.sheets.extents import Extent, Limits, check_extent
from tasvir.core.intake.sheets.open_document_extents import open_document_extents
from tasvir.core.intake.sheets.sheet_extents import sheet_extent

Form = Literal["xlsx", "xlsb", "ods", "xls"]
TEMPLATE_PROPERTY = "TasvirTemplate"
ASIDE_PROPERTY = "TasvirAside"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True)
class Workbook:
    """What is known of a workbook before its cells are read."""

    form: Form
    starts_in_1904: bool = False
    template: str | None = None  # "incidents/1/fa": our own, as written by `tasvir template`
    aside: tuple[str, ...] = ()  # the template's sheets of notes and lists, which hold no rows
    start_rows: Mapping[str, int] = field(default_factory=dict)  # by sheet: the first row that holds anything
    plain_parts: Mapping[str, str] = field(default_factory=dict)  # by sheet: its part, where patterns find all cells
    merged: Mapping[str, Sequence[tuple[str, int, int]]] = field(default_factory=dict)  # by sheet: column, rows
    spoiled: frozenset[str] = frozenset()  # sheets in which errors, or formulas without a value, stand


def inspect_workbook(file: str, data: bytes, limits: Limits | None = None) -> Workbook:
    """What a workbook is; `RefusedFile` where it is broken, locked, or costs more than `limits` to read."""
    limits = limits or Limits()
    check_size(data, file, WORKBOOKS)
    if data.startswith(_OLE):
        return _inspect_ole(file, data)
    if not data.startswith(b"PK"):
        raise RefusedFile("list.not_a_workbook", file=file)
    check_archive(data, file, WORKBOOKS, read_later=_is_sheet)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _inspect_archive(file, archive, limits)
    except (
        ParseError,
        SAXException,
        DefusedXmlException,
        KeyError,
        UnicodeDecodeError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
    ) as error:
        raise RefusedFile("document.broken", file=file) from error


def _is_sheet(name: str) -> bool:
    """Sheets are read whole when their extent is taken, and a lie about their size shows then."""
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _inspect_ole(file: str, data: bytes) -> Workbook:
    """An old .xls, whose format caps its own size, or the envelope of a locked workbook."""
    try:
        office_file = msoffcrypto.OfficeFile(BytesIO(data))
        locked = office_file.is_encrypted()
    except Exception as error:  # the library raises whatever its parsers meet in broken files
        raise RefusedFile("document.broken", file=file) from error
    if locked:
        raise RefusedFile("document.encrypted", file=file)
    return Workbook("xls")


def _inspect_archive(file: str, archive: zipfile.ZipFile, limits: Limits) -> Workbook:
    names = set(archive.namelist())
    if "content.xml" in names:
        return _inspect_open_document(file, archive, limits)
    if "xl/workbook.bin" in names:
        for name in sorted(names):
            if name.startswith("xl/worksheets/") and name.endswith(".bin"):
                with archive.open(name) as part:
                    check_extent(file, name, binary_extent(part, limits), limits)
        return Workbook("xlsb", template=_properties(archive).get(TEMPLATE_PROPERTY))
    if "xl/workbook.xml" not in names:
        raise RefusedFile("list.not_a_workbook", file=file)
    return _inspect_open_xml(file, archive, limits)


def _inspect_open_document(file: str, archive: zipfile.ZipFile, limits: Limits) -> Workbook:
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise RefusedFile("document.encrypted", file=file)
    with archive.open("content.xml") as part:
        extents = open_document_extents(part, limits)
    for name, extent in extents.items():
        check_extent(file, name, extent, limits)
    return Workbook("ods", start_rows={name: extent.start_row for name, extent in extents.items()})


def _inspect_open_xml(file: str, archive: zipfile.ZipFile, limits: Limits) -> Workbook:
    root = fromstring(archive.read("xl/workbook.xml"))
    targets = _targets(archive)
    parts = {name.lower(): name for name in archive.namelist()}
    if len(parts) != len(archive.namelist()):  # two parts of one name: readers differ in which they take
        raise RefusedFile("document.broken", file=file)
    start_rows, plain_parts, spoiled, merged = {}, {}, set(), {}
    for sheet in _children(root, "sheets"):
        relation = sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or ""
        part = parts[targets[relation].lower()]
        name = sheet.get("name", "")
        extent = _extent(archive.open(part), limits)
        check_extent(file, name, extent, limits)
        start_rows[name] = extent.start_row
        if extent.plain:
            plain_parts[name] = part
        merged[name] = extent.merged
        if extent.spoiled:
            spoiled.add(name)
    properties = next((child for child in root if _local(child) == "workbookPr"), None)
    epoch = properties is not None and properties.get("date1904") in ("1", "true")
    told = _properties(archive)
    aside = tuple(told[ASIDE_PROPERTY].split("|")) if ASIDE_PROPERTY in told else ()
    return Workbook(
        "xlsx", epoch, told.get(TEMPLATE_PROPERTY), aside, start_rows, plain_parts, merged, frozenset(spoiled)
    )


def _extent(part: IO[bytes], limits: Limits) -> Extent:
    with part:
        return sheet_extent(part, limits)


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    root = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in root
    }


def _children(root: Element, name: str) -> list[Element]:
    return [grandchild for child in root if _local(child) == name for grandchild in child]


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """The workbook's custom properties; our own templates carry their id there."""
    if "docProps/custom.xml" not in archive.namelist():
        return {}
    root = fromstring(archive.read("docProps/custom.xml"))
    return {entry.get("name", ""): "".join(entry.itertext()).strip() for entry in root}
