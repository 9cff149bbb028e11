"""What the base template shows on every page: the office, the person's role, the menu, the bell, the languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tasvir.foundation.models import Notice
from tasvir.foundation.registry import MenuEntry, menu
from tasvir.foundation.texts import active_language
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.queries import Access

_RIGHT_TO_LEFT = {"fa"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of a template's context."""
    lang = active_language()
    shown: dict[str, Any] = {
        "lang": lang,
        "direction": "rtl" if lang in _RIGHT_TO_LEFT else "ltr",
        "languages": settings.LANGUAGES,
    }
    if getattr(request, "user", None) is None or not request.user.is_authenticated:
        return shown
    access: Access = request.access  # type: ignore[attr-defined]
    post = access.posts[0] if access.posts else None
    body = Body.objects.filter(pk=post.body_id).first() if post else None
    return shown | {
        "menu": list(_menu(request, access)),
        "office": body.label(lang) if body else "",
        "role": f"role.{post.role}" if post else "",
        "unread": Notice.objects.filter(for_person=request.user.pk, read_at=None).count(),
    }


def _menu(request: HttpRequest, access: Access) -> Iterator[dict[str, Any]]:
    """The entries that the person may open; the current one is the page's own, else the first of its room."""
    entries = [one for one in menu() if not one.permission or access.may(one.permission)]
    current = _current(request, entries)
    for one in entries:
        yield {"url": reverse(one.route), "text": one.text, "icon": one.icon, "current": one is current}


def _current(request: HttpRequest, entries: list[MenuEntry]) -> MenuEntry | None:
    match = request.resolver_match
    if match is None:
        return None
    exact = (one for one in entries if one.route == match.view_name)
    same_room = (one for one in entries if match.namespace and one.route.split(":")[0] == match.namespace)
    return next(exact, None) or next(same_room, None)
