import io
import unicodedata
from collections.abc import Sequence

import docx
import pytest
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.documents import extract_document
from tasvir.core.text.extracted import Extracted

TABLE = [["STT", "Đơn vị", "Số vụ"], ["1", "Công an", "12"], ["2", "Hải quan", "34"]]


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        extract_document(name, data)
    assert refused.value.values["file"] == name
    return refused.value.code


def pieces(extracted: Extracted) -> list[tuple[str, str]]:
    return [(extracted.text[b.start : b.end], b.kind) for b in extracted.blocks]


def cells(extracted: Extracted) -> dict[str, tuple[str, str | None, str | None]]:
    return {
        b.cell: (extracted.text[b.start : b.end], b.row_heading, b.column_heading) for b in extracted.blocks if b.cell
    }


def letter(table: Sequence[Sequence[str]] = ()) -> bytes:
    document = docx.Document()
    document.add_heading("گزارش عملکرد", 1)
    document.add_paragraph("در این مدت ۱۲ فقره کشف شد.")
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for r, row in enumerate(table):
            for c, text in enumerate(row):
                grid.cell(r, c).text = text
    document.add_paragraph("Kết quả: 46 vụ vi phạm.")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_text_file_keeps_its_offsets() -> None:
    text = "\ufeffسطر اول\r\n\r\n  سطر دوم  \n"
    extracted = extract_document("a.txt", text.encode())
    assert extracted.text == text[1:]
    assert pieces(extracted) == [("سطر اول", "paragraph"), ("سطر دوم", "paragraph")]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=200))
def test_blocks_of_any_text_lie_in_order_inside_it(text: str) -> None:
    try:
        extracted = extract_document("a.txt", text.encode())
    except RefusedFile:
        return
    edges = [edge for block in extracted.blocks for edge in (block.start, block.end)]
    assert edges == sorted(edges)
    assert all(extracted.text[b.start : b.end].strip() == extracted.text[b.start : b.end] for b in extracted.blocks)


def test_lines_broken_at_a_fixed_width_are_one_paragraph() -> None:
    line = "The inspectors went through the warehouse and found many boxes of the"
    text = f"{line}\n{line}\n{line}\n{line}\nend of it.\n\n{line}\nlast words."
    assert len(pieces(extract_document("a.txt", text.encode()))) == 2


def test_word_letter_gives_headings_paragraphs_and_named_cells_in_order() -> None:
    extracted = extract_document("a.docx", letter(TABLE))
    assert pieces(extracted)[:2] == [("گزارش عملکرد", "heading"), ("در این مدت ۱۲ فقره کشف شد.", "paragraph")]
    assert cells(extracted)["C3"] == ("34", "Hải quan", "Số vụ")
    assert "STT\tĐơn vị\tSố vụ\n1\tCông an\t12\n" in extracted.text
    assert [extracted.blocks[0].lang, extracted.blocks[-1].lang] == ["fa", "vi"]


def test_merged_cells_name_all_that_they_cover_and_are_read_once() -> None:
    document = docx.Document()
    grid = document.add_table(3, 3)
    for place, text in {(0, 0): "Agency", (0, 1): "Cases", (1, 1): "2022", (1, 2): "2023", (2, 0): "Police"}.items():
        grid.cell(*place).text = text
    grid.cell(0, 1).merge(grid.cell(0, 2))
    grid.cell(0, 0).merge(grid.cell(1, 0))
    grid.cell(2, 1).text, grid.cell(2, 2).text = "7", "9"
    target = io.BytesIO()
    document.save(target)
    found = cells(extract_document("a.docx", target.getvalue()))
    assert found["C3"] == ("9", "Police", "Cases / 2023")
    assert [name for name, cell in found.items() if cell[0] in ("Agency", "Cases")] == ["A1", "B1"]


def test_markdown_loses_its_marks_and_keeps_its_table() -> None:
    table = "| Goods | 2023 |\n|---|--:|\n| Fuel | 4 |\n"
    text = f"# Report\n\nSome *text* with **12 cases** and a [link](http://x.y).\n\n- one item\n\n{table}"
    extracted = extract_document("a.md", text.encode())
    assert pieces(extracted)[:3] == [
        ("Report", "heading"),
        ("Some text with 12 cases and a link.", "paragraph"),
        ("one item", "paragraph"),
    ]
    assert cells(extracted)["B2"] == ("4", "Fuel", "2023")


def test_web_page_loses_its_furniture_and_keeps_its_table() -> None:
    page = """<html><head><title>t</title><script>x()</script></head><body><form>
      <ul class="menu"><li><a>Home</a><li><a>News</a><li><a>Contact</a></ul><nav><a>up</a></nav>
      <h1>Seizures</h1><p>In 2023 <b>12</b> cases.<br>More.</p>
      <table><tr><th rowspan=2>Agency<th colspan=2>Cases</tr><tr><th>2022<th>2023</tr>
      <tr><td>Police<td>7<td>9</tr></table>
      <footer>Address</footer></form></body></html>"""
    extracted = extract_document("a.html", page.encode())
    assert pieces(extracted)[:3] == [
        ("Seizures", "heading"),
        ("In 2023 12 cases.", "paragraph"),
        ("More.", "paragraph"),
    ]
    assert cells(extracted)["C3"] == ("9", "Police", "Cases / 2023")
    assert "Address" not in extracted.text


def test_page_too_deep_to_be_read_in_full_is_refused() -> None:
    assert refusal("a.html", b"<p>above</p>" + b"<div>" * 100_000 + b"deep words") == "document.too_deep"


def test_pdf_letter_gives_its_text_and_a_scan_is_refused() -> None:
    written = typst.compile(b"The police seized 12 lorries at the border in the spring of the year.")
    assert "seized 12 lorries" in extract_document("a.pdf", written).text
    assert refusal("scan.pdf", typst.compile(b"#rect(width: 3cm, height: 3cm)")) == "document.no_text"
    assert refusal("half.pdf", b"%PDF-1.7 nothing follows") == "document.broken"


def test_rtf_letter_gives_words_and_table() -> None:
    start = rb"{\rtf1\ansi\ansicpg1256 {\b Title}\par \u1587?\u1604?\u1575?\u1605?\par"
    rows = rb"\trowd\cellx1\cellx2 Police\cell 12\cell\row\trowd\cellx1\cellx2 Customs\cell 13\cell\row"
    data = start + rows + rb"\pard End.\par}"
    extracted = extract_document("a.rtf", data)
    assert [text for text, kind in pieces(extracted) if kind == "paragraph"] == ["Title", "سلام", "End."]
    assert cells(extracted)["B2"][0] == "13"


def test_content_decides_over_the_name() -> None:
    assert pieces(extract_document("letter.doc", letter()))[0] == ("گزارش عملکرد", "heading")
    assert extract_document("letter.doc", b"<html><body><p>Some words</p></body></html>").text == "Some words\n"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "document.legacy_word"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "document.encrypted"),
        ("a.docx", b"these are only words", "document.broken"),
        ("a.docx", b"PK\x03\x04 broken", "document.broken"),
        ("a.xyz", b"words", "document.unknown_kind"),
        ("a.txt", b" \n", "document.empty"),
        ("a.html", b"<html><body><script>1</script></body></html>", "document.empty"),
        ("a.txt", bytes(range(128, 256)) * 5, "document.encoding"),
        ("a.txt", "گزارش ماهانه".encode("utf-16-le"), "document.encoding"),
        ("a.txt", "C«ng ty ®· b¸n hµng lËu vµ bÞ xö lý theo quy ®Þnh".encode("cp1252"), "document.tcvn3"),
        ("a.txt", "Coâng ty ñaõ baùn haøng laäu vaø bò xöû lyù theo luaät".encode("cp1252"), "document.vni"),
    ],
)
def test_file_that_cannot_be_read_is_refused_for_its_reason(name: str, data: bytes, code: str) -> None:
    assert refusal(name, data) == code


def test_utf16_with_a_mark_needs_no_guess() -> None:
    extracted = extract_document("a.txt", "گزارش ماهانه".encode("utf-16"))
    assert (extracted.text, extracted.issues) == ("گزارش ماهانه", ())


def old_vietnamese(text: str) -> bytes:
    """Windows-1258 writes the tone mark as a letter of its own."""
    answer = b""
    for letter_ in text:
        parts = unicodedata.normalize("NFD", letter_)
        tone = next((mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else letter_
        answer += (base + tone).encode("cp1258")
    return answer


@pytest.mark.parametrize(
    ("text", "encoding", "data"),
    [
        ("كالاي قاچاق در بازار كشف شد", "cp1256", "كالاي قاچاق در بازار كشف شد".encode("cp1256")),
        (
            "Lực lượng chức năng tỉnh thu giữ hàng lậu",
            "cp1258",
            old_vietnamese("Lực lượng chức năng tỉnh thu giữ hàng lậu"),
        ),
        ("Goods worth £3,000 were “seized”.", "cp1252", "Goods worth £3,000 were “seized”.".encode("cp1252")),
    ],
)
def test_guessed_code_page_is_told(text: str, encoding: str, data: bytes) -> None:
    extracted = extract_document("a.txt", data)
    assert extracted.text == text
    assert [issue.values["encoding"] for issue in extracted.issues] == [encoding]


def test_word_letter_in_old_vietnamese_fonts_is_refused() -> None:
    document = docx.Document()
    for _ in range(5):
        run = document.add_paragraph().add_run("Lùc l­îng chøc n¨ng ®· b¾t gi÷ hµng lËu")
        run.font.name = ".VnTime"
    target = io.BytesIO()
    document.save(target)
    assert refusal("a.docx", target.getvalue()) == "document.tcvn3"


def test_words_inside_a_content_control_are_read() -> None:
    document = docx.Document()
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    control[0].append(document.add_paragraph("Inside the form field.")._p)
    document.element.body.insert(0, control)
    document.add_paragraph("Behind it.")
    target = io.BytesIO()
    document.save(target)
    found = pieces(extract_document("a.docx", target.getvalue()))
    assert [text for text, _ in found] == ["Inside the form field.", "Behind it."]


def test_language_can_be_given() -> None:
    extracted = extract_document("a.txt", b"12 vu", lang="vi")
    assert (extracted.lang, extracted.blocks[0].lang) == ("vi", "vi")
