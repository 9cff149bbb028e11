"""The keys of agencies' own programs."""

from __future__ import annotations

from tasvir.foundation.roles import DATA_OFFICER
from tasvir.rooms.people.models import AccessToken
from tasvir.rooms.people.queries.access import Access, Post
from tasvir.rooms.people.rules import token_hash


def find_token(token: str) -> AccessToken | None:
    """The running key of an agency at work, by what its program sent."""
    running = AccessToken.objects.filter(hash=token_hash(token), ended_at=None, body__active=True)
    return running.select_related("body", "made_by").first()


def access_of_token(token: str) -> Access | None:
    """What a program may do with a key: what a data officer of that agency may; None where the key is not known."""
    found = find_token(token)
    return Access(None, (Post(DATA_OFFICER, found.body_id, found.body.path),)) if found else None
