"""Legal parameters as dated data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import RoomRequest, needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.reference.choices import COUNTRIES
from tasvir.rooms.reference.forms import ParameterForm
from tasvir.rooms.reference.queries import Parameter, legal_parameters, unit_label
from tasvir.rooms.reference.services import set_parameter


@needs("reference.read")
def legal(request: RoomRequest) -> HttpResponse:
    """Every value of a country's parameters with its days and its source."""
    country = _country(request)
    tabs = [
        {"url": f"?country={one}", "label": say(f"reference.country.{one}"), "current": one == country}
        for one in COUNTRIES
    ]
    shown = {
        "country": country,
        "tabs": tabs,
        "parameters": [(one, unit_label(one.unit, active_language())) for one in legal_parameters(country)],
        "may_edit": request.access.may("reference.edit"),
    }
    return render(request, "reference/legal.html", shown)


@needs("reference.edit")
def edit_parameter(request: RoomRequest) -> HttpResponse:
    """A value from a day on."""
    country = _country(request)
    code = request.GET.get("code", "")
    one = next((one for one in reversed(legal_parameters(country)) if one.code == code), None)
    form = ParameterForm(request.POST or None, initial=_as_typed(one))
    back = f"{reverse('reference:legal')}?country={country}"
    if request.method == "POST" and form.is_valid():
        try:
            set_parameter(values={"country": country, **form.cleaned_data}, by=request.user, now=timezone.now())
        except UserError as error:
            form.add_error(None, explain(error))
        else:
            messages.success(request, say("reference.saved"))
            return redirect(back)
    return render(request, "reference/edit_parameter.html", {"one": one, "form": form, "back": back})


def _country(request: HttpRequest) -> str:
    asked = request.GET.get("country", "")
    return asked if asked in COUNTRIES else COUNTRIES[active_language() == "vi"]


def _as_typed(one: Parameter | None) -> dict[str, object]:
    if one is None:
        return {}
    names = {f"name_{lang}": name for lang, name in one.names.items()}
    return {"code": one.code, "value": one.value.normalize(), "unit": one.unit, **names}
