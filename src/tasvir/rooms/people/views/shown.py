"""What every page of this room does: find what the person may see, show forms, tell what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.texts import active_language, say
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.people.queries import visible_bodies, visible_persons
from tasvir.rooms.people.requests import PersonRequest

T = TypeVar("T")
Row = TypeVar("Row", bound=Model)


def body_or_404(request: PersonRequest, code: str, permission: str = "people.read") -> Body:
    """The body of a code, if the person holds the permission there."""
    return get_object_or_404(visible_bodies(request.access, permission).select_related("parent"), code=code)


def person_or_404(request: PersonRequest, pk: int, permission: str = "people.read") -> User:
    """The person of a number, if the one who asks holds the permission where that person works."""
    return get_object_or_404(visible_persons(request.access, permission).select_related("home"), pk=pk)


def page_of(request: HttpRequest, rows: QuerySet[Row], size: int = 50) -> Page[Row]:
    """The page of a list that the address asks for; a number out of range gives the nearest."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def carried_out(form: Form, act: Callable[[], T]) -> T | None:
    """What an act answers; where it is refused, None and the reason on the form."""
    try:
        return act()
    except UserError as error:
        form.add_error(None, explain(error))
        return None


def done(request: HttpRequest, code: str, **values: Any) -> None:
    """Tell on the next page what was done."""
    messages.success(request, say(code, **values))


def by_name(bodies: list[Body]) -> list[Body]:
    """Bodies in the order of their names in the language of the request."""
    return sorted(bodies, key=lambda body: body.label(active_language()))
