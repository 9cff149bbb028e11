"""A person's mistake that no view has caught becomes a page with its sentence, never an error of the server."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.web.typed import typed_in


class MistakeMiddleware:
    """Answers 400 with the sentence, and with what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """None for everything that is a bug: it goes on its way."""
        if not isinstance(error, UserError):
            return None
        told = {"sentence": explain(error)}
        if request.headers.get("HX-Request"):
            answer = render(request, "frame/mistake_part.html", told, status=400)
            answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#messages", "innerHTML"
            return answer
        return render(request, "mistake.html", {**told, "typed": typed_in(request)}, status=400)
