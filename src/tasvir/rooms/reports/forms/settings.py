"""What is expected from whom, what the plan wants, and totals of past years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from tasvir.core.calendars.systems import System
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.days import DayField
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.people.models import Body, WorkingGroup
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.forms.fields import NamedChoiceField, PeriodField
from tasvir.rooms.reports.forms.written import UNITS, unit_label


class _BodyForm(forms.Form):
    """A form about one of the bodies that a person manages."""

    body = NamedChoiceField(Body.objects.none(), label=say_later("reports.field.body"), empty_label=None)

    def __init__(self, *args: Any, bodies: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["body"]
        assert isinstance(field, NamedChoiceField)
        field.queryset = Body.objects.filter(pk__in=bodies, active=True)

    def _choose(self, name: str, values: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = values


class ExpectationForm(_BodyForm):
    """Which report a body owes, and how often."""

    kind = forms.ChoiceField(label=say_later("reports.field.kind"))
    every = forms.ChoiceField(label=say_later("reports.field.every"), initial=choices.QUARTER)
    due_days = forms.IntegerField(label=say_later("reports.field.due_days"), min_value=0, max_value=366, initial=10)
    calendar = forms.ChoiceField(label=say_later("reports.field.calendar"), required=False)
    working_group = NamedChoiceField(
        WorkingGroup.objects.none(), label=say_later("reports.field.working_group"), required=False, empty_label="–"
    )
    campaign = forms.CharField(
        label=say_later("reports.field.campaign"),
        help_text=say_later("reports.help.campaign"),
        required=False,
        max_length=120,
    )
    first = DayField(label=say_later("reports.field.first"), required=False)
    last = DayField(label=say_later("reports.field.last"), required=False)

    def __init__(self, *args: Any, calendar: System, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("kind", [(one, say(f"reports.kind.{one}")) for one in choices.KINDS])
        self._choose("every", [(one, say(f"reports.every.{one}")) for one in choices.SLOTS])
        own = [("", say("reports.calendar.own"))]
        self._choose("calendar", [*own, *((one, say(f"reports.calendar.{one}")) for one in choices.CALENDARS)])
        group = self.fields["working_group"]
        assert isinstance(group, NamedChoiceField)
        group.queryset = WorkingGroup.objects.filter(commission__in=options["bodies"], active=True)
        for name in ("first", "last"):
            day = self.fields[name]
            assert isinstance(day, DayField)
            day.calendar = calendar
            day.help_text = say(f"reports.help.day_{calendar}")


class TargetForm(_BodyForm):
    """What the plan wants of a body for a period."""

    measure = forms.ChoiceField(label=say_later("reports.field.measure"))
    breakdown = forms.CharField(
        label=say_later("reports.field.breakdown"),
        help_text=say_later("reports.help.breakdown"),
        required=False,
        max_length=200,
    )
    period = PeriodField(label=say_later("reports.field.period"), help_text=say_later("reports.help.other_period"))
    value = forms.FloatField(label=say_later("reports.field.value"), min_value=0, max_value=1e18)
    unit = forms.ChoiceField(label=say_later("reports.field.unit"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lang = active_language()
        self._choose("measure", [(one.code, one.label(lang)) for one in load_lists().rows("measures")])
        self._choose("unit", [(one, unit_label(one)) for one in UNITS])


class HistoryForm(_BodyForm):
    """A file of totals of past years; `kept` names the one that was looked at before."""

    file = forms.FileField(label=say_later("reports.field.history_file"), required=False, max_length=200)
    reason = forms.CharField(label=say_later("reports.field.reason"), required=False, max_length=500)
    kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
