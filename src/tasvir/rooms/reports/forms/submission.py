"""What goes with every report that is handed in: whose, which period, the letter's facts; and one form for each way."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasvir.core.calendars.periods import Kind, Period, parse_period, period_containing
from tasvir.core.calendars.systems import System
from tasvir.foundation.days import DayField
from tasvir.foundation.sensitivity import MEMBERS, SENSITIVITIES
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.people.models import Body, WorkingGroup
from tasvir.rooms.reports.choices import INCIDENTS, KINDS
from tasvir.rooms.reports.forms.fields import FilesField, NamedChoiceField, PeriodChoice, PeriodField
from tasvir.rooms.reports.services import Letter

_KINDS: tuple[Kind, ...] = ("month", "quarter", "half", "year")
_BACK = 3  # how many of each kind of period are offered, the running one included


def likely_periods(today: date, calendar: System, due: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The periods that a report is likely about: what is due first, then the newest months, quarters, halves, years."""
    lang = active_language()
    names = list(dict.fromkeys(due))
    for kind in _KINDS:
        found = period_containing(today, calendar, kind)
        for _ in range(_BACK):
            names.append(found.label)
            found = period_containing(date.fromordinal(found.start.toordinal() - 1), calendar, kind)
    return [(name, parse_period(name).label_in(lang)) for name in dict.fromkeys(names)]


class HeadForm(forms.Form):
    """Body, kind, period, letter and sensitivity: the same for every way of handing in."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    corrects = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    body = NamedChoiceField(Body.objects.none(), label=say_later("reports.field.body"), empty_label=None)
    period = PeriodChoice(label=say_later("reports.field.period"))
    other_period = PeriodField(
        label=say_later("reports.field.other_period"),
        help_text=say_later("reports.help.other_period"),
        required=False,
        max_length=40,
    )
    reason = forms.CharField(label=say_later("reports.field.reason"), max_length=500, required=False)
    working_group = NamedChoiceField(
        WorkingGroup.objects.none(), label=say_later("reports.field.working_group"), required=False, empty_label="–"
    )
    letter_number = forms.CharField(label=say_later("reports.field.letter_number"), max_length=60, required=False)
    letter_date = DayField(label=say_later("reports.field.letter_date"), required=False)
    signatory = forms.CharField(label=say_later("reports.field.signatory"), max_length=150, required=False)
    sensitivity = forms.ChoiceField(label=say_later("reports.field.sensitivity"), initial=MEMBERS)

    letter_fields = ("letter_number", "letter_date", "signatory", "working_group", "sensitivity", "attachments")

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Body],
        groups: Iterable[WorkingGroup],
        periods: Sequence[tuple[str, str]],
        calendar: System,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, model, found in (("body", Body, bodies), ("working_group", WorkingGroup, groups)):
            choice = self.fields[name]
            assert isinstance(choice, NamedChoiceField)
            choice.queryset = model._default_manager.filter(pk__in=[one.pk for one in found])
        self.fields["period"].widget.attrs["data-other"] = "other-period"
        self._choose("period", [*periods, (PeriodChoice.OTHER, say("reports.period.other"))])
        self._choose("sensitivity", [(one, say(f"sensitivity.{one}")) for one in SENSITIVITIES])
        if "kind" in self.fields:
            self._choose("kind", [(one, say(f"reports.kind.{one}")) for one in KINDS])
        day = self.fields["letter_date"]
        assert isinstance(day, DayField)
        day.calendar = calendar
        day.help_text = say(f"reports.help.day_{calendar}")

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """The period is the chosen one, or the other that was typed; a correction needs its reason."""
        told = super().clean() or {}
        if told.get("period") is None and "period" not in self.errors:
            typed = told.get("other_period")
            if typed is None and "other_period" not in self.errors:
                self.add_error("other_period", ValidationError(say("reports.error.period_missing")))
            told["period"] = typed
        if told.get("corrects") and not told.get("reason"):
            self.add_error("reason", ValidationError(say("reports.error.reason_missing")))
        return told

    @property
    def chosen_period(self) -> Period:
        """The period of a form without errors."""
        period = self.cleaned_data["period"]
        assert isinstance(period, Period)
        return period

    @property
    def letter(self) -> Letter:
        """The covering letter."""
        told = self.cleaned_data
        return Letter(told["letter_number"], told["letter_date"], told["signatory"])


class _EnclosingForm(HeadForm):
    """A report with papers that are kept and not read."""

    attachments = FilesField(
        label=say_later("reports.field.attachments"), help_text=say_later("reports.help.attachments"), required=False
    )

    @property
    def attached(self) -> list[tuple[str, bytes]]:
        """Names and bytes of what was attached."""
        return [(one.name, one.read()) for one in self.cleaned_data["attachments"]]


class FileForm(_EnclosingForm):
    """A report as one or more files, in any form that the house reads."""

    report = FilesField(label=say_later("reports.field.files"))
    kind = forms.ChoiceField(label=say_later("reports.field.kind"), initial=INCIDENTS)

    @property
    def chosen(self) -> list[tuple[str, bytes]]:
        """Names and bytes of the report's own files."""
        return [(one.name, one.read()) for one in self.cleaned_data["report"]]


class TextForm(_EnclosingForm):
    """A written report pasted as text."""

    text = forms.CharField(
        label=say_later("reports.field.text"),
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
        max_length=400_000,
        strip=False,
    )

    def clean_text(self) -> str:
        """The text as it was pasted; only spaces are no report."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if not text.strip():
            raise ValidationError(say("reports.error.text_missing"))
        return text


class ZeroForm(HeadForm):
    """The explicit statement that there was nothing to report in a period."""

    kind = forms.ChoiceField(label=say_later("reports.field.kind"))
    certain = forms.BooleanField(label=say_later("reports.field.zero_certain"))
