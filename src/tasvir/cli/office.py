"""The office that the commands of the platform work on: its settings, its folder, its database."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tasvir.core.errors import UserError


def open_office() -> None:
    """Load the platform's settings; a wrong TASVIR_DATABASE is told as the user's mistake."""
    import django

    os.umask(0o077)  # what the office keeps is for the office alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasvir.web.settings")
    try:
        django.setup()
    except ValueError as error:
        raise UserError("office.bad_database", reason=str(error)) from error


def prepare() -> None:
    """Bring the database to this version and make what the platform needs in it; harmless when done again."""
    from django.core.management import call_command
    from django.db.utils import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        raise UserError("office.no_database", reason=" ".join(str(error).split())) from error


def say(code: str, lang: str, values: Mapping[str, object] | None = None) -> str:
    """A sentence of the platform in the language of the command."""
    from tasvir.foundation.texts import say as said

    return said(code, lang, **dict(values or {}))


def office_home() -> Path:
    """The office's folder."""
    from django.conf import settings

    return Path(settings.TASVIR_HOME)


def database_name(lang: str) -> str:
    """The database as a person knows it."""
    from django.db import connection

    return say(f"office.database.{connection.vendor}", lang)


@contextmanager
def in_use(*, alone: bool) -> Iterator[None]:
    """Hold the office: servers and workers share it, a restore has it alone; refused where that cannot be."""
    path = office_home() / "in-use"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError("office.in_use", home=str(office_home())) from error
        yield
    finally:
        os.close(handle)
