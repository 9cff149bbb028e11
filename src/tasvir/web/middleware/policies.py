"""No request reaches a view without the policy that its route states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.functional import SimpleLazyObject

from tasvir.foundation.policy import Policy, policy_of
from tasvir.rooms.people.queries import access_of
from tasvir.web.policies import policy_of_others
from tasvir.web.typed import page_of, typed_in


class PolicyMiddleware:
    """Gives the request its access and asks the policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `request.access` in place."""
        request.access = SimpleLazyObject(lambda: access_of(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None where the policy lets the request through."""
        del args, kwargs
        policy = policy_of(view) or policy_of_others(request.resolver_match)
        if policy is None:
            raise PermissionDenied("this route states no policy")
        return self._ask(policy, request)

    def _ask(self, policy: Policy, request: HttpRequest) -> HttpResponse | None:
        if policy.kind == "public":
            return None
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        if policy.allows(request.access):  # type: ignore[attr-defined]
            return None
        if policy.subject:
            raise Http404  # whoever may not look is not told what is there
        raise PermissionDenied


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in and back to the page; a form that was open when the session ended shows what it held."""
    typed = typed_in(request)
    part = request.headers.get("HX-Request")
    back = page_of(request) if part or request.method == "POST" else request.get_full_path()
    sign_in = redirect_to_login(back, resolve_url("account_login"))
    if typed.fields or typed.files:
        answer = render(request, "session_ended.html", {"typed": typed, "sign_in": sign_in.url}, status=403)
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "body", "innerHTML"
        return answer
    if part:
        return HttpResponse(status=204, headers={"HX-Redirect": sign_in.url})
    return sign_in
