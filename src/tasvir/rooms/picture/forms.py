"""The form that asks for a picture: which days, compared with what, for which working group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from tasvir.core.calendars.periods import Kind, Period, parse_period, period_containing, recognised
from tasvir.core.calendars.relations import previous
from tasvir.core.calendars.systems import System
from tasvir.core.errors import UserError
from tasvir.core.picture.office.commission import Commission, name_in
from tasvir.foundation.mistakes import explain
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.picture import choices

_HOW_MANY: tuple[tuple[Kind, int], ...] = (("month", 13), ("quarter", 9), ("half", 4), ("year", 4))


class AskForm(forms.Form):
    """What to show; the periods come from the body's own calendar."""

    period = forms.ChoiceField(label=say_later("picture.ask.period"), required=False)
    other_period = forms.CharField(
        label=say_later("picture.ask.other_period"),
        help_text=say_later("picture.ask.other_period.help"),
        required=False,
        max_length=40,
    )
    comparisons = forms.MultipleChoiceField(
        label=say_later("picture.ask.comparisons"), required=False, widget=forms.CheckboxSelectMultiple
    )
    group = forms.ChoiceField(label=say_later("picture.ask.group"), required=False)

    def __init__(self, *args: Any, commission: Commission, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar: System = commission.calendar or "gregorian"
        lang = active_language()
        self.fields["period"].choices = period_choices(today, self.calendar, lang)  # type: ignore[attr-defined]
        self.fields["comparisons"].choices = [  # type: ignore[attr-defined]
            (name, say(f"picture.comparison.{name}"))
            for name in choices.COMPARISONS
            if name != choices.PLAN or commission.targets
        ]
        groups = [(one.code, name_in(one.names, lang)) for one in commission.working_groups]
        self.fields["group"].choices = [("", say("picture.ask.no_group")), *groups]  # type: ignore[attr-defined]
        if not groups:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        """The period as one: what was typed wins over what was chosen."""
        found = super().clean() or {}
        name = found.get("other_period") or found.get("period")
        if not name:
            self.add_error("period", say("picture.ask.period_missing"))
            return found
        try:
            found["chosen"] = recognised(parse_period(name), self.calendar)
        except UserError as error:
            self.add_error("other_period", explain(error))
        return found


def period_choices(today: date, calendar: System, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The latest periods of each kind, the running one first, in groups for a list to choose from."""
    return [
        (say(f"picture.kind.{kind}"), [(one.label, one.label_in(lang)) for one in _latest(today, calendar, kind, many)])
        for kind, many in _HOW_MANY
    ]


def _latest(today: date, calendar: System, kind: Kind, many: int) -> Sequence[Period]:
    found = [period_containing(today, calendar, kind)]
    while len(found) < many:
        found.append(previous(found[-1]))
    return found


class KeepForm(forms.Form):
    """Under which name a picture is kept."""

    label = forms.CharField(
        label=say_later("picture.keep.label"), help_text=say_later("picture.keep.label.help"), max_length=200
    )
