"""Word, PDF and workbook: direction, faces, notes, templates of the office, nothing read as code."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.renderers.docx import write_docx
from tasvir.renderers.fonts import present
from tasvir.renderers.make_template import TEMPLATES, make_template
from tasvir.renderers.pdf import write_pdf
from tasvir.renderers.sheet_text import plain_text
from tasvir.renderers.tests.documents import HOSTILE, WORDS, sample_document
from tasvir.renderers.xlsx import amount_of, write_xlsx

NUMBERS = {
    "numbers": [
        {"measure": "cases_detected", "by": {"goods": "cigarettes"}, "value": 12, "unit": "case", "state": "number",
         "comparisons": [{"name": "plan", "value": 9, "change_percent": 33.3}], "rows_used": 12,
         "rows_ignored": [{"reason": "duplicate", "rows": 3}]},
        {"measure": "fines", "by": {}, "value": {"amount": "90071992547409931", "currency": "IRR"}, "unit": "IRR",
         "state": "number", "comparisons": [], "rows_used": 1, "rows_ignored": []},
    ]
}  # fmt: skip


def body_of(path: Path) -> str:
    with zipfile.ZipFile(path) as word:
        return word.read("word/document.xml").decode("utf-8")


def office_template(path: Path, *lines: str) -> Path:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(path))
    return path


# Word


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_holds_the_text_in_its_direction(tmp_path: Path, lang: str) -> None:
    write_docx(sample_document(lang), tmp_path / "out.docx")
    xml = body_of(tmp_path / "out.docx")
    paragraphs = [p.text for p in docx.Document(str(tmp_path / "out.docx")).paragraphs]

    assert WORDS[lang][0] in paragraphs
    marks = [mark in xml for mark in ("<w:bidi/>", "<w:rtl/>", "<w:bidiVisual/>", 'w:bidi="fa-IR"')]
    assert marks == [lang == "fa"] * 4


def test_word_links_each_number_to_its_evidence(tmp_path: Path) -> None:
    write_docx(sample_document("en"), tmp_path / "out.docx")
    xml = body_of(tmp_path / "out.docx")

    assert set(re.findall(r'w:anchor="(\w+)"', xml)) == {"evidence_1", "evidence_2"}
    assert re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', xml) == ["evidence_1", "evidence_2"]


def test_word_repeats_table_headers_and_describes_pictures(tmp_path: Path) -> None:
    write_docx(sample_document("fa"), tmp_path / "out.docx")
    xml = body_of(tmp_path / "out.docx")

    assert xml.count("<w:tblHeader/>") == 1
    assert len(re.findall(r'<wp:docPr [^>]*descr="[^"]+', xml)) == 2


def test_word_letterhead_stands_in_the_first_header(tmp_path: Path) -> None:
    write_docx(sample_document("vi"), tmp_path / "out.docx")
    section = docx.Document(str(tmp_path / "out.docx")).sections[0]

    assert [p.text for p in section.first_page_header.paragraphs] == ["Số vụ phát hiện", "Số: 231/2023"]


def test_office_template_keeps_its_own_text(tmp_path: Path) -> None:
    template = office_template(tmp_path / "own.docx", "Letter of {{ issued_by }}", "{{ body }}", "Signed")
    write_docx(sample_document("en"), tmp_path / "out.docx", template)
    paragraphs = [p.text for p in docx.Document(str(tmp_path / "out.docx")).paragraphs]

    assert (paragraphs[0], paragraphs[-1]) == ("Letter of Cases detected", "Signed")
    assert HOSTILE in "\n".join(paragraphs)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ body }} {{ governor }}", "template.unknown_field"),
        ("{{ title.governor.name }} {{ body }}", "template.unknown_field"),
        ("{{ title }}", "template.no_body"),
        ("{{ title", "template.broken"),
        ("{{ title.__class__.__mro__ }}", "template.broken"),
    ],
)
def test_office_template_with_a_mistake_is_refused(tmp_path: Path, line: str, code: str) -> None:
    template = office_template(tmp_path / "own.docx", line)

    with pytest.raises(UserError) as refused:
        write_docx(sample_document("en"), tmp_path / "out.docx", template)
    assert (refused.value.code, refused.value.values["file"]) == (code, "own.docx")


def test_file_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("no zip")

    with pytest.raises(UserError) as refused:
        write_docx(sample_document("en"), tmp_path / "out.docx", tmp_path / "own.docx")
    assert refused.value.code == "template.broken"


@pytest.mark.skipif(not present(), reason="the type faces come with ./dev set-up")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_bundled_template_is_what_the_script_makes(tmp_path: Path, lang: str) -> None:
    make_template(lang).save(str(tmp_path / "made.docx"))
    parts = ("word/document.xml", "word/styles.xml", "word/fontTable.xml")
    with zipfile.ZipFile(tmp_path / "made.docx") as made, zipfile.ZipFile(TEMPLATES / f"bulletin.{lang}.docx") as kept:
        assert [made.read(part) == kept.read(part) for part in parts] == [True] * 3


# PDF


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdf_has_pages_and_carries_its_faces(tmp_path: Path, lang: str) -> None:
    write_pdf(sample_document(lang), tmp_path / "out.pdf")
    pdf = pypdfium2.PdfDocument(str(tmp_path / "out.pdf"))

    assert len(pdf) >= 1
    assert (round(pdf[0].get_width()), round(pdf[0].get_height())) == (595, 842)
    if present():
        face = b"Vazirmatn" if lang == "fa" else b"NotoSans"
        assert face in (tmp_path / "out.pdf").read_bytes()


def test_pdf_shows_hostile_text_as_text(tmp_path: Path) -> None:
    write_pdf(sample_document("en"), tmp_path / "out.pdf")
    pdf = pypdfium2.PdfDocument(str(tmp_path / "out.pdf"))
    text = " ".join(pdf[page].get_textpage().get_text_range() for page in range(len(pdf)))

    assert '#import "x" {{ title }}' in " ".join(text.split())


def test_long_pdf_starts_with_its_contents(tmp_path: Path) -> None:
    write_pdf(sample_document("en", sections=5), tmp_path / "out.pdf")

    assert "Contents" in pypdfium2.PdfDocument(str(tmp_path / "out.pdf"))[0].get_textpage().get_text_range()


def test_pdf_repeats_exactly(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        write_pdf(sample_document("fa"), tmp_path / name)

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


# Workbook


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_workbook_has_real_numbers_and_frozen_headers(tmp_path: Path, lang: str) -> None:
    write_xlsx(sample_document(lang), NUMBERS, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book["goods x"]

    assert (sheet["B5"].value, sheet["C5"].value) == (1234, 27.6)
    assert sheet.freeze_panes == "B5"
    assert [bool(one.sheet_view.rightToLeft) for one in book] == [lang == "fa"] * 3


def test_workbook_never_holds_a_formula(tmp_path: Path) -> None:
    write_xlsx(sample_document("en"), NUMBERS, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    written = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert [cell.value for cell in written if cell.data_type == "f" or str(cell.value)[0] in "=+-@"] == []
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in written)


def test_workbook_lists_every_number_and_keeps_long_ones_exact(tmp_path: Path) -> None:
    write_xlsx(sample_document("en"), NUMBERS, tmp_path / "out.xlsx")
    rows = cells(tmp_path / "out.xlsx", "All numbers")

    assert rows[1] == [
        "cases_detected",
        "goods=cigarettes",
        12,
        "case",
        "number",
        12,
        "duplicate: 3",
        9,
        33.3,
        "numbers/0",
    ]
    assert rows[2][2] == "90071992547409931"


def test_workbook_names_the_source_of_each_number(tmp_path: Path) -> None:
    write_xlsx(sample_document("en"), {}, tmp_path / "out.xlsx")

    assert [row[2] for row in cells(tmp_path / "out.xlsx", "Sources")[1:]] == [
        "list.xlsx#Sheet1!A7",
        "letter.docx#chars=4-8",
        "list.xlsx#Sheet1!A9",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\0=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\ufeff=1",
        "\u200f=1",
        "  =1",
    ],
)
def test_text_that_looks_like_a_formula_is_guarded(text: str) -> None:
    assert plain_text(text).startswith("'")


@pytest.mark.parametrize("text", ["سیگار", "12 %", "\u200e−۵٪", "a=b", "", "x@y"])
def test_plain_text_stays(text: str) -> None:
    assert plain_text(text) == text


@pytest.mark.parametrize(
    ("value", "amount"),
    [(None, None), (3, 3), (2.5, 2.5), ({"amount": 7, "currency": "VND"}, 7), ("9007199254740993", 9007199254740993)],
)
def test_amount_reads_money_and_long_integers(value: Any, amount: Any) -> None:
    assert amount_of(value) == amount
