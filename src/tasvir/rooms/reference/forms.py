"""The forms of the reference room."""

from __future__ import annotations

from typing import Any

from django import forms

from tasvir.foundation.days import DayField
from tasvir.foundation.texts import say_later
from tasvir.rooms.reference.choices import COUNTRIES


def _text(name: str, *, required: bool = False, length: int = 200, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    field = forms.CharField(
        label=say_later(f"reference.field.{name}"), required=required, max_length=length, widget=widget
    )
    field.widget.attrs["dir"] = "auto"
    return field


class Search(forms.Form):
    """What to look for in a list."""

    q = forms.CharField(label=say_later("reference.search"), required=False, max_length=100)
    own = forms.BooleanField(label=say_later("reference.search.own"), required=False)
    in_force = forms.BooleanField(label=say_later("reference.search.in_force"), required=False)


class Names(forms.Form):
    """A name in each language."""

    name_fa = _text("name_fa")
    name_vi = _text("name_vi")
    name_en = _text("name_en")


class EntryForm(Names):
    """One version of a code."""

    synonyms = _text("synonyms", length=4000, rows=4)
    parent = _text("parent", length=60)
    valid_from = DayField(label=say_later("reference.field.valid_from"), required=False)
    source = _text("source", length=300)

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["synonyms"].help_text = say_later("reference.field.synonyms.help")
        self.fields["valid_from"].help_text = say_later("reference.field.valid_from.help")
        self.fields["source"].help_text = say_later("reference.field.source.help")
        self.fields["parent"].help_text = say_later("reference.field.parent.help")
        if new:
            code = _text("code", required=True, length=60)
            code.help_text = say_later("reference.field.code.help")
            code.widget.attrs["dir"] = "ltr"
            self.fields = {"code": code, **self.fields}


class EndForm(forms.Form):
    """The last day of a code."""

    last_day = DayField(label=say_later("reference.field.last_day"))
    reason = _text("reason", required=True, length=300)


class _Days(forms.Form):
    start = DayField(label=say_later("reference.field.start"))
    end = DayField(label=say_later("reference.field.end"))
    source = _text("source", required=True, length=300)


class HolidayForm(_Days):
    """The office's own days of a moving holiday."""


class CampaignForm(Names, _Days):
    """The days of a campaign in one year, what it aimed at, and by what its effect is measured."""

    field_order = (
        *("code", "name_fa", "name_vi", "name_en", "start", "end"),
        *("goods", "area", "agency", "measure", "control", "source"),
    )
    code = forms.SlugField(label=say_later("reference.field.code"), max_length=40)
    goods = _text("goods", length=60)
    area = _text("area", length=60)
    agency = _text("agency", length=60)
    measure = _text("measure", length=60)
    control = _text("control", length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, help_text in (("goods", "aim"), ("measure", "measure"), ("control", "control")):
            self.fields[name].help_text = say_later(f"reference.field.{help_text}.help")


class DriverForm(Names):
    """A driver and a table of its values."""

    field_order = ("code", "name_fa", "name_vi", "name_en", "unit", "source", "file")
    code = forms.SlugField(label=say_later("reference.field.code"), max_length=40)
    unit = _text("unit", length=20)
    source = _text("source", required=True, length=300)
    file = forms.FileField(
        label=say_later("reference.field.driver_file"),
        help_text=say_later("reference.field.driver_file.help"),
        max_length=200,
    )


class ParameterForm(Names):
    """A legal parameter from a day on."""

    field_order = ("code", "name_fa", "name_vi", "name_en", "value", "unit", "valid_from", "valid_to", "source")
    code = forms.SlugField(label=say_later("reference.field.code"), max_length=60)
    value = forms.DecimalField(
        label=say_later("reference.field.value"), max_digits=24, decimal_places=4, localize=False
    )
    unit = _text("unit", required=True, length=20)
    valid_from = DayField(label=say_later("reference.field.valid_from"))
    valid_to = DayField(label=say_later("reference.field.valid_to"), required=False)
    source = _text("source", required=True, length=300)


class CountryYear(forms.Form):
    """Which country's calendar, and which years."""

    country = forms.ChoiceField(
        label=say_later("reference.field.country"),
        choices=[(one, say_later(f"reference.country.{one}")) for one in COUNTRIES],
    )
    year = forms.IntegerField(label=say_later("reference.field.year"), min_value=1900, max_value=2100)
