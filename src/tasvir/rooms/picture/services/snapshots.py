"""Build the warehouse: the counted rows of a body joined into events, as Parquet files that can be made again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction

from tasvir.foundation.making import count_once, reported_tables
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.picture import choices
from tasvir.rooms.picture.models import Snapshot
from tasvir.rooms.picture.queries import Gathered, events_mark, fingerprint, gather, incident_rows, newest_snapshot
from tasvir.warehouse.linked_files import copy_linked, save_linked

_KEPT_SNAPSHOTS = 2

Tell = Callable[[Body, int, int], None]


def build_snapshot(*, body: Body, now: datetime, anew: bool = False, gathered: Gathered | None = None) -> Snapshot:
    """The snapshot of what is counted now: the newest one where nothing has changed, unless `anew`."""
    found, rows = gathered or gather(body), incident_rows(body)
    mark = events_mark(rows, found)
    whole = fingerprint(mark, found)
    newest = newest_snapshot(body)
    usable = newest if newest and not anew and newest.folder.is_dir() else None
    if usable and usable.fingerprint == whole:
        return usable
    snapshot = Snapshot.objects.create(body=body, fingerprint=whole, events_mark=mark, begun_at=now)
    try:
        _write(snapshot, found, rows, usable if usable and usable.events_mark == mark else None)
    except BaseException:
        Snapshot.objects.filter(pk=snapshot.pk).update(state=choices.FAILED)
        shutil.rmtree(snapshot.folder, ignore_errors=True)
        raise
    snapshot.state, snapshot.ready_at = choices.READY, now
    snapshot.save()
    _forget_old(body)
    return snapshot


def _write(snapshot: Snapshot, found: Gathered, rows: pa.Table, same_events: Snapshot | None) -> None:
    """The files of a snapshot; events that have not changed are taken over, since joining a nation's takes minutes."""
    figures, effort = reported_tables(found.reading, found.commission)
    if same_events:
        copy_linked(same_events.folder, snapshot.folder)
        snapshot.rows, snapshot.events = same_events.rows, same_events.events
    else:
        material = count_once(found.reading, found.commission, found.lists, found.decisions, rows)
        save_linked(material.linked, snapshot.folder)
        snapshot.rows, snapshot.events = material.linked.reported, material.linked.distinct
    pq.write_table(figures, snapshot.folder / "figures.parquet", compression="zstd")
    pq.write_table(effort, snapshot.folder / "effort.parquet", compression="zstd")
    snapshot.figures = figures.num_rows


def _forget_old(body: Body) -> None:
    """Remove the files of snapshots long replaced; pictures made of them keep their own."""
    old = Snapshot.objects.filter(body=body).order_by("-id")[_KEPT_SNAPSHOTS:]
    for snapshot in old:
        shutil.rmtree(snapshot.folder, ignore_errors=True)


def rebuild_warehouse(*, by: User | None, now: datetime, tell: Tell, body: Body | None = None) -> list[Snapshot]:
    """Build the snapshots of all commissions (or of one body) anew; the order of the tree, the top last."""
    found = [body] if body else list(Body.objects.filter(kind="commission", active=True).order_by("-path"))
    built = []
    for place, one in enumerate(found):
        tell(one, place, len(found))
        built.append(build_snapshot(body=one, now=now, anew=True))
    with transaction.atomic():
        facts: dict[str, Any] = {"bodies": len(built), "rows": sum(one.rows for one in built)}
        code = body.code if body else ""
        record_event(kind="picture.warehouse_rebuilt", by=by, now=now, body=code, **facts)
    return built
