from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.text import formatting as write

LANGUAGES = ("fa", "vi", "en")
lang = st.sampled_from(LANGUAGES)
_TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
_SEPARATORS = {"fa": ("٬", "٫"), "vi": (".", ","), "en": (",", ".")}


def _read_back(text: str, lang: str) -> Decimal:
    thousands, decimal = _SEPARATORS[lang]
    plain = text.replace("\u200e", "").replace("−", "-").replace(thousands, "").replace(decimal, ".")
    return Decimal(plain.translate(_TO_ASCII))


@given(st.integers(-(10**25), 10**25), lang)
def test_an_integer_is_read_back(value: int, lang: str) -> None:
    assert _read_back(write.format_number(value, lang), lang) == value


@given(st.decimals(-(10**12), 10**12, places=3), lang, st.integers(0, 6))
def test_a_number_is_read_back_to_its_decimals(value: Decimal, lang: str, digits: int) -> None:
    assert abs(_read_back(write.format_number(value, lang, digits=digits), lang) - value) * 2 <= Decimal(10) ** -digits


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), lang)
def test_a_change_of_a_size_has_one_sign_and_zero_has_none(value: float, lang: str) -> None:
    text = write.format_signed(value, lang, percent=True).lstrip("\u200e")
    zero = _read_back(write.format_number(value, lang), lang) == 0
    assert text[0] in ("+−" if not zero else "0۰")


def test_each_language_writes_its_own_separators() -> None:
    assert [write.format_number(1234567.891, lang) for lang in LANGUAGES] == [
        "۱٬۲۳۴٬۵۶۷٫۸۹",
        "1.234.567,89",
        "1,234,567.89",
    ]


def test_a_persian_sign_stands_behind_a_mark() -> None:
    assert [write.format_signed(-12.3, lang, percent=True) for lang in LANGUAGES] == [
        "\u200e−۱۲٫۳٪",
        "−12,3%",
        "−12.3%",
    ]
    assert [write.format_signed(4, lang) for lang in LANGUAGES] == ["\u200e+۴", "+4", "+4"]
    assert write.format_number(-4, "fa") == "\u200e−۴"


def test_halves_round_away_from_zero_and_idle_zeros_go() -> None:
    assert [write.format_number(value, "en", digits=0) for value in (0.5, 1.5, 2.5, -2.5)] == ["1", "2", "3", "−3"]
    assert [write.format_number(value, "en") for value in (3.0, 2.50, 0.005, -0.001)] == ["3", "2.5", "0.01", "0"]


def test_percents_are_given_in_percent() -> None:
    assert [write.format_percent(33.333, lang) for lang in LANGUAGES] == ["۳۳٫۳٪", "33,3%", "33.3%"]


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (5_500_000_000_000, "IRR", ["۵٫۵ هزار میلیارد ریال", "5.500 tỷ rial", "5.5 trillion rials"]),
        (2_470_000_000_000, "VND", ["۲٫۴۷ هزار میلیارد دونگ", "2.470 tỷ đồng", "2.47 trillion dong"]),
        (1_660_000_000, "VND", ["۱٫۶۶ میلیارد دونگ", "1,66 tỷ đồng", "1.66 billion dong"]),
        (999_999_999, "IRT", ["۱ میلیارد تومان", "1 tỷ toman", "1 billion tomans"]),
        (12_345, "USD", ["۱۲۳٫۴۵ دلار", "123,45 USD", "123.45 US dollars"]),
        (-7_500_000, "IRR", ["\u200e−۷٫۵ میلیون ریال", "−7,5 triệu rial", "−7.5 million rials"]),
    ],
)
def test_large_money_is_said_in_words(amount: int, currency: str, expected: list[str]) -> None:
    found = [write.format_money(amount, currency, lang, compact=True) for lang in LANGUAGES]
    assert [text.replace("\u00a0", " ") for text in found] == expected


@given(st.integers(-(10**18), 10**18), st.sampled_from(["IRR", "IRT", "VND", "USD", "IQD"]), lang)
def test_money_in_full_is_read_back_in_minor_units(amount: int, currency: str, lang: str) -> None:
    number = write.format_money(amount, currency, lang).split("\u00a0")[0]
    exponent = {"USD": 2, "IQD": 3}.get(currency, 0)
    assert _read_back(number, lang).scaleb(exponent) == amount


def test_an_unknown_currency_or_unit_keeps_its_code() -> None:
    assert write.format_money(5, "XTS", "en") == "5\u00a0XTS"
    assert write.format_quantity(5, "barrow", "en") == "5\u00a0barrow"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (12.5, "kg", ["۱۲٫۵ کیلوگرم", "12,5 kg", "12.5 kg"]),
        (1, "case", ["۱ فقره", "1 vụ", "1 case"]),
        (3, "case", ["۳ فقره", "3 vụ", "3 cases"]),
        (2, "person", ["۲ نفر", "2 người", "2 people"]),
        (12.25, "percent", ["۱۲٫۲۵٪", "12,25%", "12.25%"]),
        (500_000, "IRR", ["۵۰۰٬۰۰۰ ریال", "500.000 rial", "500,000 rials"]),
    ],
)
def test_a_quantity_bears_its_unit(value: float, unit: str, expected: list[str]) -> None:
    assert [write.format_quantity(value, unit, lang).replace("\u00a0", " ") for lang in LANGUAGES] == expected


def test_a_day_follows_the_reader_or_the_calendar() -> None:
    day = date(2025, 9, 21)
    assert [write.format_date(day, lang) for lang in LANGUAGES] == ["۱۴۰۴/۰۶/۳۰", "21/09/2025", "2025-09-21"]
    assert [write.format_date(day, lang, "jalali") for lang in LANGUAGES] == ["۱۴۰۴/۰۶/۳۰", "30/06/1404", "1404-06-30"]
    assert [write.format_date(day, lang, "gregorian", words=True) for lang in LANGUAGES] == [
        "۲۱ سپتامبر ۲۰۲۵", "ngày 21 tháng 9 năm 2025", "21 September 2025",
    ]  # fmt: skip


def test_a_stretch_and_a_moment() -> None:
    start, end = date(2025, 6, 22), date(2025, 9, 22)
    assert [write.format_period_range(start, end, lang) for lang in LANGUAGES] == [
        "۱۴۰۴/۰۴/۰۱ تا ۱۴۰۴/۰۶/۳۱", "từ 22/06/2025 đến 22/09/2025", "2025-06-22 to 2025-09-22",
    ]  # fmt: skip
    assert [write.format_datetime(datetime(2025, 9, 21, 8, 5), lang) for lang in LANGUAGES] == [  # noqa: DTZ001
        "۱۴۰۴/۰۶/۳۰ ۰۸:۰۵", "21/09/2025 08:05", "2025-09-21 08:05",
    ]  # fmt: skip


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write.format_number(value, "fa")
