"""What people fill in: a draft, a replacement, a template, a notice, a file to verify."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from tasvir.core.calendars.dates import parse_date
from tasvir.core.errors import UserError
from tasvir.core.text.formatting import format_datetime
from tasvir.core.vocabulary.lists import load_lists
from tasvir.core.vocabulary.messages import LANGUAGES
from tasvir.foundation.mistakes import explain
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.bulletins import choices, queries
from tasvir.rooms.bulletins.models import Bulletin, TemplateVersion
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.queries import Access
from tasvir.rooms.picture.models import MadePicture

_MOST_PICTURES = 60
_LARGEST = 10 * 1024 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")
_NAMES = {"fa": "فارسی", "vi": "Tiếng Việt", "en": "English"}


class DayField(forms.CharField):
    """A day typed in the Jalali or the Gregorian calendar, told apart by its year."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off", "dir": "auto"})

    def clean(self, value: Any) -> Any:
        """The day; what cannot be told is refused with the sentence that core has for it."""
        text = super().clean(value)
        if not text:
            return None
        reading = parse_date(text, "dmy")
        if reading.day is None:
            raise forms.ValidationError(explain(UserError(reading.reason or "date.unreadable", value=text)))
        return reading.day


class PictureField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among ready pictures, told by body, period and language."""

    def label_from_instance(self, obj: MadePicture) -> str:
        """Body, period, language and the moment of its making."""
        lang = active_language()
        made = timezone.localtime(obj.made_at or obj.asked_at)
        told = (obj.body.label(lang), obj.period.label_in(lang), _NAMES[obj.lang], format_datetime(made, lang))
        return " · ".join(told)


class TemplateField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among the newest versions of templates."""

    def label_from_instance(self, obj: TemplateVersion) -> str:
        """Name, language and body."""
        template = obj.template
        return " · ".join((template.name, _NAMES[template.lang], template.body.label(active_language())))


class DraftForm(forms.Form):
    """Which picture becomes a bulletin, and in which dress."""

    made = PictureField(queryset=MadePicture.objects.none(), label=say_later("bulletins.form.picture"))
    template = TemplateField(
        queryset=TemplateVersion.objects.none(),
        required=False,
        label=say_later("bulletins.form.template"),
        empty_label=say_later("bulletins.form.house_template"),
        help_text=say_later("bulletins.form.template_help"),
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access = access
        self._choices("made").queryset = self.pictures()
        self._choices("template").queryset = _newest_versions(access)

    def _choices(self, name: str) -> forms.ModelChoiceField:  # type: ignore[type-arg]
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    def pictures(self) -> QuerySet[MadePicture]:
        """The pictures to choose from."""
        newest = queries.drawable_pictures(self.access).values("pk")[:_MOST_PICTURES]
        return queries.drawable_pictures(self.access).filter(pk__in=list(newest.values_list("pk", flat=True)))

    def clean(self) -> dict[str, Any]:
        """A template speaks one language, the picture's."""
        found = super().clean() or {}
        made, template = found.get("made"), found.get("template")
        if made and template and template.template.lang != made.lang:
            self.add_error("template", say("bulletins.template_language", name=template.template.name))
        return found

    def choice(self) -> dict[str, Any]:
        """What was chosen, for the service."""
        return {"made": self.cleaned_data["made"], "template": self.cleaned_data["template"]}


class ReplaceForm(DraftForm):
    """A further edition of an issued bulletin, with the reason."""

    reason = forms.CharField(
        max_length=500, label=say_later("bulletins.form.reason"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, access: Access, bulletin: Bulletin, **kwargs: Any) -> None:
        self.bulletin = bulletin
        super().__init__(*args, access=access, **kwargs)

    def pictures(self) -> QuerySet[MadePicture]:
        """Those of the same body, period and language."""
        own = self.bulletin
        found = queries.drawable_pictures(self.access).filter(body=own.body, lang=own.lang)
        return found.filter(period_start=own.period_start, period_end=own.period_end)

    def choice(self) -> dict[str, Any]:
        """The same with the reason."""
        return {**super().choice(), "reason": self.cleaned_data["reason"]}


def _newest_versions(access: Access) -> QuerySet[TemplateVersion]:
    templates = queries.visible_templates(access, "bulletins.draft").filter(retired_at=None)
    newest = [one.newest.pk for one in templates]
    return TemplateVersion.objects.filter(pk__in=newest).select_related("template__body")


class BulletinFilter(forms.Form):
    """Narrow the list of bulletins."""

    state = forms.ChoiceField(required=False, label=say_later("bulletins.column.state"))
    body = forms.ModelChoiceField(
        queryset=Body.objects.none(), required=False, label=say_later("bulletins.column.body"), to_field_name="code"
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(name, say(f"bulletins.state.{name}")) for name in choices.STATES]
        self.fields["state"].choices = [("", say("bulletins.all")), *states]  # type: ignore[attr-defined]
        _set_bodies(self.fields["body"], access, "bulletins.read")

    def narrowed(self, found: QuerySet[Bulletin]) -> QuerySet[Bulletin]:
        """Only what was asked for."""
        if not self.is_valid():
            return found
        if self.cleaned_data["state"]:
            found = found.filter(state=self.cleaned_data["state"])
        return found.filter(body=self.cleaned_data["body"]) if self.cleaned_data["body"] else found


def _set_bodies(field: forms.Field, access: Access, permission: str) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Body.objects.filter(access.bodies(permission), active=True)
    field.label_from_instance = lambda body: body.label(active_language())  # type: ignore[method-assign, assignment]
    field.empty_label = say("bulletins.all") if not field.required else None


class VersionForm(forms.Form):
    """A Word file as a template."""

    file = forms.FileField(
        label=say_later("bulletins.form.file"),
        help_text=say_later("bulletins.form.file_help"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> Any:
        """No larger than a template can be."""
        file = self.cleaned_data["file"]
        if file.size > _LARGEST:
            raise forms.ValidationError(say("bulletins.file_too_large", limit=_LARGEST // 1024**2))
        return file

    def contents(self) -> dict[str, Any]:
        """What was handed in, for the service."""
        file = self.cleaned_data["file"]
        return {"file_name": file.name[:200], "data": file.read()}


class TemplateForm(VersionForm):
    """A new template: whose, its name, its language."""

    body = forms.ModelChoiceField(queryset=Body.objects.none(), label=say_later("bulletins.column.body"))
    name = forms.CharField(max_length=120, label=say_later("bulletins.form.name"))
    lang = forms.ChoiceField(
        choices=[(lang, _NAMES[lang]) for lang in LANGUAGES], label=say_later("bulletins.column.lang")
    )
    field_order = ("body", "name", "lang", "file")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_bodies(self.fields["body"], access, "bulletins.draft")

    def contents(self) -> dict[str, Any]:
        """What was handed in, for the service."""
        return {**super().contents(), **{name: self.cleaned_data[name] for name in ("body", "name", "lang")}}


class NoticeForm(forms.Form):
    """What is published about a violation."""

    body = forms.ModelChoiceField(queryset=Body.objects.none(), label=say_later("bulletins.column.body"))
    firm = forms.CharField(max_length=200, label=say_later("bulletins.notice.firm"))
    place = forms.CharField(max_length=200, label=say_later("bulletins.notice.place"))
    violation = forms.ChoiceField(label=say_later("bulletins.notice.violation"))
    goods = forms.ChoiceField(required=False, label=say_later("bulletins.notice.goods"))
    outcome = forms.CharField(
        max_length=500, label=say_later("bulletins.notice.outcome"), widget=forms.Textarea(attrs={"rows": 3})
    )
    decision_number = forms.CharField(max_length=80, label=say_later("bulletins.notice.decision_number"))
    decided_on = DayField(
        label=say_later("bulletins.notice.decided_on"), help_text=say_later("bulletins.notice.day_help")
    )
    publish_on = DayField(label=say_later("bulletins.notice.publish_on"))
    take_down_on = DayField(
        label=say_later("bulletins.notice.take_down_on"), help_text=say_later("bulletins.notice.take_down_help")
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_bodies(self.fields["body"], access, "bulletins.publish")
        lists, lang = load_lists(), active_language()
        for name, of in (("violation", "violations"), ("goods", "goods")):
            told = [(code, lists.label(of, code, lang)) for code in lists.codes(of)]
            self.fields[name].choices = [("", "–"), *sorted(told, key=lambda one: one[1])]  # type: ignore[attr-defined]

    def contents(self) -> dict[str, Any]:
        """What was written, for the service."""
        texts = {name: value for name, value in self.cleaned_data.items() if name != "body"}
        return {"body": self.cleaned_data["body"], "texts": texts}


class VerifyForm(forms.Form):
    """A file, or its hash."""

    file = forms.FileField(required=False, label=say_later("bulletins.verify.file"))
    hash = forms.CharField(required=False, max_length=100, label=say_later("bulletins.verify.hash"))

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found = super().clean() or {}
        if not found.get("file") and not found.get("hash"):
            raise forms.ValidationError(say("bulletins.verify.nothing"))
        if not found.get("file") and not _HASH.fullmatch(found["hash"].strip().lower()):
            self.add_error("hash", say("bulletins.verify.no_hash"))
        return found

    def sha256(self) -> str:
        """The hash to look for."""
        file = self.cleaned_data["file"]
        return queries.sha256_of(file.read()) if file else str(self.cleaned_data["hash"]).strip().lower()
