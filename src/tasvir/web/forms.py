"""How Django's forms come out in the frame's look: labels, help, errors, and the classes of their fields."""

from __future__ import annotations

from typing import Any

from django.forms import BoundField, Widget, widgets
from django.forms.renderers import TemplatesSetting

_CLASSES: tuple[tuple[type[Widget], str], ...] = (
    (widgets.CheckboxSelectMultiple, ""),
    (widgets.RadioSelect, "form-check-input"),
    (widgets.CheckboxInput, "form-check-input"),
    (widgets.Select, "form-select"),
    (widgets.HiddenInput, ""),
    (widgets.MultiWidget, "form-control"),
    (widgets.Input, "form-control"),
    (widgets.Textarea, "form-control"),
)


class FrameField(BoundField):
    """A field that knows its classes."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """The attributes of Django, and the classes of the look."""
        told = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        own = next((names for kind, names in _CLASSES if isinstance(shown, kind)), "")
        wrong = "is-invalid" if self.errors and own else ""
        if classes := " ".join(
            filter(None, [own, wrong, str(shown.attrs.get("class", "")), str(told.get("class", ""))])
        ):
            told["class"] = classes
        return told

    @property
    def is_check(self) -> bool:
        """Whether the label stands behind the box."""
        return isinstance(self.field.widget, widgets.CheckboxInput)


class FrameRenderer(TemplatesSetting):
    """The renderer of every form in the house."""

    bound_field_class = FrameField
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
