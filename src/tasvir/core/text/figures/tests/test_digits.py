"""What digits with separators mean in each language: a wrong ×1000 is worse than a refusal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.text.figures.digits import read_digits


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("146.678", "vi", "146678"),
        ("14.865,347", "vi", "14865.347"),
        ("12,3", "vi", "12.3"),
        ("1.234.567", "vi", "1234567"),
        ("1,204", "en", "1204"),
        ("52.8", "en", "52.8"),
        ("1,234,567.5", "en", "1234567.5"),
        ("14.26", "fa", "14.26"),
        ("12/5", "fa", "12.5"),
        ("1٬234٬567", "fa", "1234567"),
        ("12٫5", "fa", "12.5"),
        ("1,234", "fa", "1234"),
    ],
)
def test_digits_are_read_as_the_language_writes_them(text: str, lang: str, value: str) -> None:
    reading = read_digits(text, lang)

    assert reading is not None
    assert reading.value == Decimal(value)


@pytest.mark.parametrize("text", ["1.23.456", "12,34,5", "1.2.3", "10.0.0.1"])
def test_digits_that_no_rule_reads_are_refused(text: str) -> None:
    assert read_digits(text, "en") is None


def test_digits_with_a_doubtful_separator_hold_both_values() -> None:
    reading = read_digits("1,234", "vi")

    assert reading is not None
    assert (reading.value, reading.grouped, reading.certain) == (Decimal("1.234"), Decimal(1234), False)


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_integers_round_trip(number: int) -> None:
    plain = f"{number:,}"

    for lang, separator in (("en", ","), ("vi", "."), ("fa", "٬")):
        reading = read_digits(plain.replace(",", separator), lang)

        assert reading is not None
        assert reading.value == number


@given(st.integers(min_value=1000, max_value=10**12), st.integers(min_value=0, max_value=99))
def test_grouped_decimals_round_trip(whole: int, hundredths: int) -> None:
    english = f"{whole:,}.{hundredths:02d}"
    vietnamese = english.replace(",", "_").replace(".", ",").replace("_", ".")
    wanted = Decimal(f"{whole}.{hundredths:02d}")

    readings = [read_digits(english, "en"), read_digits(vietnamese, "vi")]

    assert [reading.value for reading in readings if reading] == [wanted, wanted]
