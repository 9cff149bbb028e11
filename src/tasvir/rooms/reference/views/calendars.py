"""Moving holidays and campaigns, with the office's own days."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tasvir.core.calendars.systems import numbers_of
from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.policy import RoomRequest, needs
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.reference.choices import AIMS, COUNTRIES
from tasvir.rooms.reference.forms import CampaignForm, CountryYear, HolidayForm
from tasvir.rooms.reference.queries import Campaign, Holiday, campaigns, country_holidays, office_lists
from tasvir.rooms.reference.services import set_campaign, set_holiday


@needs("reference.read")
def calendar(request: RoomRequest) -> HttpResponse:
    """The moving holidays and campaigns of a country in two years, each with its days and its source."""
    country, year = _asked(request)
    shown = {
        "country": country,
        "form": CountryYear({"country": country, "year": year}),
        "holidays": country_holidays(country, [year, year + 1]),
        "campaigns": campaigns(country, [year, year + 1]),
        "may_edit": request.access.may("reference.edit"),
    }
    return render(request, "reference/calendar.html", shown)


@needs("reference.edit")
def edit_holiday(request: RoomRequest) -> HttpResponse:
    """The office's own days of one moving holiday in one year."""
    one = _holiday(request)
    country = request.GET.get("country", "")
    initial = {"start": one.start, "end": one.end, "source": one.source}
    form = HolidayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"country": country, "code": one.code, "year": one.year, **form.cleaned_data}
        try:
            set_holiday(by=request.user, now=timezone.now(), **given)
        except UserError as error:
            form.add_error(None, explain(error))
        else:
            messages.success(request, say("reference.saved"))
            return redirect(_back(country, one.year))
    return render(request, "reference/edit_holiday.html", {"one": one, "form": form, "back": _back(country, one.year)})


@needs("reference.edit")
def edit_campaign(request: RoomRequest) -> HttpResponse:
    """The days of one campaign in one year, or a campaign of the office's own."""
    country, year = _asked(request)
    one = _campaign(country, year, request.GET.get("code", ""))
    form = CampaignForm(request.POST or None, initial=_as_typed(one))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        year = one.year if one and one.code == given["code"] else _own_year(country, given["start"])
        try:
            set_campaign(country=country, year=year, by=request.user, now=timezone.now(), **given)
        except UserError as error:
            form.add_error(None, explain(error))
        else:
            messages.success(request, say("reference.saved"))
            return redirect(_back(country, given["start"].year))
    return render(request, "reference/edit_campaign.html", {"one": one, "form": form, "back": _back(country, year)})


def _asked(request: HttpRequest) -> tuple[str, int]:
    """The country and the Gregorian year of the query, else those of the reader's language and of today."""
    form = CountryYear(request.GET)
    if form.is_valid():
        return form.cleaned_data["country"], form.cleaned_data["year"]
    return COUNTRIES[active_language() == "vi"], timezone.localdate().year


def _holiday(request: HttpRequest) -> Holiday:
    asked = CountryYear(request.GET)
    found = country_holidays(asked.cleaned_data["country"], [asked.cleaned_data["year"]]) if asked.is_valid() else []
    one = next((one for one in found if one.code == request.GET.get("code")), None)
    if one is None:
        raise Http404
    return one


def _campaign(country: str, year: int, code: str) -> Campaign | None:
    return next((one for one in campaigns(country, [year]) if one.code == code), None)


def _as_typed(one: Campaign | None) -> dict[str, object]:
    if one is None:
        return {}
    names = {f"name_{lang}": name for lang, name in one.names.items()}
    source = one.source if one.own else ""
    lists, lang = office_lists(), active_language()
    aim = {name: lists.label(AIMS[name], code, lang) for name, code in one.aim.items() if code}
    return {"code": one.code, "start": one.start, "end": one.end, "source": source, **names, **aim}


def _own_year(country: str, start: object) -> int:
    """The year of the country's own calendar in which a campaign begins."""
    return numbers_of(start, "jalali" if country == "IR" else "gregorian")[0]  # type: ignore[arg-type]


def _back(country: str, year: int) -> str:
    return f"{reverse('reference:calendar')}?{urlencode({'country': country, 'year': str(year)})}"
