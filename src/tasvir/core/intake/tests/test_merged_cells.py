"""Cells merged down several rows of data."""

from __future__ import annotations

import io

import xlsxwriter

from tasvir.core.intake.tests.made_sheets import GOOD_EN, HEADERS_EN, codes, column, read


def test_merged_words_hold_in_every_row_and_merged_amounts_once() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("S")
    page.write_row(0, 1, HEADERS_EN)
    for row, goods in enumerate(("rice", "sugar", "tea"), start=1):
        cells = [*GOOD_EN[:3], goods, *GOOD_EN[4:]]
        page.write_row(row, 1, [None if place in (0, 1, 6) else cell for place, cell in enumerate(cells)])
    for place in (0, 1, 6):
        page.merge_range(1, 1 + place, 3, 1 + place, GOOD_EN[place])
    book.close()
    (answer,) = read(target.getvalue())
    assert (answer.accepted, codes(answer)) == (3, [])
    assert column(answer, "area") == ["IR-10"] * 3
    assert column(answer, "value") == [500, None, None]
