"""How an event is hashed: its fields as canonical JSON after the hash of the event before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def chained_hash(previous: str, fields: Mapping[str, Any]) -> str:
    """SHA-256 of the previous hash and the event's fields, keys sorted, in UTF-8."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
