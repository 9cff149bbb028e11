"""PDF letters in which both directions of writing meet."""

from __future__ import annotations

import typst

from tasvir.core.intake.documents.reader import extract_document
from tasvir.core.text.figures.reader import read_figures
from tasvir.renderers.fonts import FONTS

_TO_THE_LEFT = '#set text(font: ("Vazirmatn", "Be Vietnam Pro"), lang: "fa", dir: rtl)\n'
_TO_THE_RIGHT = '#set text(font: ("Be Vietnam Pro", "Vazirmatn"), lang: "vi")\n'


def read(source: str) -> tuple[str, list[str]]:
    """The text of a typeset page and the codes of what is doubtful in it."""
    extracted = extract_document("a.pdf", typst.compile(source.encode(), font_paths=typst.Fonts(font_paths=[FONTS])))
    return extracted.text.strip(), [issue.code for issue in extracted.issues]


def test_ligatures_half_spaces_and_numbers_of_a_persian_page_come_back() -> None:
    line = "گزارش سه‌ماهه کالا و خلاف: ۱٬۲۳۴ کیلوگرم (۱۲٪) در ۱۴۰۴/۰۵/۰۶ و 45.5 لیتر لازم‌الاجرا می‌شود."
    assert read(_TO_THE_LEFT + line) == (line, [])


def test_vietnamese_words_between_persian_ones_keep_their_order() -> None:
    line = "سازمان Bộ Công an Việt Nam گزارش داد که ۴۵ فقره کشف شد."
    assert read(_TO_THE_LEFT + line) == (line, [])


def test_vietnamese_line_on_a_persian_page_is_not_turned_round() -> None:
    line = "Trong quý II, lực lượng đã phát hiện 123 vụ vi phạm"
    assert read(f"{_TO_THE_LEFT}این گزارش است\n\n{line}") == (f"این گزارش است\n{line}", [])


def test_persian_words_on_a_vietnamese_page() -> None:
    line = "Lực lượng chức năng thu giữ hàng کالای قاچاق tại cửa khẩu, tổng cộng 1.234,5 kg hàng."
    assert read(_TO_THE_RIGHT + line) == (line, [])


def test_vietnamese_letters_with_two_marks_are_read_once() -> None:
    line = "Tổng cộng thu giữ 12 xe ô tô tại cửa khẩu, xử lý 3 vụ."
    assert read(_TO_THE_RIGHT + line) == (line, [])


def test_number_between_both_directions_is_told() -> None:
    text, doubts = read(_TO_THE_LEFT + "کشف کالا Bộ Công an 45 فقره بود")
    assert ("45" in text, doubts) == (True, ["document.doubtful_order"])


def test_figures_of_a_persian_pdf_are_those_of_its_text() -> None:
    line = "در سه‌ماهه دوم ۱۲ فقره کالا به ارزش ۳ میلیارد ریال کشف شد."
    source = typst.compile((_TO_THE_LEFT + line).encode(), font_paths=typst.Fonts(font_paths=[FONTS]))
    figures = read_figures(extract_document("a.pdf", source))
    assert [(figure.value, figure.unit) for figure in figures] == [(12, "case"), (3_000_000_000, "IRR")]
