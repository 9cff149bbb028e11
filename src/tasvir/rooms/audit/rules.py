"""How an event is hashed: its fields as canonical JSON after the hash of the event before it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_FIELDS = ("number", "at", "kind", "actor", "actor_id", "body", "subject", "subject_id", "reason", "facts")


def chained_hash(previous: str, values: tuple[Any, ...]) -> str:
    """SHA-256 of the previous hash and an event's values, as JSON with sorted keys in UTF-8.

    `values`: number, moment, kind, actor, number of the actor, body, subject, id of the subject, reason, facts.
    """
    fields = dict(zip(_FIELDS, values))
    fields["at"] = values[1].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def settled(value: Any) -> Any:
    """A value in the form in which every database gives it back: it hashes the same after years in a column.

    PostgreSQL writes 1e22 as an integer, knows no -0.0, no NaN and no NUL; JSON knows neither tuples nor moments.
    """
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() else value
    if isinstance(value, Mapping):
        return {settled_text(str(key)): settled(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [settled(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, datetime):
        return value.isoformat()
    return settled_text(str(value))


def settled_text(text: str) -> str:
    """A text that every database takes: without NUL and without halves of a character."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
