"""How the records are kept: SQLite by default and safely, PostgreSQL by one setting."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, transaction

from tasvir.foundation.models import Notice
from tasvir.web.databases import database


@pytest.mark.django_db(transaction=True)
def test_sqlite_keeps_what_it_acknowledged() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("these are settings of SQLite")

    with connection.cursor() as cursor:
        kept = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
        keys = cursor.execute("PRAGMA foreign_keys").fetchone()[0]

    assert (kept, keys) == ({"journal_mode": "wal", "synchronous": 2}, 1)  # 2: FULL


@pytest.mark.django_db(transaction=True)
def test_a_transaction_of_sqlite_takes_the_write_lock_at_its_start() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("these are settings of SQLite")
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)

    with closing(other), transaction.atomic():
        Notice.objects.exists()  # only a question, and yet nobody else may begin to write
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_one_address_names_a_postgresql(tmp_path: Path) -> None:
    told = database("postgresql://office:a%40b@db.example:5433/tasvir?sslmode=require", tmp_path)

    named = {key: told[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert told["ENGINE"] == "django.db.backends.postgresql"
    assert named == {
        "NAME": "tasvir",
        "USER": "office",
        "PASSWORD": "a@b",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_another_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected postgresql://"):
        database("mysql://db.example/tasvir", tmp_path)
