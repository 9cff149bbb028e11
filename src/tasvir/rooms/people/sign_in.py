"""How people sign in: nobody signs up, accounts are made by those who manage people."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to the outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone."""
        del request
        return False
