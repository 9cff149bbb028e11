"""Forms about bodies and working groups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.people import choices
from tasvir.rooms.people.models import AGENCY, COMMISSION, Body

NAMES = ("name_fa", "name_vi", "name_en")


class BodyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One body of those that the person may choose, shown as a tree."""

    top = 0

    def choose_from(self, bodies: QuerySet[Body]) -> None:
        """Offer these bodies, the topmost at the margin."""
        first = bodies.first()
        self.queryset, self.top = bodies, first.depth if first else 0

    def label_from_instance(self, body: Any) -> str:
        """Its name, set in by its depth."""
        return f"{'— ' * (body.depth - self.top)}{body.name}"


class BodiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several bodies of those that the person may choose."""

    def label_from_instance(self, body: Any) -> str:
        """Its name."""
        return str(body.name)


def name_field(lang: str) -> forms.CharField:
    """The field of a name in one language, written in that language's direction."""
    attrs = {"dir": "rtl" if lang == "fa" else "ltr", "lang": lang}
    return forms.CharField(
        label=say_later(f"people.field.name_{lang}"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=attrs),
    )


class NamesForm(forms.Form):
    """A name in three languages, of which one is enough."""

    name_fa = name_field("fa")
    name_vi = name_field("vi")
    name_en = name_field("en")

    def clean(self) -> dict[str, Any]:
        """At least one name."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(name, "").strip() for name in NAMES):
            own = f"name_{active_language()}"
            self.add_error(own, say("people.refused.no_name"))
        return data

    @property
    def names(self) -> dict[str, str]:
        """The names as the fields of a body or a working group."""
        return {name: self.cleaned_data[name].strip() for name in NAMES}


class PlaceForm(forms.Form):
    """Where a body is and how it counts its days; empty means: as the body above."""

    area = forms.ChoiceField(label=say_later("people.field.area"), required=False)
    calendar = forms.ChoiceField(label=say_later("people.field.calendar"), required=False)
    time_zone = forms.ChoiceField(label=say_later("people.field.time_zone"), required=False)
    lang = forms.ChoiceField(label=say_later("people.field.lang_of_body"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = [("", say("people.field.as_above"))]
        there = self.initial.get("area", "")
        self._choose("area", choices.areas(today), load_lists().label("areas", there, active_language()))
        self._choose("calendar", above + choices.calendars())
        self._choose("time_zone", above + choices.time_zones())
        self._choose("lang", [*above, *choices.LANGUAGES])

    def _choose(self, name: str, options: choices.Choices, label: str = "") -> None:
        """Offer these, and what the body has already, lest saving another field should change it."""
        field, there = self.fields[name], self.initial.get(name, "")
        assert isinstance(field, forms.ChoiceField)
        field.choices = options
        if there and not field.valid_value(there):
            field.choices = [*options, (there, label or there)]


class BodyForm(NamesForm, PlaceForm):
    """What is known of a body."""

    agency = forms.ChoiceField(label=say_later("people.field.agency"), required=False)
    field_order: tuple[str, ...] = (*NAMES, "agency", "area", "calendar", "time_zone", "lang")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self._choose("agency", [("", "—"), *choices.agencies()])
        self.fields["agency"].help_text = say("people.field.agency.hint")

    @property
    def values(self) -> dict[str, str]:
        """The fields of a body."""
        rest = ("agency", "area", "calendar", "time_zone", "lang")
        return self.names | {name: self.cleaned_data[name] for name in rest if name in self.cleaned_data}


class NewBodyForm(BodyForm):
    """A body to add under a commission that the person manages."""

    under = BodyField(queryset=Body.objects.none(), label=say_later("people.field.under"), empty_label=None)
    kind = forms.ChoiceField(label=say_later("people.field.kind"), widget=forms.RadioSelect)
    field_order = ("under", "kind", *BodyForm.field_order)

    def __init__(self, *args: Any, commissions: QuerySet[Body], today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        under = self.fields["under"]
        assert isinstance(under, BodyField)
        under.choose_from(commissions)
        self._choose("kind", [(kind, say(f"people.kind.{kind}")) for kind in (AGENCY, COMMISSION)])
        self.fields["kind"].initial = AGENCY


class UnderForm(forms.Form):
    """The body under which another one is put."""

    under = BodyField(queryset=Body.objects.none(), label=say_later("people.field.under"), empty_label=None)

    def __init__(self, *args: Any, commissions: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        under = self.fields["under"]
        assert isinstance(under, BodyField)
        under.choose_from(commissions)


class CodesForm(forms.Form):
    """Entries of a reference list to choose from."""

    codes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, label: str, options: Callable[[], choices.Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.fields["codes"]
        assert isinstance(codes, forms.MultipleChoiceField)
        codes.label, codes.choices = label, options()


class GroupForm(NamesForm):
    """The name and the members of a working group."""

    members = BodiesField(
        queryset=Body.objects.none(),
        label=say_later("people.field.members"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = self.fields["members"]
        assert isinstance(members, forms.ModelMultipleChoiceField)
        members.queryset = bodies


def area_must_lie_in(country: str, area: str) -> None:
    """Refuse an area of another country."""
    if area and country and not area.startswith(country):
        raise ValidationError(say("people.refused.area"))
