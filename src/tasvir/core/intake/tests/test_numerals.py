"""Numerals in cells: no reading is ever a thousand times wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.intake.cells.numerals import USUAL_MARKS, Marks, cut, is_ambiguous, proves, settled, style_of, value_of


def _value(text: str, marks: Marks | None = None) -> float | None:
    numeral = cut(text)
    return value_of(numeral.body, marks or Marks()) if numeral and not numeral.rest else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("۱٬۲۳۴٫۵", 1234.5), ("١٢٣", 123.0), ("12/5", 12.5), ("۱۲٫۵", 12.5), ("1 234 567", 1234567.0),
        ("1.234.567", 1234567.0), ("1,234,567.5", 1234567.5), ("1.234,5", 1234.5), ("0,5", 0.5), ("0.125", 0.125),
        (",5", None), ("-3", -3.0), ("−3", -3.0), ("(3)", -3.0), ("\u200e-3", -3.0), ("1e3", 1000.0),
        ("1234.567", 1234.567), ("1,23,45", None), ("1.23.4", None), ("1,2345.6", None), ("۱۲ ۳۴", None),
    ],
)  # fmt: skip
def test_numeral_is_read(text: str, value: float | None) -> None:
    assert _value(text) == value


@pytest.mark.parametrize(("text", "rest"), [("12 kg", "kg"), ("۱۲ کیلوگرم", "کیلوگرم"), ("12", "")])
def test_what_follows_a_numeral_is_kept(text: str, rest: str) -> None:
    numeral = cut(text)
    assert numeral is not None
    assert numeral.rest == rest


def test_words_and_dashes_are_no_numerals() -> None:
    assert [cut(text) for text in ("", "-", "n/a", "گزارش نشده", "kg 12")] == [None] * 5


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from([",", "."]))
def test_grouped_number_is_read_as_itself_or_refused(whole: int, cents: int, decimal: str) -> None:
    grouping = "," if decimal == "." else "."
    written = f"{whole:,}".replace(",", grouping)
    for text, value in ((written, float(whole)), (f"{written}{decimal}{cents:02}", whole + cents / 100)):
        read = [_value(text), _value(text, settled(decimal))]  # type: ignore[arg-type]
        assert read[1] == pytest.approx(value)
        assert read[0] is None or read[0] == pytest.approx(value)


@given(st.text(alphabet="0123456789.,٬٫' -+/e", max_size=12))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    _value(text, USUAL_MARKS["en"])


def test_one_cell_settles_a_column_and_two_can_contradict() -> None:
    assert style_of(["1.234", "1.234,5"]).decimal == ","
    assert style_of(["1.234", "5.678"]).decimal is None
    assert style_of(["1.234,5", "1,234.5"]).conflict
    assert (proves("1.234"), is_ambiguous("1.234")) == (None, True)
