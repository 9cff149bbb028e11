"""The policies of routes that others wrote: sign-in, second factor, signed-in devices, the HTTP interface."""

from __future__ import annotations

from django.urls import ResolverMatch

from tasvir.foundation.policy import Policy

_PUBLIC, _SIGNED_IN = Policy("public"), Policy("signed_in")
_BY_NAME = {
    "account_login": _PUBLIC,
    "account_logout": _SIGNED_IN,
    "account_change_password": _SIGNED_IN,
    "account_reauthenticate": _SIGNED_IN,
    "mfa_authenticate": _PUBLIC,  # between the password and the session
    "mfa_reauthenticate": _SIGNED_IN,
    "mfa_index": _SIGNED_IN,
    "mfa_activate_totp": _SIGNED_IN,
    "mfa_deactivate_totp": _SIGNED_IN,
    "mfa_view_recovery_codes": _SIGNED_IN,
    "mfa_download_recovery_codes": _SIGNED_IN,
    "mfa_generate_recovery_codes": _SIGNED_IN,
    "usersessions_list": _SIGNED_IN,
}


def policy_of_others(match: ResolverMatch | None) -> Policy | None:
    """The policy of a route by its name; operations of the HTTP interface ask for their token themselves."""
    if match is None:
        return None
    if match.namespace == "api":
        return _PUBLIC
    return _BY_NAME.get(match.url_name or "")
