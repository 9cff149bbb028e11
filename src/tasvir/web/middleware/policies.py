"""No request reaches a view without the policy that its route states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from tasvir.foundation.policy import Policy, policy_of
from tasvir.rooms.people.queries import access_of
from tasvir.web.policies import policy_of_others


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
            return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
        if policy.allows(request.access):  # type: ignore[attr-defined]
            return None
        if policy.subject:
            raise Http404  # whoever may not look is not told what is there
        raise PermissionDenied
