"""Rules about roles that need no database."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from tasvir.foundation.roles import ADMINISTRATOR, ANALYST, DATA_OFFICER, ROLES, SECRETARY

# Who approves or watches a secretary's work (chair, auditor, administrator) is not the secretary's to choose.
GRANTS: Final = {ADMINISTRATOR: frozenset(ROLES), SECRETARY: frozenset({SECRETARY, DATA_OFFICER, ANALYST})}

# In order: the first word that a browser's own description holds is its name.
_BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def grantable_roles(held: Iterable[str]) -> frozenset[str]:
    """The roles that one who holds these may grant and end, at the bodies where they reach."""
    return frozenset().union(*(GRANTS.get(role, frozenset()) for role in held))


def token_hash(token: str) -> str:
    """What is kept of a key: tokens are random, so one plain round is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def device_name(user_agent: str) -> str:
    """Browser and system in two words, as far as the browser tells them."""
    names = [next((name for mark, name in table if mark in user_agent), "") for table in (_BROWSERS, _SYSTEMS)]
    return " · ".join(name for name in names if name) or user_agent[:40]


def slug_of(text: str) -> str:
    """A code from a name in Latin letters; empty where it has none."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:50]
