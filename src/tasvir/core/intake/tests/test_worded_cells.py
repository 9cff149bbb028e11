"""Cells that say their number in words, and cells without which a row still counts."""

from __future__ import annotations

import pytest

from tasvir.core.intake.tests.made_sheets import GOOD_EN, HEADERS_EN, codes, column, read_rows
from tasvir.core.vocabulary.messages import placed_message


@pytest.mark.parametrize(
    ("header", "cell", "field", "expected"),
    [
        ("Persons", "2 đối tượng", "persons", 2),
        ("Persons", "دو نفر", "persons", 2),
        ("Vehicles", "سه دستگاه خودرو", "vehicles", 3),
        ("Value", "6 triệu", "value", 6_000_000),
        ("Value", "۵۰ میلیون", "value", 50_000_000),
        ("Quantity", "2 هزار", "quantity", 2000.0),
    ],
)
def test_number_in_words_is_read_and_told(header: str, cell: str, field: str, expected: float) -> None:
    headers = [*HEADERS_EN, *({header} - set(HEADERS_EN))]
    row = [*GOOD_EN, *([None] * (len(headers) - len(GOOD_EN)))]
    row[headers.index(header)] = cell
    answer = read_rows([headers, row])
    assert (column(answer, field), codes(answer)) == ([expected], [(2, "number.in_words")])


def test_currency_in_the_cell_is_taken_where_nothing_else_names_one_and_may_not_contradict() -> None:
    row = [*GOOD_EN[:6], "50 میلیون تومان", "", GOOD_EN[8]]
    answer = read_rows([HEADERS_EN, row])
    assert (column(answer, "value"), column(answer, "currency")) == ([50_000_000], ["IRT"])
    clash = read_rows([HEADERS_EN, [*row[:7], "IRR", GOOD_EN[8]]])
    assert (clash.accepted, [code for _, code in codes(clash)]) == (0, ["number.in_words", "money.two"])


def test_scale_in_header_and_cell_is_not_guessed() -> None:
    headers = [*HEADERS_EN[:6], "Value (million rials)", HEADERS_EN[8]]
    answer = read_rows([headers, [*GOOD_EN[:6], "50 million", GOOD_EN[8]]])
    assert (answer.accepted, codes(answer)) == (0, [(2, "number.unreadable")])


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("Persons", "a few", "number.unreadable"),
        ("Persons", 2.5, "number.not_whole"),
        ("Hour", "at night", "hour.unreadable"),
        ("Latitude", 951, "number.off_the_map"),
        ("Report date", "soon", "date.unreadable"),
    ],
)
def test_unreadable_optional_cell_is_left_out_and_its_row_counts(header: str, cell: object, code: str) -> None:
    answer = read_rows([[*HEADERS_EN, header], [*GOOD_EN, cell]])
    (issue,) = answer.issues
    assert (answer.accepted, issue.code, issue.severity) == (1, code, "warning")
    sentence = placed_message(issue, "en")
    assert sentence.startswith(f"list.xlsx, sheet S, row 2, column {header}: {cell} is ")
    assert sentence.endswith("; the cell was left out and the rest of the row counts")


@pytest.mark.parametrize(("header", "cell"), [("Persons", -2), ("Persons", 5_000_000), ("Report date", "2025-02-30")])
def test_impossible_optional_cell_still_refuses_its_row(header: str, cell: object) -> None:
    answer = read_rows([[*HEADERS_EN, header], [*GOOD_EN, cell]])
    assert (answer.accepted, answer.rejected) == (0, 1)


@pytest.mark.parametrize(
    ("goods", "unit", "expected"),
    [
        ("thuốc lá điếu", "bao", ("pack", 240.0)),
        ("gạo", "bao", ("sack", 12.0)),
        ("thuốc lá", "cây", ("cigarette_carton", 2400.0)),
    ],
)
def test_word_for_a_unit_depends_on_the_goods(goods: str, unit: str, expected: tuple[str, float]) -> None:
    columned = read_rows([HEADERS_EN, [*GOOD_EN[:3], goods, 12, unit, *GOOD_EN[6:]]])
    typed = read_rows([HEADERS_EN, [*GOOD_EN[:3], goods, f"12 {unit}", "", *GOOD_EN[6:]]])
    for answer in (columned, typed):
        assert (column(answer, "unit"), column(answer, "quantity_base")) == ([expected[0]], [expected[1]])
