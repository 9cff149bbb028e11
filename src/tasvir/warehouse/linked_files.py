"""What was counted once, kept as files: events as Parquet, groups and doubtful pairs beside them as JSON."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tasvir.core.linkage.model import Doubtful, Group, Linked, Reason

_EVENTS, _REST = "events.parquet", "groups.json"


def save_linked(linked: Linked, folder: Path) -> None:
    """Write the events and their groups into a folder; the rows of a file stand together."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(linked.events, folder / _EVENTS, compression="zstd", row_group_size=50_000)
    rest = {
        "groups": [asdict(one) for one in linked.groups],
        "doubtful": [asdict(one) for one in linked.doubtful],
        "reported": linked.reported,
        "distinct": linked.distinct,
        "not_compared": linked.not_compared,
    }
    (folder / _REST).write_text(json.dumps(rest, ensure_ascii=False), encoding="utf-8")


def load_linked(folder: Path) -> Linked:
    """What `save_linked` has written."""
    rest = json.loads((folder / _REST).read_text("utf-8"))
    return Linked(
        events=pq.read_table(folder / _EVENTS),
        groups=[_group(one) for one in rest["groups"]],
        doubtful=[_doubtful(one) for one in rest["doubtful"]],
        reported=rest["reported"],
        distinct=rest["distinct"],
        not_compared=rest["not_compared"],
    )


def copy_linked(there: Path, here: Path) -> None:
    """Take over what was counted once; the same bytes on the disk where the file system allows it."""
    here.mkdir(parents=True, exist_ok=True)
    for name in (_EVENTS, _REST):
        (here / name).unlink(missing_ok=True)
        try:
            os.link(there / name, here / name)
        except OSError:
            shutil.copyfile(there / name, here / name)


def _group(one: Mapping[str, Any]) -> Group:
    told = {**one, "members": tuple(one["members"]), "partners": tuple(one["partners"])}
    return Group(**{**told, "reasons": _reasons(one)})


def _doubtful(one: Mapping[str, Any]) -> Doubtful:
    return Doubtful(tuple(one["members"]), one["probability"], _reasons(one))


def _reasons(one: Mapping[str, Any]) -> tuple[Reason, ...]:
    return tuple(Reason(reason["code"], reason["values"]) for reason in one["reasons"])
