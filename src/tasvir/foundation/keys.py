"""The office's own secrets: each made once, readable by the office alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret that a file keeps; made, and kept with the owner's rights alone, where there is none yet."""
    try:
        return path.read_text("ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret = make()
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was faster
            return path.read_text("ascii")
        with os.fdopen(handle, "w") as file:
            file.write(secret)
        return secret
