"""The language of a request: the person's choice in the cookie, else the person's own, else the office's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tasvir.foundation.labels import one_request


def chosen_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Activate it for the request."""
    known = {code for code, _ in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        own = getattr(request.user, "lang", "") if request.user.is_authenticated else ""
        lang = next((one for one in (chosen, own) if one in known), settings.LANGUAGE_CODE)
        with translation.override(lang), one_request():
            request.LANGUAGE_CODE = lang
            response = get_response(request)
            response.headers.setdefault("Content-Language", lang)
            return response

    return answer
