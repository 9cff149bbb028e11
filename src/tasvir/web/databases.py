"""Which database keeps the records: SQLite in the office's folder, or PostgreSQL by one address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Write locks are taken at the start, so that nobody finds the database locked half-way; FULL survives a power cut.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=67108864;"
)


def database(address: str | None, home: Path) -> dict[str, Any]:
    """Django's description of the database at an address `postgresql://user:password@host:port/name`."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "tasvir.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
            "TEST": {"NAME": home / "test.sqlite3"},
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(
            f"TASVIR_DATABASE: {parts.scheme!r} is not a database that tasvir knows; expected postgresql://"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
