"""The records of a path, as far as the person may take the step; anything else is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.texts import say
from tasvir.rooms.bulletins import queries
from tasvir.rooms.bulletins.models import Bulletin, PublicEdition, ViolationNotice, WordTemplate
from tasvir.rooms.people.requests import PersonRequest


def bulletin_of(request: PersonRequest, pk: int, permission: str = "bulletins.read") -> Bulletin:
    """The bulletin, if the person holds the permission at its body."""
    return get_object_or_404(queries.visible_bulletins(request.access, permission), pk=pk)


def edition_of(request: PersonRequest, pk: int, permission: str = "bulletins.read") -> PublicEdition:
    """The public edition, likewise."""
    return get_object_or_404(queries.visible_editions(request.access, permission), pk=pk)


def template_of(request: PersonRequest, pk: int, permission: str = "bulletins.read") -> WordTemplate:
    """The Word template, likewise."""
    return get_object_or_404(queries.visible_templates(request.access, permission), pk=pk)


def notice_of(request: PersonRequest, pk: int, permission: str = "bulletins.read") -> ViolationNotice:
    """The notice, likewise."""
    return get_object_or_404(queries.visible_notices(request.access, permission), pk=pk)


def take_step(request: HttpRequest, done: str, step: Callable[[], Any], to: str, *values: Any) -> HttpResponse:
    """Take a step of a form without fields: back to the page with what happened, or with why it did not."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        step()
    except UserError as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, say(done))
    return redirect(to, *values)


def reason_of(request: HttpRequest) -> str:
    """The reason that a step was given."""
    return request.POST.get("reason", "").strip()[:500]


def as_file(data: bytes, name: str, media: str) -> HttpResponse:
    """A download under a name."""
    response = HttpResponse(data, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
