"""What every request of a signed-in person passes: a second factor where the office requires one, and "last seen"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tasvir.foundation.policy import policy_of
from tasvir.rooms.people.queries import Access
from tasvir.rooms.people.services import is_empty

_SEEN, _HAS_FACTOR = "people_seen", "people_second_factor"
_SEEN_EVERY: Final = 5 * 60  # seconds: a page that only reads must not write each time
# What one needs to set the factor up, or to leave.
_OPEN: Final = frozenset(
    {
        "account_logout", "account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp",
        "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes", "choose_language",
    }
)  # fmt: skip


class SignInMiddleware:
    """Stands behind the policies: whoever comes here may call the route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the route is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None where the request may go on; else the way to the first set-up or to the second factor."""
        del args, kwargs
        name = request.resolver_match.url_name if request.resolver_match else ""
        if not request.user.is_authenticated:
            return redirect("people:start") if name == "account_login" and is_empty() else None
        _note_seen(request)
        policy = policy_of(view)
        if name in _OPEN or (policy and policy.kind == "public") or not _lacks_factor(request):
            return None
        answer = redirect("mfa_activate_totp")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
        return answer


def _lacks_factor(request: HttpRequest) -> bool:
    """Whether the person holds a role, must have a second factor, and has none."""
    if settings.TASVIR_SECOND_FACTOR != "required" or request.session.get(_HAS_FACTOR):
        return False
    access: Access = request.access  # type: ignore[attr-defined]
    if not access.posts:
        return False
    if Authenticator.objects.filter(user_id=access.user_id, type=Authenticator.Type.TOTP).exists():
        request.session[_HAS_FACTOR] = True  # it stays as long as the role: see SecondFactorAdapter
        return False
    return True


def _note_seen(request: HttpRequest) -> None:
    now = timezone.now()
    if now.timestamp() - request.session.get(_SEEN, 0) > _SEEN_EVERY:
        request.session[_SEEN] = int(now.timestamp())
        if not UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now):
            UserSession.objects.create_from_request(request)
