"""The request as views of rooms see it: with the person and the person's access."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tasvir.rooms.people.models import User
from tasvir.rooms.people.queries import Access


class PersonRequest(HttpRequest):
    """A request that has passed a policy for signed-in persons."""

    user: User
    access: Access
    htmx: HtmxDetails
