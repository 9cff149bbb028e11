"""What is truly in a sample: events, where each is written, what is planted, and the counts to be reached."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from making.events import Event
from making.province import Province
from making.reports import Row


def write_truth(
    province: Province, periods: Mapping[str, tuple[date, date]], more: Mapping[str, Any], path: Path
) -> None:
    """Write the known truth beside the sample, outside of the folder that a picture reads."""
    by_event: dict[int, list[Row]] = defaultdict(list)
    for row in province.rows:
        by_event[row.event].append(row)
    truth = {
        "periods": {label: [start.isoformat(), end.isoformat()] for label, (start, end) in periods.items()},
        "counts": {label: counts(province.events, start, end) for label, (start, end) in periods.items()},
        "rows": dict(sorted(Counter(file_of(row) for row in province.rows).items())),
        "shared": [
            _shared(event, by_event[event.number]) for event in province.events if _agencies(by_event[event.number]) > 1
        ],
        "corrections": _pairs(province.rows, by_event, "correction"),
        "repeats": _pairs(province.rows, by_event, "repeat"),
        "dirty": [{"where": row.where, "cells": dict(row.spoiled)} for row in province.rows if row.role == "dirty"],
        "planted": [
            _planted(plan, province.events, by_event)
            for plan in (*province.plan.get("planted", []), *province.plan.get("reroutes", []))
        ],
        "personal": {name: sorted(found) for name, found in vars(province.planted).items()},
        **more,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1, default=str) + "\n", "utf-8")


def file_of(row: Row) -> str:
    """The file of a row."""
    return row.where.split("#", 1)[0]


def counts(events: Sequence[Event], start: date, end: date) -> dict[str, Any]:
    """Distinct events between two days, in all and by what they are."""
    within = [event for event in events if start <= event.day <= end]
    return {
        "cases_detected": len(within),
        "by_area": dict(sorted(Counter(event.area for event in within).items())),
        "by_goods": dict(
            sorted(Counter(code for event in within for code in {line.code for line in event.goods}).items())
        ),
        "by_lead": dict(sorted(Counter(event.lead for event in within).items())),
        "by_channel": dict(sorted(Counter(event.channel for event in within).items())),
        "by_violation": dict(sorted(Counter(event.violation for event in within).items())),
        "goods_value": sum(line.value or 0 for event in within for line in event.goods),
    }


def _agencies(rows: Sequence[Row]) -> int:
    return len({row.agency for row in rows})


def _shared(event: Event, rows: Sequence[Row]) -> dict[str, Any]:
    members = [row.where for row in rows if row.role in ("lead", "line", "partner")]
    return {"day": event.day.isoformat(), "members": members, "agencies": sorted({row.agency for row in rows})}


def _pairs(rows: Sequence[Row], by_event: Mapping[int, Sequence[Row]], role: str) -> list[dict[str, str]]:
    found = []
    for row in rows:
        if row.role == role:
            first = next(other for other in by_event[row.event] if other.role == "lead" and other.agency == row.agency)
            found.append({"first": first.where, "later": row.where, "day": row.cells["occurred_on"].isoformat()})
    return found


def _planted(plan: Mapping[str, Any], events: Sequence[Event], by_event: Mapping[int, Sequence[Row]]) -> dict[str, Any]:
    own = [event for event in events if event.planted == plan["name"]]
    return {
        "name": plan["name"],
        "start": own[0].day.isoformat(),
        "end": own[-1].day.isoformat(),
        "events": len(own),
        "areas": sorted({event.area for event in own}),
        "goods": sorted({line.code for event in own for line in event.goods}),
        "members": [by_event[event.number][0].where for event in own],
    }
