"""Rules that every reading keeps, whatever the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.reader import read_figures
from tasvir.core.text.figures.tests.scoring import load_passages, read_passage

LANGUAGES = ["fa", "vi", "en"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotes_stand_in_the_text_at_their_offsets(lang: str) -> None:
    for passage in load_passages(lang):
        for figure in read_passage(passage.text, lang):
            assert passage.text[figure.start : figure.end] == figure.quote


@pytest.mark.parametrize("lang", LANGUAGES)
@given(st.text(alphabet="0123456789۰۱۲۳٤٥.,٬٫/%-–()$€ \nمیلیونهزارtỷvụngìan million and cases", max_size=80))
def test_no_text_breaks_the_reader(lang: str, text: str) -> None:
    for figure in read_passage(text, lang):
        assert text[figure.start : figure.end] == figure.quote
        assert 0 <= figure.confidence <= 1


@given(st.text(max_size=60))
def test_no_unicode_breaks_the_reader(text: str) -> None:
    block = Block(0, len(text), "paragraph", "en")

    for figure in read_figures(Extracted(text, (block,), "en")):
        assert text[figure.start : figure.end] == figure.quote


def test_decomposed_vietnamese_is_read_like_composed() -> None:
    text = "Phát hiện 312 vụ vi phạm, phạt 2,5 tỷ đồng."

    composed = [(f.value, f.unit) for f in read_passage(text, "vi")]
    decomposed = [(f.value, f.unit) for f in read_passage(unicodedata.normalize("NFD", text), "vi")]

    assert composed == decomposed == [(312, "case"), (2_500_000_000, "VND")]


def test_arabic_letters_and_three_digit_families_are_read_alike() -> None:
    spellings = ["كشف ٤٠ تن كالا", "کشف ۴۰ تن کالا", "کشف 40 تن کالا"]

    assert [[(f.value, f.unit) for f in read_passage(text, "fa")] for text in spellings] == [[(40000, "kg")]] * 3


def test_figures_know_their_sentence() -> None:
    text = "در سه ماهه دوم سال ۱۴۰۴ پلیس استان لرستان ۳۱۲ فقره پرونده قاچاق سیگار تشکیل داد."

    (figure,) = read_passage(text, "fa")

    assert (figure.period, figure.area, figure.agency, figure.goods) == ("1404-Q2", "IR-15", "police", "cigarettes")


def test_a_period_that_is_only_compared_with_is_not_the_figures_own() -> None:
    figures = read_passage("Phát hiện 312 vụ vi phạm, tăng 8,5% so với cùng kỳ năm 2023.", "vi")

    assert [figure.period for figure in figures] == [None, None]


def test_cells_take_unit_and_measure_from_their_headings() -> None:
    text = "507\t1,5"
    blocks = (
        Block(0, 3, "cell", "vi", row_heading="Công an", column_heading="Số vụ khởi tố", table=1, cell="B2"),
        Block(4, 7, "cell", "vi", row_heading="Công an", column_heading="Tiền phạt (tỷ đồng)", table=1, cell="C2"),
    )

    figures = read_figures(Extracted(text, blocks, "vi"))

    assert [(f.value, f.unit, f.measure, f.agency) for f in figures] == [
        (507, "case", "cases_prosecuted", "police"),
        (1_500_000_000, "VND", "fines", "police"),
    ]


def test_reversed_slashes_are_turned_where_the_amounts_prove_it() -> None:
    figures = read_passage("صادرات از ۵۰ میلیون دلار با 2/27 درصد رشد به ۶۳.۶ میلیون دلار رسید.", "fa")

    assert [f.value for f in figures] == [50_000_000, 27.2, 63_600_000]


def test_reversed_slashes_are_turned_where_the_shares_make_a_whole() -> None:
    figures = read_passage("سهم پست 5/40 درصد، جاده 5/29 درصد و بازار ۳۰ درصد است.", "fa")

    assert [f.value for f in figures] == [40.5, 29.5, 30]


def test_slashes_stay_as_written_without_a_proof() -> None:
    assert [f.value for f in read_passage("صادرات 2/27 درصد رشد داشت.", "fa")] == [2.27]


@pytest.mark.parametrize(
    ("text", "lang", "column", "value", "unit"),
    [
        ("1,250", "en", "Value (USD million)", 1_250_000_000, "USD"),
        ("3.500", "vi", "Số lượng (lít)", 3500, "L"),
        ("2023", "en", "Cases", 2023, "case"),
        ("۱۴۰۴", "fa", "تعداد پرونده", 1404, "case"),
        ("12/45", "fa", "ارزش (میلیارد ریال)", 12_450_000_000, "IRR"),
    ],
)
def test_headings_say_what_a_cell_counts(text: str, lang: str, column: str, value: float, unit: str) -> None:
    block = Block(0, len(text), "cell", lang, row_heading="x", column_heading=column, table=1, cell="B2")

    figures = read_figures(Extracted(text, (block,), lang))

    assert [(f.value, f.unit) for f in figures] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "lang", "column", "direction"),
    [("۱۸", "fa", "درصد تغییر", "up"), ("-4,5", "vi", "Tăng/giảm (%)", "down"), ("+7%", "en", "Change", "up")],
)
def test_columns_of_changes_hold_changes(text: str, lang: str, column: str, direction: str) -> None:
    block = Block(0, len(text), "cell", lang, row_heading="x", column_heading=column, table=1, cell="B2")

    figures = read_figures(Extracted(text, (block,), lang))

    assert [(f.unit, f.kind, f.direction) for f in figures] == [("percent", "change", direction)]


@pytest.mark.parametrize(
    ("row", "column", "unit"),
    [
        ("واحدهای صنفی", "تعداد کشف", "case"),
        ("نیروی انتظامی", "متهمان", "person"),
        ("Retail shops", "Seizures", "case"),
    ],
)
def test_a_cell_counts_what_the_measure_of_its_column_is_counted_in(row: str, column: str, unit: str) -> None:
    block = Block(0, 2, "cell", "fa", row_heading=row, column_heading=column, table=1, cell="B2")

    figures = read_figures(Extracted("18", (block,), "fa"), lang="en" if column.isascii() else "fa")

    assert [(f.value, f.unit) for f in figures] == [(18, unit)]


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("تولید ۱۲۰ هزار تن سنگ در معادن استان", "stone"),
        ("کشف ۱۲۰ کیلوگرم حشیش در محور پل سنگ", "hashish"),
    ],
)
def test_stone_is_goods_only_beside_words_of_production(text: str, goods: str) -> None:
    assert [f.goods for f in read_passage(text, "fa")] == [goods]
