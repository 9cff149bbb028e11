"""What a person looks for in the audit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from tasvir.core.calendars.dates import parse_date
from tasvir.core.calendars.systems import System
from tasvir.foundation.registry import audited_events
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.audit.queries import Asked

_CALENDARS: dict[str, System] = {"fa": "jalali", "vi": "gregorian", "en": "gregorian"}
_EXAMPLES = {"fa": "۱۴۰۴/۰۷/۰۹", "vi": "01/10/2025", "en": "2025-10-01"}


class DayField(forms.CharField):
    """A day as the person writes it, in the calendar of the person's language or in any other that is plain."""

    def clean(self, value: Any) -> Any:
        """The day, or None."""
        text = str(super().clean(value) or "")
        if not text:
            return None
        lang = active_language()
        found = parse_date(text, "dmy" if lang == "vi" else None, calendar=_CALENDARS[lang]).day
        if found is None:
            raise ValidationError(say("audit.day_unreadable", value=text, example=_EXAMPLES[lang]))
        return found

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        """With an example in the person's calendar."""
        self.widget.attrs["placeholder"] = _EXAMPLES[active_language()]
        return super().get_bound_field(form, field_name)


class EventFilters(forms.Form):
    """The filters of the list; all may stay empty."""

    who = forms.CharField(label=say_later("audit.who"), required=False, max_length=150)
    kind = forms.ChoiceField(label=say_later("audit.kind"), required=False)
    body = forms.SlugField(label=say_later("audit.body"), required=False, max_length=60)
    since = DayField(label=say_later("audit.since"), required=False, max_length=40)
    until = DayField(label=say_later("audit.until"), required=False, max_length=40)
    subject = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    id = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((say(f"event.{kind}"), kind) for kind in audited_events())
        choices = [("", say("audit.any")), *((kind, text) for text, kind in kinds)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was filled in; days are days of the person's zone, both ends included."""
        told = self.cleaned_data if self.is_valid() else {}
        text = {name: str(told.get(name) or "").strip() for name in ("who", "kind", "body", "subject")}
        until = told.get("until")
        return Asked(
            **text,
            subject_id=str(told.get("id") or "").strip(),
            since=_start(told.get("since")),
            until=_start(until + timedelta(days=1)) if until else None,
        )


def _start(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None
