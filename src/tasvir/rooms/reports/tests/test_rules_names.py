"""Receipt numbers tell slips of the pen; names of files are harmless and say where a row came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.rooms.reports.rules import read_receipt_number, receipt_number, safe_names, storable

NUMBERS = st.integers(1, 9_999_999)


@given(NUMBERS)
def test_a_number_is_read_back_in_any_digits(sequence: int) -> None:
    number = receipt_number(sequence)

    assert read_receipt_number(number) == number
    assert read_receipt_number(number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))) == number
    assert read_receipt_number(f"  {number.replace('-', '')} ") == number


@given(NUMBERS, st.data())
def test_a_wrong_digit_or_two_swapped_ones_are_found(sequence: int, data: st.DataObject) -> None:
    digits = receipt_number(sequence).replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[place]]))
    swap = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:swap] + digits[swap + 1] + digits[swap] + digits[swap + 2 :]

    assert read_receipt_number(digits[:place] + wrong + digits[place + 1 :]) is None
    assert swapped == digits or read_receipt_number(swapped) is None


@pytest.mark.parametrize("text", ["", "1", "abc", "12x34", "²³"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert read_receipt_number(text) is None


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\گزارش.xlsx", "گزارش.xlsx"),
        ("می‌خواهم.csv", "می‌خواهم.csv"),
        ("exe\u202excod.docx", "exexcod.docx"),
        ("a\x00b\r\n.csv", "ab.csv"),
        ("a#b!c.csv", "a_b_c.csv"),
        (".htaccess", "htaccess"),
        ("", "file"),
        ("...", "file"),
        ("..", "file"),
    ],
)
def test_names_are_made_harmless(name: str, safe: str) -> None:
    assert safe_names([name]) == [safe]


def test_names_are_told_apart() -> None:
    assert safe_names(["a.csv", "x/A.csv", "a.csv"]) == ["a.csv", "A (2).csv", "a (3).csv"]


@given(st.lists(st.text(max_size=300), max_size=20))
def test_no_name_is_long_hidden_or_there_twice(names: list[str]) -> None:
    safe = safe_names(names)

    assert len({one.casefold() for one in safe}) == len(names)
    assert all(0 < len(one) <= 120 and not {"/", "\\", "#", "\x00", "\n"} & set(one) for one in safe)


def test_what_no_database_keeps_is_replaced_place_for_place() -> None:
    assert storable({"a\x00": ["\ud800b", 1, None, True]}) == {"a\ufffd": ["\ufffdb", 1, None, True]}
