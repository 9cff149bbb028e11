"""The numbers as picture.json holds them: labels beside codes, past totals where events are absent, plan reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from tasvir.core.calendars.periods import Period, period_containing
from tasvir.core.errors import UserError
from tasvir.core.picture.numbers.number import Compared, Number
from tasvir.core.picture.office.commission import Commission, Declared
from tasvir.core.picture.wording import Wording


def numbers_json(numbers: Sequence[Number], commission: Commission, voice: Wording) -> list[dict[str, Any]]:
    """Every number with its labels and the comparisons that the office's own past totals complete."""
    past = [(one, one.period.start, one.period.end) for one in commission.past_totals]
    return [_number(number, past, voice) for number in numbers]


def _number(number: Number, past: Sequence[tuple[Declared, date, date]], voice: Wording) -> dict[str, Any]:
    told = number.to_json()
    told["label"] = _label(number, voice)
    told["value_label"] = state_label(number.value, number.unit, number.state, voice)
    told["confirmed"] = number.basis != "written"
    told["comparisons"] = [_comparison(number, one, past, voice) for one in number.comparisons]
    return told


def _label(number: Number, voice: Wording) -> str:
    parts = [voice.measure(number.measure), *(voice.label(name, code) for name, code in number.cell)]
    return voice.word("join.comma").join(parts)


def state_label(value: int | float | None, unit: str, state: str, voice: Wording) -> str:
    """A value in words, or the words for why there is none."""
    return voice.word(f"state.{state}") if value is None else voice.amount(value, unit)


def _comparison(
    number: Number, compared: Compared, past: Iterable[tuple[Declared, date, date]], voice: Wording
) -> dict[str, Any]:
    told = compared.to_json()
    told["basis"] = number.basis
    if compared.name == "plan":
        told["basis"] = "plan"
        told["percent_of_plan"] = percent_of(compared.current_value, compared.value)
    elif compared.value is None and compared.periods <= 1:
        found = _past_total(number, compared, past)
        if found is not None:
            told["value"], told["basis"] = found, "past_total"
            told["change_percent"] = change_percent(compared.current_value, found)
    told["label"] = voice.word(f"comparison.{compared.name}")
    told["range_label"] = voice.days(compared.start, compared.end)
    told["period_label"] = span_name(compared.start, compared.end, voice)
    return told


def _past_total(number: Number, compared: Compared, past: Iterable[tuple[Declared, date, date]]) -> int | float | None:
    for one, start, end in past:
        same = (one.measure, dict(one.by), one.unit) == (number.measure, number.by, number.unit)
        if same and (start, end) == (compared.start, compared.end):
            return one.value
    return None


def percent_of(value: int | float | None, whole: int | float | None) -> float | None:
    """A part in percent of a whole, to one decimal."""
    return None if value is None or not whole else round(value / whole * 100, 1)


def change_percent(value: int | float | None, base: int | float | None) -> float | None:
    """By how much a value lies above its base, in percent with one decimal."""
    return None if value is None or not base else round((value - base) / abs(base) * 100, 1)


def span_name(start: date, end: date, voice: Wording) -> str:
    """The name of the period of the office's calendar that two days bound, or nothing where none does."""
    period = named_span(start, end, voice.calendar or "gregorian")
    return voice.period(period) if period else ""


@lru_cache(maxsize=4096)
def named_span(start: date, end: date, calendar: str) -> Period | None:
    """The month, quarter, half or year that begins and ends on two days."""
    for kind in ("month", "quarter", "half", "year"):
        try:
            period = period_containing(start, calendar, kind)  # type: ignore[arg-type]
        except (UserError, ValueError):
            return None
        if (period.start, period.end) == (start, end):
            return period
    return None
