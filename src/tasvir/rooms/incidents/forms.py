"""The forms of the incidents room: what is looked for, saved views, parties, and why a person is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tasvir.core.calendars.finding import find_period
from tasvir.core.calendars.periods import Period, period_containing
from tasvir.core.calendars.systems import System
from tasvir.core.characters.folding import to_ascii_digits
from tasvir.core.vocabulary.lists import Entry, load_lists
from tasvir.foundation.labels import current_lists
from tasvir.foundation.sensitivity import SENSITIVITIES
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.incidents.choices import NEWEST, PARTY_KINDS, PARTY_ROLES, SORTS, STANDINGS
from tasvir.rooms.incidents.queries.listing import Wanted
from tasvir.rooms.incidents.rules import query_words

CALENDARS: dict[str, System] = {"fa": "jalali", "vi": "vn", "en": "gregorian"}
FRONT = ("q", "period", "area", "goods")
_EXAMPLE = "incidents.field.period.example"
Choices = list[tuple[str, str]]


def coded(name: str) -> Choices:
    """The codes of a list as choices, those below another one set in; the first choice asks nothing."""
    lang, entries = active_language(), current_lists().rows(name)
    below: dict[str, list[Entry]] = {}
    known = {one.code for one in entries}
    for one in entries:
        below.setdefault(one.parent if one.parent in known else "", []).append(one)
    return [("", say("incidents.any")), *_branch(below, "", 0, lang)]


def _branch(below: dict[str, list[Entry]], parent: str, depth: int, lang: str) -> Iterator[tuple[str, str]]:
    for one in below.get(parent, []):
        yield one.code, f"{'— ' * depth}{one.label(lang)}"
        yield from _branch(below, one.code, depth + 1, lang)


def _said(before: str, codes: tuple[str, ...]) -> Choices:
    return [("", say("incidents.any")), *((code, say(f"{before}.{code}")) for code in codes)]


def _sorts() -> Choices:
    return [(name, say(f"incidents.sort.{name}")) for name in SORTS]


class LongSelect(forms.Select):
    """A select of hundreds of options, written at once: a template for each of them takes most of a page's time."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The same HTML as Django's, every text escaped."""
        del renderer
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, _SELECTED[code == chosen], text) for code, text in self.choices),
        )
        told = self.build_attrs(self.attrs, (attrs or {}) | {"name": name})
        return format_html("<select{}>{}</select>", flatatt(told), options)


_SELECTED = {True: mark_safe(" selected"), False: ""}


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=say_later(label), choices=choices, required=False, widget=LongSelect)


class ListForm(forms.Form):
    """What a person looks for in the list."""

    q = forms.CharField(
        label=say_later("incidents.field.q"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    period = forms.CharField(
        label=say_later("incidents.field.period"),
        required=False,
        max_length=60,
        widget=forms.TextInput(
            attrs={"list": "periods", "dir": "auto", "autocomplete": "off", "placeholder": say_later(_EXAMPLE)}
        ),
    )
    area = _choice("incidents.field.area", lambda: coded("areas"))
    goods = _choice("incidents.field.goods", lambda: coded("goods"))
    channel = _choice("incidents.field.channel", lambda: coded("channels"))
    agency = _choice("incidents.field.agency", lambda: coded("agencies"))
    working_group = _choice("incidents.field.working_group", lambda: coded("working_groups"))
    violation = _choice("incidents.field.violation", lambda: coded("violations"))
    value_from = forms.CharField(label=say_later("incidents.field.value_from"), required=False, max_length=30)
    value_to = forms.CharField(label=say_later("incidents.field.value_to"), required=False, max_length=30)
    currency = _choice("incidents.field.currency", lambda: coded("currencies"))
    sensitivity = _choice("incidents.field.sensitivity", lambda: _said("sensitivity", SENSITIVITIES))
    standing = _choice("incidents.field.standing", lambda: _said("incidents.standing", STANDINGS))
    doubtful = forms.BooleanField(label=say_later("incidents.field.doubtful"), required=False)
    sort = _choice("incidents.field.sort", _sorts)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_period(self) -> Period | None:
        """A period by its label or in words, in the calendar of the person's language."""
        text = self.cleaned_data["period"]
        if not text:
            return None
        found = find_period(to_ascii_digits(text), CALENDARS[active_language()], self.today)
        if found is None:
            raise forms.ValidationError(say("incidents.mistake.period", value=text))
        return found

    def clean_value_from(self) -> int | None:
        """The least value, in whole units of the currency."""
        return self._whole("value_from")

    def clean_value_to(self) -> int | None:
        """The largest value, in whole units of the currency."""
        return self._whole("value_to")

    def _whole(self, field: str) -> int | None:
        text = self.cleaned_data[field]
        plain = to_ascii_digits(text).translate(_GROUPING)
        if not plain:
            return None
        if not plain.isdigit() or len(plain) > 18:
            raise forms.ValidationError(say("incidents.mistake.amount", value=text))
        return int(plain)

    def clean(self) -> dict[str, Any]:
        """Amounts are compared within one currency only."""
        found = super().clean() or self.cleaned_data
        asked = [name for name in ("value_from", "value_to") if found.get(name) is not None]
        if asked and not found.get("currency"):
            self.add_error("currency", say("incidents.mistake.currency"))
        return found

    @property
    def front(self) -> list[forms.BoundField]:
        """The fields that always show."""
        return [self[name] for name in FRONT]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields behind "more filters"."""
        return [self[name] for name in self.fields if name not in FRONT]

    @property
    def more_asked(self) -> bool:
        """Whether one of those behind is in use, or wrong."""
        return any(one.errors or (self.is_bound and one.data) for one in self.more)

    def wanted(self) -> Wanted:
        """What is looked for; a field that could not be understood asks nothing and says so beside it."""
        found = dict(getattr(self, "cleaned_data", {}) if self.is_bound else {})
        minor = 10 ** _exponent(found.get("currency", ""))
        amounts = {name: found.pop(name, None) for name in ("value_from", "value_to")}
        if not found.get("currency"):
            amounts = {}
        return Wanted(
            words=tuple(query_words(found.pop("q", ""))),
            sort=found.pop("sort", "") or NEWEST,
            **{name: value * minor for name, value in amounts.items() if value is not None},
            **found,
        )

    def recent_periods(self) -> list[tuple[str, str]]:
        """The periods that people ask for most, with their names."""
        system, lang = CALENDARS[active_language()], active_language()
        found = []
        for kind in ("month", "quarter", "half", "year"):
            this = period_containing(self.today, system, kind)
            found += [this, period_containing(this.start - timedelta(days=1), system, kind)]
        return [(one.label, one.label_in(lang)) for one in found]


_GROUPING = str.maketrans("", "", " .,٬٫،\u00a0\u202f\u200c")


def _exponent(currency: str) -> int:
    entry = load_lists()["currencies"].entries.get(currency)
    return int(entry.columns.get("exponent") or 0) if entry else 0


class SavedViewForm(forms.Form):
    """A name for a list, and whether the others of the body shall have it too."""

    name = forms.CharField(label=say_later("incidents.view.name"), max_length=100)
    query = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
    shared = forms.BooleanField(label=say_later("incidents.view.share"), required=False)


class PartyForm(forms.Form):
    """A person, vehicle or company of the long form."""

    kind = forms.ChoiceField(
        label=say_later("incidents.party.kind"),
        choices=lambda: [(kind, say(f"incidents.party.{kind}")) for kind in PARTY_KINDS],
    )
    name = forms.CharField(
        label=say_later("incidents.party.name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    identifier = forms.CharField(
        label=say_later("incidents.party.identifier"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    role = _choice("incidents.party.role", lambda: _said("incidents.role", PARTY_ROLES))

    def clean(self) -> dict[str, Any]:
        """A name or a number has to be there."""
        found = super().clean() or self.cleaned_data
        if not found.get("name") and not found.get("identifier"):
            self.add_error("name", say("incidents.mistake.party"))
        return found


class ReasonForm(forms.Form):
    """Why a person, vehicle or company is looked up; it is kept in the audit."""

    reason = forms.CharField(
        label=say_later("incidents.look_up.reason"),
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
