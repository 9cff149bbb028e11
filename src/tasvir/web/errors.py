"""The pages of errors, in the language of the request; none of them needs the database."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from tasvir.web.typed import typed_in


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that does not hold together."""
    del exception
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that the person's role does not open."""
    del exception
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing that the person may know of: the same words."""
    del exception
    return _page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """More than any form of the house takes."""
    if request.path.startswith("/api/"):
        from tasvir.web.api import told  # the interface knows every room, this page knows none

        return told(request, 413)
    return _page(request, 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug of the house."""
    return _page(request, 500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer holds: what was typed is shown, and put back when the form is open again."""
    del reason
    return _page(request, 403, "form_expired.html")


def _page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """Made without context processors: they ask the database, and it may be what failed."""
    lang = _language(request)
    with translation.override(lang):
        shown = {
            "lang": lang,
            "direction": "rtl" if lang == "fa" else "ltr",
            "code": f"frame.error.{status}",
            "typed": typed_in(request) if template else None,
        }
        return HttpResponse(render_to_string(template or "error.html", shown), status=status)


def _language(request: HttpRequest) -> str:
    """The one that the middleware chose, else the cookie's, else the office's."""
    known = dict(settings.LANGUAGES)
    asked = getattr(request, "LANGUAGE_CODE", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return next((one for one in asked if one in known), settings.LANGUAGE_CODE)
