"""Fields that the house reads in its own way: periods, several files at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasvir.core.calendars.periods import Period, parse_period
from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.texts import active_language


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
