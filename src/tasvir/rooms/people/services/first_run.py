"""The first start of an office: its set-up code, its first body and its first person."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.foundation.keys import kept_secret
from tasvir.foundation.roles import ADMINISTRATOR, SECRETARY
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import COMMISSION, Body, User
from tasvir.rooms.people.services.appointments import appoint
from tasvir.rooms.people.services.bodies import add_body

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another


def is_empty() -> bool:
    """Whether the office has no person yet, so that the first one may come."""
    return not User.objects.exists()


def setup_code() -> str:
    """The code that the first person must know; made at the first start, readable on the server alone."""
    return kept_secret(_code_file(), _new_code)


def _new_code() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def is_setup_code(typed: str) -> bool:
    """Whether a typed code is the office's; takes as long for a near miss as for a far one."""
    plain = typed.strip().upper().replace(" ", "").replace("-", "")
    return secrets.compare_digest(plain.encode(), setup_code().replace("-", "").encode())


@transaction.atomic
def found_office(
    *, names: Mapping[str, str], body: Mapping[str, str], person: Mapping[str, str], password: str, now: datetime
) -> tuple[Body, User]:
    """Make the first commission and its first person (secretary and administrator); refused once anybody is there."""
    # The event comes first: it holds the chain's lock, so that of two who found at once the second sees the first.
    record_event(kind="people.office_founded", by=None, now=now, person=person["username"])
    if not is_empty() or Body.objects.exists():
        raise UserError("people.refused.founded")
    if not any(names.values()):
        raise UserError("people.refused.no_name")
    top = add_body(code="", kind=COMMISSION, parent=None, by=None, now=now, **names, **body)
    first = User(home=top, **person)
    first.set_password(password)
    first.save()
    for role in (ADMINISTRATOR, SECRETARY):
        appoint(person=first, body=top, role=role, by=None, now=now)
    transaction.on_commit(lambda: _code_file().unlink(missing_ok=True))
    return top, first


def _code_file() -> Path:
    return Path(settings.TASVIR_HOME) / "keys" / "setup_code"
