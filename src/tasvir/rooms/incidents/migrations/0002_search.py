"""PostgreSQL finds a part of a text by its trigrams; SQLite, for smaller offices, looks through the rows in reach."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

INDEX = "incident_by_trigram"


def add_index(apps: Any, schema_editor: Any) -> None:
    """The index that a search for parts of words uses by itself."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {INDEX} ON incidents_incident USING gin (search_key gin_trgm_ops)")


def drop_index(apps: Any, schema_editor: Any) -> None:
    """Take it out again."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {INDEX}")


class Migration(migrations.Migration):
    """Search by trigrams."""

    dependencies: ClassVar = [("incidents", "0001_initial")]
    operations: ClassVar = [TrigramExtension(), migrations.RunPython(add_index, drop_index)]
