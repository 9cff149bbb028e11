"""What the base template shows on every page: the menu, the languages, the direction."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tasvir.foundation.models import Notice
from tasvir.foundation.registry import menu
from tasvir.foundation.texts import active_language

_RIGHT_TO_LEFT = {"fa"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of a template's context."""
    lang = active_language()
    person = request.user.pk if hasattr(request, "user") and request.user.is_authenticated else None
    may = request.access.may if person else None  # type: ignore[attr-defined]
    return {
        "lang": lang,
        "direction": "rtl" if lang in _RIGHT_TO_LEFT else "ltr",
        "languages": settings.LANGUAGES,
        "menu": [one for one in menu() if not one.permission or may(one.permission)] if may else [],
        "unread": Notice.objects.filter(for_person=person, read_at=None).count() if person else 0,
    }
