"""The one formatter: numbers, money, quantities, days and stretches of days as each language writes them.

Persian: ۱٬۲۳۴٫۵ and a left-to-right mark before a sign; Vietnamese: 1.234,5; English: 1,234.5. Halves round away
from zero. Money is given in minor units of its currency.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from tasvir.core.calendars import systems, wording
from tasvir.core.calendars.systems import System
from tasvir.core.vocabulary.lists import Entry, load_lists

Number = int | float | Decimal

_LEFT_TO_RIGHT_MARK = "\u200e"
_MINUS = "\u2212"
_NO_BREAK_SPACE = "\u00a0"
_TO_PERSIAN = str.maketrans("0123456789,.%", "۰۱۲۳۴۵۶۷۸۹٬٫٪")
_TO_VIETNAMESE = str.maketrans(",.", ".,")
_MOST_DIGITS = 2


def format_number(value: Number, lang: str, *, digits: int | None = None) -> str:
    """A number with grouped thousands; `digits` fixes the decimals, without it there are up to two, no idle zeros."""
    written = _rounded(value, digits)
    sign = _minus(lang) if written < 0 else ""
    return sign + _unsigned(written.copy_abs(), lang)


def format_signed(value: Number, lang: str, *, digits: int | None = None, percent: bool = False) -> str:
    """A change with its sign, plus included; in Persian the mark keeps the sign on the left in every engine."""
    written = _rounded(value, digits)
    sign = _minus(lang) if written < 0 else _plus(lang) if written > 0 else ""
    return sign + _unsigned(written.copy_abs(), lang) + (_percent_sign(lang) if percent else "")


def format_percent(value: Number, lang: str, *, digits: int | None = 1) -> str:
    """A value in percent (12.3, not 0.123): ۱۲٫۳٪, 12,3%, 12.3%."""
    return format_number(value, lang, digits=digits) + _percent_sign(lang)


def format_money(amount: int, currency: str, lang: str, *, compact: bool = False, digits: int | None = None) -> str:
    """Minor units of a currency as an amount with its name; `compact` writes ۵٫۵ هزار میلیارد ریال, 2.470 tỷ đồng."""
    entry = load_lists()["currencies"].entries.get(currency)
    exponent = int(entry.columns["exponent"] or 0) if entry else 0
    whole = Decimal(amount).scaleb(-exponent, context=_wide())
    if digits is None and not compact:
        digits = exponent if whole != whole.to_integral_value() else 0
    number = format_compact(whole, lang, digits=digits) if compact else format_number(whole, lang, digits=digits)
    return f"{number}{_NO_BREAK_SPACE}{_currency_name(entry, currency, whole, lang)}"


def format_compact(value: Number, lang: str, *, digits: int | None = None) -> str:
    """A large number in words of its language: ۵٫۵ هزار میلیارد, 2.470 tỷ, 5.5 trillion; small ones stay in full."""
    exact = _decimal(value)
    for power, word in _scales(_written_in(lang)):
        scaled = exact.scaleb(-power, context=_wide())
        if _rounded(scaled, digits).copy_abs() >= 1:
            return f"{format_number(scaled, lang, digits=digits)}{_NO_BREAK_SPACE}{word}"
    return format_number(exact, lang, digits=digits)


def format_quantity(value: Number, unit: str, lang: str, *, digits: int | None = None, compact: bool = False) -> str:
    """A value with its unit or, in whole units, its currency: ۱۲٫۵ کیلوگرم, 12,5 kg, 3 cases; percents as percents."""
    if unit == "percent":
        return format_percent(value, lang, digits=digits)
    number = format_compact(value, lang, digits=digits) if compact else format_number(value, lang, digits=digits)
    lists = load_lists()
    if unit in lists["currencies"].entries:
        name = _currency_name(lists["currencies"].entries[unit], unit, _decimal(value), lang)
    else:
        name = _unit_name(lists["units"].entries.get(unit), unit, _decimal(value), lang)
    return f"{number}{_NO_BREAK_SPACE}{name}" if name else number


def format_date(day: date, lang: str, calendar: System | None = None, *, words: bool = False) -> str:
    """A day in numbers (۱۴۰۴/۰۶/۳۰, 21/09/2025, 2025-09-21) or, with `words`, with its month's name.

    Without a calendar Persian readers get the Jalali day, others the Gregorian one.
    """
    system: System = calendar or ("jalali" if lang == "fa" else "gregorian")
    if words:
        return wording.day_name(day, lang, system)
    year, month, number = systems.numbers_of(day, system)
    if lang == "fa":
        return f"{year:04}/{month:02}/{number:02}".translate(_TO_PERSIAN)
    return f"{number:02}/{month:02}/{year:04}" if lang == "vi" else f"{year:04}-{month:02}-{number:02}"


def format_period_range(
    start: date, end: date, lang: str, calendar: System | None = None, *, words: bool = False
) -> str:
    """Two inclusive days as a stretch: ۱۴۰۴/۰۴/۰۱ تا ۱۴۰۴/۰۶/۳۱."""
    days = (format_date(day, lang, calendar, words=words) for day in (start, end))
    return wording.stretch_name(*days, lang=lang)


def format_datetime(moment: datetime, lang: str, calendar: System | None = None) -> str:
    """A moment, in the zone that it is given in, to the minute."""
    clock = f"{moment:%H:%M}"
    return f"{format_date(moment.date(), lang, calendar)} {clock.translate(_TO_PERSIAN) if lang == 'fa' else clock}"


def localise_digits(text: str, lang: str) -> str:
    """The text with ASCII digits as Persian ones where the language is Persian; separators stay."""
    return (
        text.translate({code: mark for code, mark in _TO_PERSIAN.items() if chr(code).isdigit()})
        if lang == "fa"
        else text
    )


def _decimal(value: Number) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _rounded(value: Number, digits: int | None) -> Decimal:
    exact = _decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{value} cannot be written as a number")
    places = _MOST_DIGITS if digits is None else digits
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_wide())
    if digits is not None or rounded != rounded.to_integral_value():
        return rounded.normalize(_wide()) if digits is None else rounded
    return rounded.to_integral_value()


def _unsigned(value: Decimal, lang: str) -> str:
    text = f"{value:,f}"
    if lang == "fa":
        return text.translate(_TO_PERSIAN)
    return text.translate(_TO_VIETNAMESE) if lang == "vi" else text


@lru_cache(maxsize=1)
def _wide() -> Context:
    """Digits enough for any float: the usual 28 would round what is only to be written."""
    return Context(prec=400)


def _minus(lang: str) -> str:
    return _LEFT_TO_RIGHT_MARK + _MINUS if lang == "fa" else _MINUS


def _plus(lang: str) -> str:
    return _LEFT_TO_RIGHT_MARK + "+" if lang == "fa" else "+"


def _percent_sign(lang: str) -> str:
    return "٪" if lang == "fa" else "%"


def _written_in(lang: str) -> str:
    return lang if lang in ("fa", "vi") else "en"


@lru_cache(maxsize=3)
def _scales(lang: str) -> tuple[tuple[int, str], ...]:
    """Powers of ten that a language has words for in sums of money, the largest first."""
    rows = load_lists().rows("scales")
    used = [row for row in rows if lang in row.columns["written_in"].split("|")]
    return tuple(sorted(((int(row.columns["power"]), row.label(lang)) for row in used), reverse=True))


def _currency_name(entry: Entry | None, code: str, amount: Decimal, lang: str) -> str:
    if entry is None:
        return code
    many = lang not in ("fa", "vi") and abs(amount) != 1
    return entry.columns["amount_en_many" if many else f"amount_{_written_in(lang)}"] or code


def _unit_name(entry: Entry | None, code: str, amount: Decimal, lang: str) -> str:
    if entry is None:
        return code
    if code == "other":
        return ""
    if lang != "fa" and entry.columns["symbol"]:
        return entry.columns["symbol"]
    many = lang not in ("fa", "vi") and abs(amount) != 1
    return (many and entry.columns["en_many"]) or entry.label(_written_in(lang))
