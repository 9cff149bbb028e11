"""What a person changes in a figure or a statement as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from tasvir.core.text.statements.model import KINDS
from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.reports.models import WrittenFigure, WrittenStatement

UNITS = (
    "IRR", "IRT", "VND", "USD", "EUR", "kg", "L", "m", "m2", "percent", "times", "case", "person", "vehicle", "unit",
    "inspection", "item", "other",
)  # fmt: skip


class FigureForm(forms.Form):
    """Value, unit, measure, goods, period and area of a figure."""

    value = forms.CharField(label=say_later("reports.field.value"), max_length=30)
    unit = forms.ChoiceField(label=say_later("reports.field.unit"))
    measure = forms.ChoiceField(label=say_later("reports.field.measure"), required=False)
    goods = forms.CharField(label=say_later("reports.field.goods"), required=False, max_length=100)
    period = forms.CharField(label=say_later("reports.field.period"), required=False, max_length=60)
    area = forms.CharField(label=say_later("reports.field.area"), required=False, max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lang, lists = active_language(), load_lists()
        measures = [(one.code, one.label(lang)) for one in lists.rows("measures")]
        for name, values in (
            ("unit", [(one, unit_label(one)) for one in UNITS]),
            ("measure", [("", say("reports.figures.no_measure")), *measures]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = values
        for one in self.fields.values():
            one.widget.attrs.setdefault("dir", "auto")


class StatementForm(forms.Form):
    """Kind, topic, owner and deadline of a statement."""

    kind = forms.ChoiceField(label=say_later("reports.field.statement_kind"))
    topic = forms.CharField(label=say_later("reports.field.topic"), required=False, max_length=400)
    owner = forms.CharField(label=say_later("reports.field.owner"), required=False, max_length=400)
    due = forms.CharField(label=say_later("reports.field.statement_due"), required=False, max_length=400)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, say(f"reports.statement.{one}")) for one in KINDS]


def unit_label(unit: str) -> str:
    """The name of a unit or a currency."""
    lists, lang = load_lists(), active_language()
    for name in ("currencies", "units"):
        if unit in lists[name].entries:
            return lists.label(name, unit, lang)
    return unit


def now_of(found: WrittenFigure | WrittenStatement) -> Mapping[str, Any]:
    """What is known of it: as it was read, and over that what a person changed."""
    names: tuple[str, ...] = ("value", "unit", "measure", "goods", "period", "area", "kind", "direction", "approx")
    if isinstance(found, WrittenStatement):
        names = ("kind", "topic", "owner", "due")
    return {**{name: getattr(found, name) for name in names}, **found.changes}
