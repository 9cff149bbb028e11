"""Errors, formulas without a value, words that are no number, and broken characters."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.intake.tests.made_sheets import GOOD_EN, HEADERS_EN, codes, column, read, read_rows


def with_formula(place: int, formula: str, result: object, *, header: str = "") -> SourceAnswer:
    """The answer for two good rows, the second with a formula in one of its cells."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("S")
    page.write_row(0, 0, [*HEADERS_EN, header] if header else HEADERS_EN)
    page.write_row(1, 0, GOOD_EN)
    page.write_row(2, 0, [*GOOD_EN[:6], 501, *GOOD_EN[7:]])
    page.write_formula(2, place, formula, None, result)
    book.close()
    return read(target.getvalue())[0]


@pytest.mark.parametrize(
    ("formula", "result", "code"), [("=1/0", "#DIV/0!", "cell.error"), ("=A1+B1", "", "cell.not_calculated")]
)
def test_error_and_uncalculated_quantity_refuse_their_row(formula: str, result: str, code: str) -> None:
    answer = with_formula(4, formula, result)
    assert (answer.accepted, codes(answer)) == (1, [(3, code)])


def test_error_in_an_optional_cell_leaves_only_the_cell_out() -> None:
    answer = with_formula(9, "=1/0", "#DIV/0!", header="Persons")
    assert (answer.accepted, codes(answer), answer.issues[0].value) == (2, [(3, "cell.error")], "#DIV/0!")


def test_calculated_formula_is_a_number() -> None:
    answer = with_formula(4, "=5+6", 11)
    assert (column(answer, "quantity"), codes(answer)) == ([12.0, 11.0], [])


ROWS = [",".join(map(str, row)) for row in (HEADERS_EN, GOOD_EN, [*GOOD_EN[:4], 13, *GOOD_EN[5:]])]


def test_broken_characters_refuse_their_row_only() -> None:
    broken = [row.encode() for row in ROWS]
    broken[2] = broken[2].replace(b"Isfahan", b"Isfa\xed\xa0\x80han")
    (answer,) = read(b"\n".join(broken), file="list.csv")
    assert (answer.accepted, codes(answer)[0]) == (1, (3, "list.broken_characters"))


def test_one_bad_byte_in_a_persian_file_refuses_its_row_only() -> None:
    rows = [row.replace("Isfahan", "اصفهان").encode() for row in ROWS]
    rows[2] += "ا".encode()[:1]
    (answer,) = read(b"\n".join([*rows]), file="list.csv")
    assert (answer.accepted, codes(answer)[0]) == (1, (3, "list.broken_characters"))


def test_guessed_encoding_is_told() -> None:
    (answer,) = read("\n".join(ROWS).replace("Isfahan", "اصفهان").encode("cp1256"), file="list.csv")
    assert (column(answer, "area")[0], codes(answer)) == ("IR-10", [(None, "list.encoding_guessed")])


@pytest.mark.parametrize("text", ["NaN", "nan", "-inf"])
def test_word_for_no_number_is_no_blank(text: str) -> None:
    rows: list[list[object]] = [[*HEADERS_EN], GOOD_EN, [*GOOD_EN[:4], text, *GOOD_EN[5:]]]
    written = "\n".join(",".join(map(str, row)) for row in rows)
    for answer in (read_rows(rows), read(written, file="list.csv")[0]):
        assert (answer.accepted, codes(answer)) == (1, [(3, "number.unreadable")])
