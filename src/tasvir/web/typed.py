"""What a form held when it could not be taken: shown for copying, and put back into the form by the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_NEVER = {"csrfmiddlewaretoken", "next"}


@dataclass(frozen=True)
class Typed:
    """The page of the form, its values by name in their order, and the names of its files."""

    page: str
    values: dict[str, list[str]]
    files: tuple[str, ...] = ()

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The values that a person would want to copy."""
        return [(name, one) for name, values in self.values.items() for one in values if one.strip()]

    @property
    def kept(self) -> dict[str, Any]:
        """What the browser keeps until the form is open again."""
        return {"page": urlsplit(self.page).path, "values": self.values, "files": list(self.files)}


def typed_in(request: HttpRequest) -> Typed:
    """What a request brought; nothing of sign-in forms, and never a password."""
    if request.method != "POST" or request.path.startswith("/account/"):
        return Typed(page_of(request), {})
    values = {
        name: [str(one) for one in found]
        for name, found in request.POST.lists()
        if name not in _NEVER and "password" not in name
    }
    files = tuple(str(one.name) for _, found in request.FILES.lists() for one in found)
    return Typed(page_of(request), values, files)


def page_of(request: HttpRequest) -> str:
    """The page on which a request was made: its referrer of this host, else the request's own address."""
    own = request.get_full_path()
    referrer = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure()):
        return own
    parts = urlsplit(referrer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or own
