"""The pages of the frame itself: home, language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tasvir.foundation.policy import public, signed_in
from tasvir.foundation.registry import menu


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The first room that the person may enter."""
    for entry in menu():
        if not entry.permission or request.access.may(entry.permission):  # type: ignore[attr-defined]
            return redirect(entry.route)
    return render(request, "no_rooms.html")


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
