"""Write the whole office into one archive."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from django.db import connection

from tasvir.core.errors import UserError
from tasvir.foundation import files
from tasvir.web.backups import dumps
from tasvir.web.backups.manifest import DATABASE, FILES, KEYS, MANIFEST, SEAL, Manifest, Told

_PIECE = 1 << 20


def write_backup(target: Path, *, now: datetime) -> Told:
    """Write the archive whole or not at all, readable by the office alone, while the office goes on working."""
    if target.exists():
        raise UserError("backup.file_there", file=str(target))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".backup-")  # 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
                told = _fill(archive, now)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(name, target)  # never over a file that came meanwhile
    except FileExistsError as error:
        raise UserError("backup.file_there", file=str(target)) from error
    finally:
        Path(name).unlink(missing_ok=True)
    return told


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _fill(archive: tarfile.TarFile, now: datetime) -> Told:
    """The database first: every file that it names was on the disk before its record was."""
    hashes: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=dumps.home(), prefix=".backup-") as folder:
        copy = Path(folder) / DATABASE
        found = dumps.dump(copy)
        hashes[DATABASE] = hash_of(copy)
        archive.add(copy, DATABASE)
    for sha256, size in found.files:
        _add_stored(archive, sha256, size)
    for path in sorted((dumps.home() / "keys").glob("*")):
        hashes[KEYS + path.name] = hash_of(path)
        archive.add(path, KEYS + path.name)
    total = sum(size for _, size in found.files)
    manifest = Manifest(now.isoformat(), connection.vendor, found.tables, *found.head, hashes, len(found.files), total)
    data = manifest.to_bytes()
    _add(archive, MANIFEST, data, now)
    _add(archive, SEAL, hashlib.sha256(data).hexdigest().encode(), now)
    return Told.of(manifest)


def _add_stored(archive: tarfile.TarFile, sha256: str, size: int) -> None:
    path = files.path_of(sha256)
    if not path.is_file() or path.stat().st_size != size or hash_of(path) != sha256:
        raise UserError("backup.stored_file_damaged", file=str(path))
    archive.add(path, FILES + sha256)


def _add(archive: tarfile.TarFile, name: str, data: bytes, now: datetime) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(data), 0o600, int(now.timestamp())
    archive.addfile(entry, io.BytesIO(data))
