"""Forms about persons, roles, keys and the first start."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from tasvir.foundation.roles import ROLES
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.people import choices
from tasvir.rooms.people.forms.bodies import NAMES, BodyField, NamesForm, area_must_lie_in
from tasvir.rooms.people.models import Body

_LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
_NAME = RegexValidator(r"^[a-z0-9._-]+\Z", say_later("people.refused.user_name"))


class UserNameField(forms.CharField):
    """Latin letters, digits, dot, hyphen: what every keyboard types, and never an e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs=_LATIN | {"autocomplete": "off"})
        label, hint = say_later("people.field.username"), say_later("people.field.username.hint")
        super().__init__(
            label=label, help_text=hint, min_length=3, max_length=50, validators=[_NAME], widget=widget, **kwargs
        )

    def to_python(self, value: Any) -> Any:
        """In small letters."""
        return str(super().to_python(value) or "").lower()


class ProfileForm(forms.Form):
    """What is known of a person."""

    full_name = forms.CharField(label=say_later("people.field.full_name"), max_length=150)
    email = forms.EmailField(label=say_later("people.field.email"), required=False, widget=forms.EmailInput(_LATIN))
    telephone = forms.CharField(
        label=say_later("people.field.telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(_LATIN | {"inputmode": "tel"}),
    )
    lang = forms.ChoiceField(label=say_later("people.field.lang"), choices=choices.LANGUAGES)


class PersonForm(ProfileForm):
    """A person to invite: the account, and the first role."""

    username = UserNameField()
    home = BodyField(queryset=Body.objects.none(), label=say_later("people.field.home"), empty_label=None)
    role = forms.ChoiceField(label=say_later("people.field.role"), required=False)
    field_order = ("full_name", "username", "email", "telephone", "lang", "home", "role")

    def __init__(self, *args: Any, bodies: QuerySet[Body], roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        home, role = self.fields["home"], self.fields["role"]
        assert isinstance(home, BodyField)
        assert isinstance(role, forms.ChoiceField)
        home.choose_from(bodies)
        role.choices = [("", say("people.field.role.later")), *role_choices(roles)]
        role.help_text = say("people.field.role.hint")


class AppointmentForm(forms.Form):
    """A role at a body."""

    body = BodyField(queryset=Body.objects.none(), label=say_later("people.field.body"), empty_label=None)
    role = forms.ChoiceField(label=say_later("people.field.role"))

    def __init__(self, *args: Any, bodies: QuerySet[Body], roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body, role = self.fields["body"], self.fields["role"]
        assert isinstance(body, BodyField)
        assert isinstance(role, forms.ChoiceField)
        body.choose_from(bodies)
        role.choices = role_choices(roles)


class PasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label=say_later("people.field.new_password"),
        strip=False,
        help_text=say_later("people.field.password.hint"),
        widget=forms.PasswordInput(_LATIN | {"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=say_later("people.field.new_password_again"),
        strip=False,
        widget=forms.PasswordInput(_LATIN | {"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Twice the same, and good enough."""
        data: dict[str, Any] = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", say("people.refused.passwords_differ"))
        elif password:
            try:
                validate_password(password, self.person)
            except ValidationError as error:
                self.add_error("password", error)
        return data


class TokenForm(forms.Form):
    """What a key is for."""

    label = forms.CharField(
        label=say_later("people.field.token_label"),
        help_text=say_later("people.field.token_label.hint"),
        max_length=100,
    )


class StartForm(NamesForm, PasswordForm):
    """The first commission and the first person of an office."""

    code = forms.CharField(
        label=say_later("people.field.setup_code"),
        help_text=say_later("people.field.setup_code.hint"),
        widget=forms.TextInput(_LATIN | {"autocomplete": "off"}),
    )
    country = forms.ChoiceField(label=say_later("people.field.country"))
    area = forms.ChoiceField(label=say_later("people.field.area"))
    calendar = forms.ChoiceField(label=say_later("people.field.calendar"))
    lang = forms.ChoiceField(label=say_later("people.field.lang_of_body"), choices=choices.LANGUAGES)
    time_zone = forms.ChoiceField(label=say_later("people.field.time_zone"))
    full_name = forms.CharField(label=say_later("people.field.full_name"), max_length=150)
    username = UserNameField()
    email = forms.EmailField(label=say_later("people.field.email"), required=False, widget=forms.EmailInput(_LATIN))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = {"fa": "IR", "vi": "VN"}.get(active_language(), "IR")
        options = {
            "country": choices.countries(),
            "area": choices.areas(today),
            "calendar": choices.calendars(),
            "time_zone": choices.time_zones(),
        }
        for name, found in options.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found
        for name, value in {"country": country, **choices.HABITS[country]}.items():
            self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        """An area of the country."""
        data = super().clean()
        try:
            area_must_lie_in(data.get("country", ""), data.get("area", ""))
        except ValidationError as error:
            self.add_error("area", error)
        return data

    @property
    def office(self) -> dict[str, Any]:
        """What found_office takes."""
        data = self.cleaned_data
        return {
            "names": {name: data[name].strip() for name in NAMES},
            "body": {name: data[name] for name in ("country", "area", "calendar", "time_zone", "lang")},
            "person": {name: data[name] for name in ("full_name", "username", "email", "lang")},
            "password": data["password"],
        }


def role_choices(roles: frozenset[str]) -> list[tuple[str, str]]:
    """Roles with their names, in the house's order."""
    return [(role, say(f"role.{role}")) for role in ROLES if role in roles]
