"""Keep and open files by their SHA-256, below the office's folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tasvir.foundation.models import StoredFile


def store(data: bytes, *, now: datetime) -> StoredFile:
    """Keep bytes; they are on the disk before the record is written, and the same bytes are kept once."""
    name = hashlib.sha256(data).hexdigest()
    path = path_of(name)
    if not path.exists():
        _write_through(path, data)
    return StoredFile.objects.get_or_create(sha256=name, defaults={"size": len(data), "stored_at": now})[0]


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file."""
    return path_of(stored.sha256).read_bytes()


def path_of(sha256: str) -> Path:
    """Where a stored file lies."""
    return Path(settings.TASVIR_FILES) / sha256[:2] / sha256


def _write_through(path: Path, data: bytes) -> None:
    """Write a whole file or none, down to the disk: an acknowledged submission survives a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
