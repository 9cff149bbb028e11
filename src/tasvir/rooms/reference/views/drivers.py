"""Drivers of incidents: what is loaded of each, and tables of further values."""

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
from tasvir.rooms.reference.forms import DriverForm
from tasvir.rooms.reference.models import Driver
from tasvir.rooms.reference.queries import loaded_drivers, unit_label
from tasvir.rooms.reference.services import load_driver


@needs("reference.read")
def drivers(request: RoomRequest) -> HttpResponse:
    """The drivers of a country, the days that their values cover, and where they come from."""
    country = _country(request)
    tabs = [
        {"url": f"?country={one}", "label": say(f"reference.country.{one}"), "current": one == country}
        for one in COUNTRIES
    ]
    shown = {
        "country": country,
        "tabs": tabs,
        "drivers": [(one, unit_label(one.driver.unit, active_language())) for one in loaded_drivers(country)],
        "may_edit": request.access.may("reference.edit"),
    }
    return render(request, "reference/drivers.html", shown)


@needs("reference.edit")
def edit_driver(request: RoomRequest) -> HttpResponse:
    """A driver and a table of its values."""
    country = _country(request)
    one = Driver.objects.filter(country=country, code=request.GET.get("code", "")).first()
    form = DriverForm(request.POST or None, request.FILES or None, initial=_as_typed(one))
    back = f"{reverse('reference:drivers')}?country={country}"
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        try:
            load_driver(country=country, file=file.name, data=file.read(), by=request.user, now=timezone.now(), **given)
        except UserError as error:
            form.add_error("file", explain(error))
        else:
            messages.success(request, say("reference.saved"))
            return redirect(back)
    return render(request, "reference/edit_driver.html", {"one": one, "form": form, "back": back})


def _as_typed(one: Driver | None) -> dict[str, object]:
    names = ("code", "name_fa", "name_vi", "name_en", "unit", "source")
    return {name: getattr(one, name) for name in names} if one else {}


def _country(request: HttpRequest) -> str:
    asked = request.GET.get("country", "")
    return asked if asked in COUNTRIES else COUNTRIES[active_language() == "vi"]
