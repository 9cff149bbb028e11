"""Hostile and broken files are refused quickly, by a code, before any cell is parsed."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.sheets.extents import Limits
from tasvir.core.intake.sheets.sheet_extents import sheet_extent
from tasvir.core.intake.tests.made_sheets import GOOD_EN, HEADERS_EN, read, workbook

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _with_sheet(xml: str) -> bytes:
    """A workbook whose sheet is this XML."""
    source = zipfile.ZipFile(io.BytesIO(workbook([HEADERS_EN, GOOD_EN])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, xml if name.endswith("sheet1.xml") else source.read(name))
    return target.getvalue()


def _sheet(rows: str, dimension: str = "A1:B2") -> str:
    return f'<worksheet xmlns="{_NAMESPACE}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'


def _refused(data: bytes, file: str = "list.xlsx") -> str:
    with pytest.raises(RefusedFile) as refusal:
        read(data, file=file)
    assert refusal.value.values["file"] == file
    return refusal.value.code


_FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "xml",
    [
        _sheet(_FIRST + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        _sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'),
        _sheet('<row r="1"><c r="A1"><v>1</v></c><c r="SR999999"><v>1</v></c></row>'),
        _sheet(_FIRST, dimension="A1:XFD1048576"),
        _sheet(_FIRST + "<row>" + "<c/>" * 3000 + "<c><v>1</v></c></row>"),
        _sheet("<row r='1'><c r='A1'><v>1</v></c></row><row r='900000'><c r='ZZ900000'><v>1</v></c></row>"),
        _sheet(_FIRST + '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
    ],
)
def test_sparse_sheet_is_refused_with_little_memory(xml: str) -> None:
    data = _with_sheet(xml)
    tracemalloc.start()
    assert _refused(data) in ("list.too_many_cells", "list.too_wide_declared")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000


def test_ods_with_repeated_cells_is_refused() -> None:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="S">'
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string"'
        ' table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
        "</table:table></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    assert _refused(target.getvalue(), "list.ods") == "list.too_many_cells"


def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO(workbook([HEADERS_EN, GOOD_EN]))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/worksheets/SHEET1.xml", _sheet(_FIRST))
    assert _refused(target.getvalue()) == "document.broken"


def test_entities_in_a_sheet_are_refused() -> None:
    xml = '<!DOCTYPE a [<!ENTITY b "c">]>' + _sheet('<row r="1"><c r="A1"><v>&b;</v></c></row>')
    assert _refused(_with_sheet(xml)) == "document.xml_entities"


def test_bomb_is_refused() -> None:
    assert _refused(_with_sheet(_sheet(" " * 50_000_000))) == "document.archive_ratio"


@pytest.mark.parametrize(
    ("data", "file", "code"),
    [
        (b"", "list.xlsx", "document.empty"),
        (b"", "list.csv", "document.empty"),
        (b"\n\n ; ;\n", "list.csv", "document.empty"),
        (b"PK\x03\x04 broken", "list.xlsx", "document.broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "list.xls", "document.broken"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "list.xls", "list.not_a_workbook"),
        (b"a,b\n1,2\n", "list.txt", "document.unknown_kind"),
        (bytes(range(128, 256)) * 20, "list.csv", "list.encoding"),
        (b"a,b\n1,2\n", "list.csv", "list.unknown_headers"),
    ],
)
def test_unreadable_file_is_refused_by_a_code(data: bytes, file: str, code: str) -> None:
    assert _refused(data, file) == code


def test_encrypted_workbook_is_told_apart_from_a_broken_one() -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook([HEADERS_EN, GOOD_EN]))).encrypt("secret", locked)
    assert _refused(locked.getvalue()) == "document.encrypted"


def test_honest_sheet_has_its_true_extent() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"/><c r="AB{n}"><v>1</v></c></row>' for n in range(3, 1200))
    extent = sheet_extent(io.BytesIO(_sheet(rows).encode()), Limits())
    assert (extent.start_row, extent.last_row, extent.last_column, extent.declared) == (3, 1199, 28, 4)


def test_prefixed_names_are_walked() -> None:
    xml = f'<x:worksheet xmlns:x="{_NAMESPACE}"><x:sheetData><x:row r="4"><x:c r="C4"><x:v>1</x:v></x:c></x:row>'
    extent = sheet_extent(io.BytesIO((xml + "</x:sheetData></x:worksheet>").encode()), Limits())
    assert (extent.start_row, extent.last_row, extent.last_column) == (4, 4, 3)


def test_small_ods_is_read_with_its_row_numbers() -> None:
    def row(cells: list[str]) -> str:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        return "<table:table-row>" + "".join(cell.format(text) for text in cells) + "</table:table-row>"

    empty = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'
    namespace = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{namespace}office:1.0" xmlns:table="{namespace}table:1.0"'
        f' xmlns:text="{namespace}text:1.0"><office:body><office:spreadsheet><table:table table:name="S">'
        + empty.format(2)
        + row(HEADERS_EN)
        + row([str(cell) for cell in GOOD_EN])
        + empty.format(1_000_000)
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", content)
    (answer,) = read(target.getvalue(), file="list.ods")
    assert (answer.accepted, answer.table.column("source").to_pylist()) == (1, ["list.ods#S!A4"])
