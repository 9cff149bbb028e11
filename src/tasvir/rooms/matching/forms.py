"""The forms of the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from tasvir.core.calendars.finding import find_period
from tasvir.core.calendars.periods import Period
from tasvir.core.calendars.systems import System
from tasvir.core.characters.folding import to_ascii_digits
from tasvir.foundation.labels import current_lists
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.matching.choices import ANSWERS

_CALENDARS: dict[str, System] = {"fa": "jalali", "vi": "vn", "en": "gregorian"}


def _coded(name: str) -> list[tuple[str, str]]:
    lang = active_language()
    return [("", say("matching.any")), *((one.code, one.label(lang)) for one in current_lists().rows(name))]


class DeskForm(forms.Form):
    """Which pairs are shown."""

    area = forms.ChoiceField(label=say_later("matching.field.area"), choices=lambda: _coded("areas"), required=False)
    agency = forms.ChoiceField(
        label=say_later("matching.field.agency"), choices=lambda: _coded("agencies"), required=False
    )
    period = forms.CharField(label=say_later("matching.field.period"), required=False, max_length=60)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_period(self) -> Period | None:
        """A period by its label or in words."""
        text = self.cleaned_data["period"]
        if not text:
            return None
        found = find_period(to_ascii_digits(text), _CALENDARS[active_language()], self.today)
        if found is None:
            raise forms.ValidationError(say("matching.mistake.period", value=text))
        return found


class AskForm(forms.Form):
    """What the agency is asked."""

    side = forms.ChoiceField(choices=[("left", "left"), ("right", "right")])
    text = forms.CharField(required=False, max_length=500)


class AnswerForm(forms.Form):
    """What the agency answers."""

    word = forms.ChoiceField(
        label=say_later("matching.answer.word"),
        choices=lambda: [(one, say(f"matching.answer.{one}")) for one in ANSWERS],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=say_later("matching.answer.text"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
