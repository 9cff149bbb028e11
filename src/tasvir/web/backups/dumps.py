"""Copy a running database into one file at one moment, and read it back: SQLite's own copy, PostgreSQL's programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from tasvir.core.errors import UserError

Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Contents:
    """What one moment of a database holds."""

    tables: Mapping[str, int]
    head: tuple[int, str]
    files: tuple[tuple[str, int], ...]  # hash and size of the stored files


def dump(target: Path) -> Contents:
    """Copy the office's database while others go on writing; what the copy holds."""
    if connection.vendor == "sqlite":
        return _dump_sqlite(target)
    return _dump_postgresql(target)


def current() -> Contents:
    """What the office's database holds now."""
    with transaction.atomic():
        return _contents(_asked, connection.introspection.table_names())


def is_empty() -> bool:
    """Whether a restore would overwrite nothing: there are no tables, or no person and no body in them."""
    names = set(connection.introspection.table_names())
    if not {"people_user", "people_body", "audit_event"} <= names:
        return True
    return not any(_asked(f"SELECT 1 FROM {name} LIMIT 1") for name in ("people_user", "people_body", "audit_event"))


def put_back(source: Path, aside: Path) -> None:
    """Put a copy in the database's place; what was there goes aside (SQLite) or is replaced in one transaction."""
    connection.close()
    if connection.vendor == "sqlite":
        _put_back_sqlite(source, aside)
    else:
        _put_back_postgresql(source)


def _contents(ask: Ask, names: list[str]) -> Contents:
    tables = {name: ask(f'SELECT COUNT(*) FROM "{name}"')[0][0] for name in sorted(names)}
    head = (ask("SELECT number, hash FROM audit_event ORDER BY number DESC LIMIT 1") or [(0, "")])[0]
    files = ask("SELECT sha256, size FROM foundation_storedfile ORDER BY sha256")
    return Contents(tables, (head[0], head[1]), tuple((sha256, size) for sha256, size in files))


def _asked(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def _dump_sqlite(target: Path) -> Contents:
    # A connection of its own: the copy is one moment of the database, whatever is written meanwhile.
    with closing(sqlite3.connect(_sqlite_file())) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if (found := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise UserError("backup.database_damaged", reason=str(found)[:200])
        listed = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        names = [name for (name,) in listed]
        return _contents(lambda question: copy.execute(question).fetchall(), names)


def _dump_postgresql(target: Path) -> Contents:
    with transaction.atomic():
        _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = _asked("SELECT pg_export_snapshot()")[0][0]
        found = _contents(_asked, connection.introspection.table_names())
        # The same moment that was counted, though others write.
        _call("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")
    return found


def _put_back_sqlite(source: Path, aside: Path) -> None:
    place = _sqlite_file()
    for ending in ("", "-wal", "-shm"):
        if (old := place.with_name(place.name + ending)).exists():
            aside.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.replace(old, aside / old.name)
    os.replace(source, place)


def _put_back_postgresql(source: Path) -> None:
    script = source.with_suffix(".sql")
    _call("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source), connect=False)
    emptied = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
    _call("psql", "--single-transaction", "--quiet", "-v", "ON_ERROR_STOP=1", "-c", emptied, "-f", str(script))


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _call(program: str, *words: str, connect: bool = True) -> None:
    """Run one of PostgreSQL's programs; the password goes by its environment, where no other user reads it."""
    told = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {variable: str(told[name]) for variable, name in named.items() if told[name]} if connect else {}
    given |= {"PGOPTIONS": "--client-min-messages=warning"} if connect else {}
    path = next(iter(_programs(program)), None)
    if path is None:
        raise UserError("backup.no_program", program=program)
    done = subprocess.run([path, *words], env={**os.environ, **given}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError("backup.program_failed", program=program, reason=" ".join(done.stderr.split())[:300])


def _programs(name: str) -> Iterator[str]:
    """The newest of Debian's versions first: an older pg_dump refuses a newer server."""
    yield from map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True))
    if found := shutil.which(name):
        yield found


def home() -> Path:
    """The office's folder."""
    return Path(settings.TASVIR_HOME)
