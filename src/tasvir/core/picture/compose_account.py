"""The account of the folder as picture.json holds it: what counts once, who has reported, totals beside lists."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period
from tasvir.core.linkage.model import Doubtful, Group, Linked
from tasvir.core.picture.account.reconciliation import Reconciled
from tasvir.core.picture.account.reporting import Due, Reporting
from tasvir.core.picture.wording import Wording
from tasvir.core.vocabulary.messages import message


def counted_once_json(linked: Linked, period: Period, voice: Wording) -> dict[str, Any]:
    """The account of the period; `folder` holds that of everything received."""
    inside = _within(linked.events, period)
    named = [one.members for one in linked.groups] + [one.members for one in linked.doubtful]
    members = pa.array(sorted({source for sources in named for source in sources}), pa.string())
    rows = inside.filter(pc.is_in(inside["source"], value_set=members)) if len(members) else inside.slice(0, 0)
    here = set(rows["source"].to_pylist())
    used = inside.filter(inside["used"])
    return {
        "reported": inside.num_rows,
        "distinct": int(pc.count_distinct(used["incident"]).as_py()),
        "groups": [_group(one, voice) for one in linked.groups if here.intersection(one.members)],
        "doubtful": [_doubtful(one, voice) for one in linked.doubtful if here.intersection(one.members)],
        "folder": {"reported": linked.reported, "distinct": linked.distinct},
        "not_compared": linked.not_compared,
    }


def _group(group: Group, voice: Wording) -> dict[str, Any]:
    return {
        "incident": group.incident,
        "members": list(group.members),
        "reasons": [message(reason.code, voice.lang, reason.values) for reason in group.reasons],
        "reason_codes": [reason.code for reason in group.reasons],
        "decided_by": group.decided_by,
        "lead_agency": group.lead_agency,
        "partners": list(group.partners),
    }


def _doubtful(doubtful: Doubtful, voice: Wording) -> dict[str, Any]:
    return {
        "members": list(doubtful.members),
        "probability": doubtful.probability,
        "reasons": [message(reason.code, voice.lang, reason.values) for reason in doubtful.reasons],
        "reason_codes": [reason.code for reason in doubtful.reasons],
    }


def reporting_json(reporting: Reporting, voice: Wording) -> dict[str, Any]:
    """Which reports were due and what became of each."""
    return {
        "expected": reporting.expected,
        "received": reporting.received,
        "on_time": reporting.on_time,
        "undated": reporting.undated,
        "missing": list(reporting.silent_bodies),
        "missing_reports": [_due(due, voice) for due in reporting.missing],
        "late_reports": [_due(due, voice) for due in reporting.late],
        "reports": [_due(due, voice) for due in reporting.dues],
    }


def _due(due: Due, voice: Wording) -> dict[str, Any]:
    state = "late" if due.late else "on_time" if due.on_time else "undated" if due.received else "missing"
    return {
        "body": due.body,
        "name": voice.body(due.body),
        "kind": due.kind,
        "period": due.slot.label,
        "period_label": voice.period(due.slot),
        "start": due.slot.start.isoformat(),
        "end": due.slot.end.isoformat(),
        "due": due.due.isoformat(),
        "received_on": due.received_on.isoformat() if due.received_on else None,
        "files": list(due.files),
        "state": state,
    }


def reconciled_json(one: Reconciled, voice: Wording) -> dict[str, Any]:
    """A reported total beside what the listed incidents give."""
    total = one.total
    return {
        "agency": total.agency,
        "name": voice.label("agency", total.agency),
        "measure": total.measure,
        "by": dict(total.by),
        "unit": total.unit,
        "reported_total": total.values[0] if len(total.values) == 1 else None,
        "conflict": list(total.values) if len(total.values) > 1 else [],
        "from_events": one.from_events,
        "difference": one.difference,
        "as_partner": one.as_partner,
        "basis": total.basis,
        "confirmed": total.confirmed,
        "reported_sources": list(total.sources),
        "event_sources": {"count": one.event_count, "examples": list(one.event_sources)},
    }


def _within(events: pa.Table, period: Period) -> pa.Table:
    days = events["occurred_on"]
    inside = pc.and_(pc.greater_equal(days, pa.scalar(period.start)), pc.less_equal(days, pa.scalar(period.end)))
    return events.filter(inside)
