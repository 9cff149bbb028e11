"""The pages of the frame itself: home, language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tasvir.foundation.policy import Access, public, signed_in
from tasvir.foundation.registry import menu


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The room in which the person's day begins, else the first that the person may enter."""
    access: Access = request.access  # type: ignore[attr-defined]
    open_rooms = [entry for entry in menu() if not entry.permission or access.may(entry.permission)]
    own = [entry for entry in open_rooms if access.roles & set(entry.first_for)]
    if not access.roles or not open_rooms:
        return render(request, "no_rooms.html")
    return redirect((own or open_rooms)[0].route)


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to the same page."""
    lang, back = request.POST.get("lang", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if lang in dict(settings.LANGUAGES):
        year = 365 * 24 * 60 * 60
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, lang, max_age=year, samesite="Lax", httponly=True)
    return response
