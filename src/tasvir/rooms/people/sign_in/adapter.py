"""What allauth asks this house: who may come in, for how long nobody may, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tasvir.core.text.formatting import format_number
from tasvir.foundation.texts import active_language, say, say_later
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import User
from tasvir.rooms.people.queries import access_of

_FAILED = {"app": "allauth.account", "action": "login_failed"}
_WRONG = say_later("people.sign_in.wrong")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to the outside; every failure is written down."""

    error_messages: Mapping[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "incorrect_password": say_later("people.sign_in.wrong_password"),
        "enter_current_password": say_later("people.sign_in.wrong_password"),
        "incorrect_code": say_later("people.second_factor.wrong_code"),
        "account_inactive": say_later("people.sign_in.closed.title"),
        "rate_limited": say_later("people.sign_in.slow_down"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone."""
        del request
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """The house's own sentence; of a lock-out how long it lasts."""
        if code == "too_many_login_attempts":
            minutes = format_number(max(1, ceil(self._locked_for / 60)), active_language())
            return ValidationError(say("people.sign_in.locked", minutes=minutes), code=code)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse where too many attempts failed, and write down once that the door is locked."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            login = _login_of(credentials)
            if cache.add(f"people.locked:{self._key(request, credentials)}", True, timeout=300):
                self._record("people.locked_out", request, login)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down that somebody did not get in."""
        self._record("people.sign_in_failed", request, _login_of(credentials))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Tell a person whose account is closed whom to ask."""
        self._record("people.sign_in_failed", request, user.username)
        return render(request, "account/closed.html", status=403)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who wrote the password a moment ago to sign in."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records if record["method"] == "password"), default=0.0)
        if timezone.now().timestamp() - newest < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The ways to show again who one is, in the house's words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**one, "description": say(f"people.again.{one['id']}")} for one in methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        del request
        return reverse("people:profile")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The house tells by its bell."""

    @property
    def _locked_for(self) -> float:
        """Seconds until the oldest failed attempt no longer counts."""
        request = self.request
        key = getattr(request, "people_login_key", None)
        waits = [1.0]
        for rate in ratelimit.get_rates(**_FAILED):
            if key is None and rate.per == "key":
                continue
            history = cache.get(ratelimit.get_cache_key(request, **_FAILED, rate=rate, key=key), [])
            if len(history) >= rate.amount:
                waits.append(history[-1] + rate.duration - timezone.now().timestamp())
        return max(waits)

    def _key(self, request: HttpRequest, credentials: dict[str, Any]) -> str:
        return str(self._get_login_attempts_cache_key(request, **credentials))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One key for a person, by user name or by address, so that two names do not give twice the attempts."""
        login = _login_of(credentials).casefold()
        person = _person(login)
        key = person.username.casefold() if person else login
        request.people_login_key = key  # type: ignore[attr-defined]
        return key

    def _record(self, kind: str, request: HttpRequest, login: str) -> None:
        # What was typed instead of a name may be a password: only names that exist are written down.
        person = _person(login)
        facts = {"name": person.username if person else "", "address": self.get_client_ip(request)}
        record_event(
            kind=kind,
            by=None,
            now=timezone.now(),
            body=person.home.code if person and person.home else "",
            subject="person",
            subject_id=person.pk if person else "",
            **facts,
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor in the house's words; who holds a role keeps one where it is required."""

    error_messages: Mapping[str, Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": say_later("people.second_factor.wrong_code"),
        "cannot_delete_authenticator": say_later("people.second_factor.must_stay"),
        "cannot_generate_recovery_codes": say_later("people.second_factor.first"),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not while the person holds a role and the office requires it."""
        return settings.TASVIR_SECOND_FACTOR != "required" or not access_of(authenticator.user).posts

    def get_totp_label(self, user: User) -> str:
        """What the person's telephone shows beside the code."""
        return user.username

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The house tells by its bell."""


def _login_of(credentials: Mapping[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "").strip()


def _person(login: str) -> User | None:
    if not login:
        return None
    by = {"email__iexact": login} if "@" in login else {"username__iexact": login}
    return User.objects.select_related("home").filter(**by).first()
