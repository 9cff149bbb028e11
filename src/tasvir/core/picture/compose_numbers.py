"""The numbers as picture.json holds them: labels beside codes, past totals where events are absent, plan reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from tasvir.core.calendars.periods import Period, period_containing
from tasvir.core.errors import UserError
from tasvir.core.picture.numbers.number import Compared, Number
from tasvir.core.picture.numbers.reported import LeftOver
from tasvir.core.picture.wording import Wording


def numbers_json(numbers: Sequence[Number], voice: Wording) -> list[dict[str, Any]]:
    """Every number with its labels and its comparisons in words."""
    return [_number(number, voice) for number in numbers]


def _number(number: Number, voice: Wording) -> dict[str, Any]:
    told = number.to_json()
    told["label"] = _label(number, voice)
    told["value_label"] = state_label(number.value, number.unit, number.state, voice)
    told["confirmed"] = number.confirmed
    told["comparisons"] = [_comparison(number, one, voice) for one in number.comparisons]
    return told


def _label(number: Number, voice: Wording) -> str:
    parts = [voice.measure(number.measure), *(voice.label(name, code) for name, code in number.cell)]
    return voice.word("join.comma").join(parts)


def state_label(value: int | float | None, unit: str, state: str, voice: Wording) -> str:
    """A value in words, or the words for why there is none."""
    return voice.word(f"state.{state}") if value is None else voice.amount(value, unit)


def left_over_json(left: LeftOver, voice: Wording) -> dict[str, Any]:
    """A reported row that stands in no number, and why, as the figures of letters are listed."""
    total = left.total
    measure, by, unit = total.cell
    told = state_label(total.value, unit, total.state, voice)
    days = voice.days(total.start, total.end)
    named = [voice.label("agency", total.agency)] if total.agency else []
    named += [voice.measure(measure), *(voice.label(name, code) for name, code in by), days, told]
    return {
        "value": total.value,
        "unit": unit,
        "kind": "amount",
        "direction": None,
        "approx": False,
        "measure": measure,
        "goods": dict(by).get("goods"),
        "by": dict(by),
        "area": total.area or None,
        "agency": total.agency or None,
        "body": left.body,
        "state": total.state,
        "reason": left.why,
        "reason_label": voice.say(f"why.{left.why}", period=days),
        "period": total.label,
        "quotes": [told],
        "sentences": [voice.word("join.list").join(named)],
        "sources": [total.source],
    }


def _comparison(number: Number, compared: Compared, voice: Wording) -> dict[str, Any]:
    told = compared.to_json()
    told["basis"] = number.basis
    if compared.name == "plan":
        told["basis"] = "plan"
        told["percent_of_plan"] = percent_of(compared.current_value, compared.value)
    elif compared.declared:
        told["basis"] = "past_total" if compared.declared == compared.periods else "mixed"
    told["label"] = voice.word(f"comparison.{compared.name}")
    told["range_label"] = voice.days(compared.start, compared.end)
    told["period_label"] = span_name(compared.start, compared.end, voice)
    return told


def percent_of(value: int | float | None, whole: int | float | None) -> float | None:
    """A part in percent of a whole, to one decimal."""
    return None if value is None or not whole else round(value / whole * 100, 1)


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
