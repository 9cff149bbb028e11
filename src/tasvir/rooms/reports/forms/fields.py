"""Fields that the house reads in its own way: days of a person's calendar, periods, several files at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasvir.core.calendars.dates import parse_date
from tasvir.core.calendars.periods import Period, parse_period
from tasvir.core.calendars.systems import System, numbers_of
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import localise_digits
from tasvir.foundation.mistakes import explain
from tasvir.foundation.texts import active_language


def written_day(day: date, calendar: System) -> str:
    """A day in the numbers of a calendar, as a person of this language types it: ۱۴۰۴/۰۷/۰۱, 01/10/2025, 2025-10-01."""
    year, month, number = numbers_of(day, calendar)
    lang = active_language()
    if calendar == "jalali":
        return localise_digits(f"{year:04}/{month:02}/{number:02}", lang)
    return f"{number:02}/{month:02}/{year:04}" if lang == "vi" else f"{year:04}-{month:02}-{number:02}"


class DayField(forms.CharField):
    """A day typed in the office's calendar; what cannot be told is refused with the sentence that core has for it."""

    def __init__(self, *, calendar: System = "jalali", **options: Any) -> None:
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
        reading = parse_date(text, "dmy", calendar="jalali" if self.calendar == "jalali" else None)
        if reading.day is None:
            raise ValidationError(explain(UserError(reading.reason or "date.unreadable", value=text)))
        return reading.day


class PeriodField(forms.CharField):
    """A period by its name (1404-Q2) or its first and last day."""

    def clean(self, value: Any) -> Any:
        """The period, or None where nothing was typed."""
        text = super().clean(value)
        return _period(text) if text else None


class PeriodChoice(forms.ChoiceField):
    """A period chosen from those that are likely, or another that is typed beside it."""

    OTHER = "other"

    def clean(self, value: Any) -> Any:
        """The period, or None where another is typed."""
        text = super().clean(value)
        return None if text == self.OTHER else _period(text)


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except UserError as error:
        raise ValidationError(explain(error)) from error


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; an empty list where none was chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=SeveralFiles(), allow_empty_file=True, max_length=200, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files in the order in which they were chosen."""
        chosen: Sequence[Any] = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not chosen and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in chosen]


class NamedChoiceField(forms.ModelChoiceField[Any]):
    """A choice among bodies or groups, by their names in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        """The name of one."""
        return str(obj.label(active_language()))
