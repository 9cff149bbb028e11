"""Make and end the keys of agencies' own programs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tasvir.core.errors import UserError
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import AGENCY, AccessToken, Body, User
from tasvir.rooms.people.rules import token_hash
from tasvir.rooms.people.services.scope import must_manage


@transaction.atomic
def make_token(*, body: Body, label: str, secret: str, by: User, now: datetime) -> AccessToken:
    """Make a key for an agency out of a fresh random text, which is shown once and not kept."""
    must_manage(by, body)
    if body.kind != AGENCY or not body.active:
        raise UserError("people.refused.not_an_agency")
    made = AccessToken.objects.create(
        body=body, label=label, beginning=secret[:10], hash=token_hash(secret), made_by=by, made_at=now
    )
    _record("people.token_made", made, by, now)
    return made


@transaction.atomic
def end_token(*, token: AccessToken, by: User | None, now: datetime) -> None:
    """End a key at once."""
    must_manage(by, token.body)
    if AccessToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=now):
        _record("people.token_ended", token, by, now)


def note_token_use(*, token: AccessToken, now: datetime) -> None:
    """Remember when a key was last used, to the quarter of an hour, so that reading does not mean writing."""
    if token.last_used_at is None or (now - token.last_used_at).total_seconds() > 900:
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _record(kind: str, token: AccessToken, by: User | None, now: datetime) -> None:
    record_event(
        kind=kind, by=by, now=now, body=token.body.code, subject="token", subject_id=token.pk, label=token.label
    )
