"""Put an office back from its archive: everything is checked before anything is touched, and again afterwards."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import connection

from tasvir.core.errors import UserError
from tasvir.foundation import files
from tasvir.rooms.audit.queries import verify_chain
from tasvir.web.backups import dumps
from tasvir.web.backups.manifest import DATABASE, FILES, KEYS, MANIFEST, SEAL, Manifest, Told

_PIECE = 1 << 20
_KEY = re.compile(r"keys/[A-Za-z0-9_.-]{1,60}")
_STORED = re.compile(r"files/[0-9a-f]{64}")
_SMALL = (MANIFEST, SEAL)


def restore_backup(source: Path, *, replace: bool, now: datetime) -> Told:
    """Restore into an empty office, or in the place of what is there; what was there is kept aside where it can be."""
    empty = dumps.is_empty()
    if not empty and not replace:
        raise UserError("backup.not_empty", home=str(dumps.home()))
    with tempfile.TemporaryDirectory(dir=dumps.home(), prefix=".restore-") as name:
        folder = Path(name)
        manifest = read_archive(source, folder)
        if manifest.vendor != connection.vendor:
            raise UserError("backup.other_database", found=manifest.vendor, expected=connection.vendor)
        aside = folder / "aside" if empty else dumps.home() / f"before-restore-{now:%Y%m%d-%H%M%S}"
        _put_files(folder)
        dumps.put_back(folder / DATABASE, aside)
        _put_keys(folder, aside)
    _check(manifest)
    return Told.of(manifest)


def read_archive(source: Path, folder: Path) -> Manifest:
    """Every entry of the archive into a folder, each against its hash; UserError names the first that is damaged."""
    try:
        with tarfile.open(source, mode="r:") as archive:
            hashes = {entry.name: _unpack_entry(archive, entry, folder) for entry in archive}
    except FileNotFoundError as error:
        raise UserError("backup.no_file", file=str(source)) from error
    except (tarfile.TarError, EOFError, FileExistsError) as error:
        raise UserError("backup.damaged", file=str(source), entry="tar") from error
    if not hashes.keys() >= {MANIFEST, SEAL, DATABASE}:
        raise UserError("backup.damaged", file=str(source), entry=MANIFEST)
    if (folder / SEAL).read_bytes().decode("ascii", "replace") != hashes[MANIFEST]:
        raise UserError("backup.damaged", file=str(source), entry=MANIFEST)
    manifest = Manifest.from_bytes((folder / MANIFEST).read_bytes())
    stored = {name for name in hashes if name.startswith(FILES)}
    expected = dict(manifest.hashes) | {name: name.removeprefix(FILES) for name in stored}
    wrong = [name for name in sorted({*hashes, *expected} - set(_SMALL)) if hashes.get(name) != expected.get(name)]
    if wrong or len(stored) != manifest.files:
        raise UserError("backup.damaged", file=str(source), entry=wrong[0] if wrong else FILES)
    return manifest


def _unpack_entry(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> str:
    """Write one entry under its own name and nowhere else; its hash."""
    known = entry.name in (DATABASE, *_SMALL) or _KEY.fullmatch(entry.name) or _STORED.fullmatch(entry.name)
    stream = archive.extractfile(entry) if known and entry.isreg() else None
    if stream is None:
        raise UserError("backup.strange_entry", entry=entry.name[:100])
    target = folder / entry.name
    target.parent.mkdir(exist_ok=True, mode=0o700)
    with stream, target.open("xb") as out:
        return _copy(stream, out)


def _copy(stream: IO[bytes], out: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
        out.write(piece)
    out.flush()
    os.fsync(out.fileno())
    return digest.hexdigest()


def _put_files(folder: Path) -> None:
    """Stored files first: they have their hash as their name, so they can only be added to."""
    for path in sorted((folder / FILES).glob("*")):
        place = files.path_of(path.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, place)


def _put_keys(folder: Path, aside: Path) -> None:
    keys = dumps.home() / "keys"
    if keys.exists():
        aside.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.move(keys, aside / "keys")
    keys.mkdir(mode=0o700)
    for path in sorted((folder / KEYS).glob("*")):
        path.chmod(0o600)
        os.replace(path, keys / path.name)


def _check(manifest: Manifest) -> None:
    """The restored office against the manifest: the rows of every table, the chain of the audit, its head."""
    found = dumps.current()
    wrong = [name for name, count in manifest.tables.items() if found.tables.get(name) != count]
    if wrong:
        raise UserError("backup.counts_differ", table=wrong[0])
    verdict = verify_chain()
    if verdict.broken or (verdict.number, verdict.hash) != (manifest.audit_number, manifest.audit_hash):
        raise UserError("backup.audit_differs", number=verdict.broken.number if verdict.broken else verdict.number)
