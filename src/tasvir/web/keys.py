"""The office's own keys: made once, readable by the office alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """The key that signs sessions and tokens; made at the first start."""
    path = home / "keys" / "secret"
    try:
        return path.read_text("ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = secrets.token_urlsafe(50)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was faster
            return path.read_text("ascii")
        with os.fdopen(handle, "w") as file:
            file.write(key)
        return key
