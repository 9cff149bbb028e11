"""Fixtures of the platform, for the rooms' own tests and for those that span rooms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture(autouse=True)
def own_folders(request: pytest.FixtureRequest) -> None:
    """Files and warehouse of a test that uses the platform lie in the test's own folder."""
    if not {"db", "transactional_db"} & set(request.fixturenames):
        return
    settings: Any = request.getfixturevalue("settings")
    folder: Path = request.getfixturevalue("tmp_path")
    settings.TASVIR_FILES, settings.TASVIR_WAREHOUSE = folder / "files", folder / "warehouse"


@pytest.fixture(autouse=True, scope="session")
def flush_empties_the_audit_too() -> None:
    """Emptying the database after a test is the one deed that the triggers of the audit do not refuse."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from tasvir.rooms.audit.migrations._append_only import INSTALL, REMOVE

    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self: Any, statements: Iterable[str]) -> None:
        vendor = self.connection.vendor
        plain(self, [*REMOVE[vendor], *statements, *INSTALL[vendor]])

    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign,assignment]


@pytest.fixture
def cast(db: None) -> Cast:
    """Two provinces and a person for each role; see tests/cast.py."""
    from tests.cast import make_cast

    return make_cast()
