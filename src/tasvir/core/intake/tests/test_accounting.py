"""Rows in = accepted + rejected + duplicate + blank, whatever stands in the cells."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from tasvir.core.intake.tests.made_sheets import GOOD_EN, GOOD_FA, HEADERS_EN, HEADERS_FA, read, workbook

_DIRT = st.one_of(
    st.sampled_from(
        ["", " ", "-", "n/a", "گزارش نشده", "Total", "جمع", "=1+1", "\u200f۱۲", "1.234", "1,234", "۱۴۰۴/۱۲/۳۰"]
    ),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12),
    st.integers(-(10**6), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
)


def _rows(good: list[object]) -> st.SearchStrategy[list[list[object]]]:
    dirty = st.lists(_DIRT, min_size=len(good), max_size=len(good))
    spoiled = st.tuples(st.integers(0, len(good) - 1), _DIRT).map(lambda s: [*good[: s[0]], s[1], *good[s[0] + 1 :]])
    return st.lists(st.one_of(st.just(list(good)), st.just([""] * len(good)), spoiled, dirty), min_size=1, max_size=12)


def _as_csv(rows: list[list[object]]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue()


@settings(max_examples=60, deadline=None)
@given(_rows(list(GOOD_FA)))
def test_persian_csv_adds_up(rows: list[list[object]]) -> None:
    text = _as_csv([list(HEADERS_FA), *rows])
    (answer,) = read(text, file="list.csv", calendar="jalali")
    assert answer.rows_in == len(list(csv.reader(io.StringIO(text, newline="")))) - 1
    assert answer.table.num_rows == answer.accepted
    assert len(answer.rows) == answer.rows_in - answer.accepted
    refused = {row.row for row in answer.rows if row.outcome == "rejected"}
    assert refused == {issue.row for issue in answer.issues if issue.severity == "error"}


@settings(max_examples=40, deadline=None)
@given(_rows(list(GOOD_EN)))
def test_english_workbook_adds_up(rows: list[list[object]]) -> None:
    (answer,) = read(workbook([HEADERS_EN, *[[_plain(cell) for cell in row] for row in rows], GOOD_EN]))
    assert answer.rows_in == len(rows) + 1
    assert answer.table.num_rows == answer.accepted
    numbers = sorted([row.row for row in answer.rows] + answer.table.column("row").to_pylist())
    assert numbers == list(range(2, len(rows) + 3))


def _plain(cell: object) -> object:
    """Text that a workbook can hold as text."""
    if not isinstance(cell, str):
        return cell
    return "".join(letter for letter in cell if letter >= " " and not "\ud800" <= letter <= "\udfff").lstrip("=")
