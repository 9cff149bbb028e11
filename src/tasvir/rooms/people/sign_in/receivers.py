"""What allauth tells the house, written into the audit."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import User


def connect() -> None:
    """Listen; called once when the house starts."""
    account.user_logged_in.connect(_signed_in, dispatch_uid="people.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="people.signed_out")
    account.password_changed.connect(_password_changed, dispatch_uid="people.password_changed")
    mfa.authentication_failed.connect(_code_failed, dispatch_uid="people.second_factor_failed")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="people.second_factor_added")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="people.second_factor_removed")
    mfa.authenticator_reset.connect(_codes_made, dispatch_uid="people.recovery_codes_made")


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    _record("people.signed_in", user, address=get_adapter().get_client_ip(request))


def _signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        _record("people.signed_out", user)


def _password_changed(user: User, **_: Any) -> None:
    _record("people.password_changed", user)


def _code_failed(request: HttpRequest, user: User, **_: Any) -> None:
    _record("people.second_factor_failed", user, address=get_adapter().get_client_ip(request))


def _factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    totp = authenticator.type == Authenticator.Type.TOTP
    _record("people.second_factor_added" if totp else "people.recovery_codes_made", user)


def _factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        _record("people.second_factor_removed", user)


def _codes_made(user: User, **_: Any) -> None:
    _record("people.recovery_codes_made", user)


def _record(kind: str, user: User, **facts: Any) -> None:
    home = user.home.code if user.home else ""
    record_event(kind=kind, by=user, now=timezone.now(), body=home, subject="person", subject_id=user.pk, **facts)
