"""Export exactly the rows that a person has before them, under the rights that the person has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from tasvir.core.errors import UserError
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.incidents.choices import SORTS
from tasvir.rooms.incidents.models import Export, Incident
from tasvir.rooms.incidents.queries.visible import visible_incidents
from tasvir.rooms.incidents.services.export_files import COLUMNS, write_file
from tasvir.rooms.people.models import User
from tasvir.rooms.people.queries import Access

KEPT = timedelta(days=2)


def rights_of(access: Access) -> str:
    """A mark of what a person may export: it changes with every appointment and every naming."""
    statement, values = visible_incidents(access, "incidents.export").values("pk").query.sql_with_params()
    return hashlib.sha256(f"{statement}{values}".encode()).hexdigest()


def path_of(export: Export) -> Path:
    """Where the file lies: beside the warehouse, since it can be made again and needs no backup."""
    return Path(settings.TASVIR_WAREHOUSE) / "exports" / f"{export.pk}.{export.form}"


@transaction.atomic
def ask_export(*, form: str, query: str, lang: str, access: Access, by: User, now: datetime) -> Export:
    """Note what is wanted; the file is made by `make_export`."""
    for old in Export.objects.filter(owner=by, made_at__lt=now - KEPT):
        path_of(old).unlink(missing_ok=True)
        old.delete()
    return Export.objects.create(owner=by, form=form, query=query, lang=lang, rights=rights_of(access), made_at=now)


def make_export(
    *,
    export: Export,
    rows: QuerySet[Incident],
    sort: str,
    now: datetime,
    tell: Callable[[int], None] | None = None,
) -> Export:
    """Write the file, then note and audit how many rows it holds."""
    column, falls = SORTS[sort]
    sign = "-" if falls else ""
    ordered = rows.order_by(*dict.fromkeys((f"{sign}{column}", f"{sign}id")))
    path = path_of(export)
    path.parent.mkdir(parents=True, exist_ok=True)
    note = [("query", export.query), ("exported by", export.owner.get_username()), ("at", now.isoformat())]
    stream = ordered.values_list(*COLUMNS).iterator(chunk_size=5_000)
    count = write_file(export.form, stream, path, lang=export.lang, note=note, tell=tell or _say_nothing)
    return _note_made(export, count, now)


def _say_nothing(count: int) -> None:
    del count


@transaction.atomic
def _note_made(export: Export, count: int, now: datetime) -> Export:
    export.rows, export.name = count, f"incidents-{count}-rows-{now:%Y%m%d-%H%M}.{export.form}"
    export.save(update_fields=["rows", "name"])
    record_event(
        kind="incidents.exported",
        by=export.owner,
        now=now,
        subject="export",
        subject_id=export.pk,
        query=export.query,
        form=export.form,
        rows=count,
    )
    return export


@transaction.atomic
def open_export(*, export: Export, access: Access, by: User, now: datetime) -> Path:
    """The file for its owner, if the owner's rights are still those with which it was made."""
    path = path_of(export)
    if export.rights != rights_of(access):
        raise UserError("incidents.mistake.rights")
    if not export.name or not path.is_file():
        raise UserError("incidents.mistake.export_gone")
    record_event(
        kind="incidents.export_downloaded",
        by=by,
        now=now,
        subject="export",
        subject_id=export.pk,
        query=export.query,
        form=export.form,
        rows=export.rows,
    )
    return path
