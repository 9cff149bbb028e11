"""Numbers in words, in digits and in both at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.text.figures.grammar import load_grammar
from tasvir.core.text.figures.reader import parse_number


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("پنج هزار و ۵۰۰ میلیارد", "fa", 5_500_000_000_000),
        ("یک میلیارد و 293 میلیون و هفت هزار", "fa", 1_293_007_000),
        ("هفت و نیم میلیارد", "fa", 7_500_000_000),
        ("پنجهزار و ۶", "fa", 5006),
        ("پنج‌هزار", "fa", 5000),
        ("يكصد و بيست", "fa", 120),
        ("دو ممیز پنج", "fa", 2.5),
        ("2.470 tỷ 62 triệu", "vi", 2_470_062_000_000),
        ("hai tỷ rưỡi", "vi", 2_500_000_000),
        ("15 nghìn tỷ", "vi", 15_000_000_000_000),
        ("hai trăm linh năm", "vi", 205),
        ("hai mươi mốt nghìn không trăm mười một", "vi", 21_011),
        ("3.75 million", "en", 3_750_000),
        ("315m", "en", 315_000_000),
        ("half a million", "en", 500_000),
        ("two and a half million", "en", 2_500_000),
        ("four hundred and twelve", "en", 412),
    ],
)
def test_number_phrases_have_their_value(text: str, lang: str, value: float) -> None:
    assert parse_number(text, lang) == value


@pytest.mark.parametrize(("text", "lang"), [("کالا", "fa"), ("buôn lậu", "vi"), ("smuggling", "en"), ("", "en")])
def test_words_that_are_no_number_have_no_value(text: str, lang: str) -> None:
    assert parse_number(text, lang) is None


def _persian(number: int) -> str:
    """A number below 10^12 in Persian words, built from the grammar's own lexicon."""
    words = {value: word for word, value in reversed(list(load_grammar("fa").numbers.items()))}
    parts = []
    for scale, name in ((10**9, "میلیارد"), (10**6, "میلیون"), (1000, "هزار"), (1, "")):
        group, number = divmod(number, scale)
        below = [group - group % 100, group % 100 - group % 10, group % 10]
        if group % 100 < 20:
            below = [group - group % 100, group % 100]
        said = " و ".join(words[part] for part in below if part)
        if said:
            parts.append(f"{said} {name}".strip())
    return " و ".join(parts)


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_persian_number_words_round_trip(number: int) -> None:
    assert parse_number(_persian(number), "fa") == number
