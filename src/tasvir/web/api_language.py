"""The language of an answer of the HTTP interface."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

_HOUSE = "en"  # programs that ask for no language are read by programmers


def asked_language(request: HttpRequest) -> str:
    """The first of ours that Accept-Language names."""
    known = dict(settings.LANGUAGES)
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return next((lang[:2] for lang, _ in asked if lang[:2] in known), _HOUSE)
