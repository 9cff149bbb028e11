"""A day in a form: typed and shown in the calendar of the language, read by the one reader of dates that core has."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasvir.core.calendars.dates import parse_date
from tasvir.core.calendars.systems import System, numbers_of
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import localise_digits
from tasvir.foundation.mistakes import explain
from tasvir.foundation.texts import active_language


def written_day(day: date, calendar: System | None = None) -> str:
    """A day as a person of this language types it: ۱۴۰۴/۰۷/۰۱, 01/10/2025, 2025-10-01."""
    lang = active_language()
    system = calendar or calendar_of(lang)
    year, month, number = numbers_of(day, system)
    if system == "jalali":
        return localise_digits(f"{year:04}/{month:02}/{number:02}", lang)
    return f"{number:02}/{month:02}/{year:04}" if lang == "vi" else f"{year:04}-{month:02}-{number:02}"


def calendar_of(lang: str) -> System:
    """The calendar in which those who read a language write their days."""
    return "jalali" if lang == "fa" else "gregorian"


class DayField(forms.CharField):
    """A day in the given calendar, or in that of the language; an unreadable one is refused with core's sentence."""

    def __init__(self, *, calendar: System | None = None, **options: Any) -> None:
        super().__init__(max_length=40, **options)
        self.calendar = calendar
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off", "dir": "auto"})

    def prepare_value(self, value: Any) -> Any:
        """Days as one types them; what was typed stays as it was."""
        return written_day(value, self.calendar) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The day, or None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        jalali = (self.calendar or calendar_of(active_language())) == "jalali"
        reading = parse_date(text, "dmy", calendar="jalali" if jalali else None)
        if reading.day is None:
            raise ValidationError(explain(UserError(reading.reason or "date.unreadable", value=text)))
        return reading.day
