"""What one may ask of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from tasvir.core.calendars.periods import parse_period
from tasvir.core.characters.folding import search_key
from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.models.body import COMMISSION
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.rules import read_receipt_number


class ListFilter(forms.Form):
    """Search and filters of the list of submissions."""

    q = forms.CharField(label=say_later("reports.field.search"), required=False, max_length=100)
    state = forms.ChoiceField(label=say_later("reports.field.state"), required=False)
    kind = forms.ChoiceField(label=say_later("reports.field.kind"), required=False)
    period = forms.CharField(label=say_later("reports.field.period"), required=False, max_length=40)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, values in (("state", choices.STATES), ("kind", choices.KINDS)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", say("reports.any")), *((one, say(f"reports.{name}.{one}")) for one in values)]

    def clean_period(self) -> object:
        """The period that was typed, or None."""
        text = self.cleaned_data["period"]
        try:
            return parse_period(text) if text else None
        except UserError as error:
            raise forms.ValidationError(explain(error)) from error

    def apply(self, found: QuerySet[Submission]) -> QuerySet[Submission]:
        """The submissions that meet what was asked; what cannot be read narrows nothing."""
        if not self.is_bound:
            return found
        self.is_valid()
        told = self.cleaned_data
        for name in ("state", "kind"):
            if told.get(name):
                found = found.filter(**{name: told[name]})
        if period := told.get("period"):
            found = found.filter(period_start__lte=period.end, period_end__gte=period.start)
        return found.filter(_meaning(told["q"])) if told.get("q") else found


def _meaning(text: str) -> Q:
    """A receipt number, a letter's number, a signatory, or the name of a body."""
    if number := read_receipt_number(text):
        return Q(number=number)
    key = search_key(text)
    names = Q(body__search_key__contains=key) | Q(body__code__icontains=text)
    return names | Q(letter_number__icontains=text) | Q(signatory__icontains=text) | Q(number__contains=text)


class AnswerFilter(forms.Form):
    """Which problems of an answer are shown."""

    severity = forms.ChoiceField(label=say_later("reports.field.severity"), required=False)
    sheet = forms.ChoiceField(label=say_later("reports.field.sheet"), required=False)
    text = forms.CharField(label=say_later("reports.field.search"), required=False, max_length=100)

    def __init__(self, *args: Any, sheets: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        severities = [(one, say(f"reports.answer.severity.{one}")) for one in ("error", "warning")]
        for name, values in (("severity", severities), ("sheet", [(one, one) for one in sheets])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", say("reports.any")), *values]

    def apply(self, problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The problems that meet what was asked."""
        self.is_valid()
        told = self.cleaned_data
        if severity := told.get("severity"):
            problems = [one for one in problems if one["severity"] == severity]
        if sheet := told.get("sheet"):
            problems = [one for one in problems if (one["sheet"] or one["file"]) == sheet]
        if key := search_key(told.get("text") or ""):
            problems = [one for one in problems if key in _told(one)]
        return problems


def _told(one: dict[str, Any]) -> str:
    return search_key(" ".join(str(one[name] or "") for name in ("row", "column", "value", "message")))


class BoardFilter(forms.Form):
    """Whose board is shown, and how far it looks back."""

    commission = forms.ChoiceField(label=say_later("reports.field.commission"), required=False)
    back = forms.TypedChoiceField(label=say_later("reports.field.back"), required=False, coerce=int)

    def __init__(self, *args: Any, bodies: Sequence[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.bodies = {one.code: one for one in bodies if one.kind == COMMISSION} or {one.code: one for one in bodies}
        lang = active_language()
        for name, values in (
            ("commission", [(code, one.label(lang)) for code, one in self.bodies.items()]),
            ("back", [(days, say(f"reports.back.{days}")) for days in (186, 93, 370)]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = values
        self.is_valid()

    @property
    def body(self) -> Body | None:
        """The body that was chosen, or the first."""
        chosen = self.bodies.get(self.cleaned_data.get("commission", ""))
        return chosen or next(iter(self.bodies.values()), None)

    @property
    def days(self) -> int:
        """How many days back."""
        return self.cleaned_data.get("back") or 186
