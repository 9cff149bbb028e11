"""Put the parts of a picture together: picture.json as contracts.md has it, in one language, sentences in three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.calendars.periods import Period
from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.issues import Issue
from tasvir.core.linkage.model import Doubtful, Group, Linked
from tasvir.core.picture.account.reconciliation import Reconciled
from tasvir.core.picture.account.reporting import Due, Reporting
from tasvir.core.picture.compose_numbers import left_over_json, numbers_json
from tasvir.core.picture.findings.ordering import build_findings
from tasvir.core.picture.numbers.number import Number
from tasvir.core.picture.numbers.reported import LeftOver
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.source_texts import source_texts
from tasvir.core.picture.wording import Wording
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.picture.written.placing import Placement, Quote, Unplaced, WrittenFigure
from tasvir.core.picture.written.statements import Stated
from tasvir.core.vocabulary.lists import Lists
from tasvir.core.vocabulary.messages import LANGUAGES, message, placed_message

_ANALYSES = ("trends", "alerts", "hotspots", "axes", "contexts", "patterns", "new_methods", "effects")
_LARGEST_EXACT = 2**53


@dataclass(frozen=True)
class Refused:
    """A file that could not be read at all."""

    file: str
    issue: Issue


@dataclass(frozen=True)
class Parts:
    """Everything that a picture is made of."""

    period: Period
    today: date
    lang: str
    lists: Lists
    commission: Commission
    linked: Linked
    numbers: Sequence[Number]
    placement: Placement
    reporting: Reporting
    left_over: Sequence[LeftOver] = ()
    answers: Sequence[SourceAnswer] = ()
    refused: Sequence[Refused] = ()
    written: Sequence[WrittenReport] = ()
    stated: Sequence[Stated] = ()
    reconciled: Sequence[Reconciled] = ()
    comparisons: Sequence[str] = ()


def compose(parts: Parts) -> dict[str, Any]:
    """The picture as a dictionary ready for JSON."""
    voice = Wording(parts.lang, parts.lists, parts.commission, _calendar(parts))
    inside = _within(parts.linked.events, parts.period)
    picture: dict[str, Any] = {
        "lang": parts.lang,
        "commission": {"name": dict(parts.commission.names), "area": parts.commission.area},
        "made_on": parts.today.isoformat(),
        "period": _period(parts.period, voice),
        "comparisons": list(parts.comparisons),
        "sources": _sources(parts, voice),
        "counted_once": _counted_once(parts.linked, inside, voice),
        "numbers": numbers_json(parts.numbers, voice),
        "reporting": _reporting(parts.reporting, voice),
        "reconciliation": [_reconciled(one, voice) for one in parts.reconciled],
        "analysis": {name: [] for name in _ANALYSES},
        "statements": [_stated(one, voice) for one in parts.stated],
        "written": [_written(one) for one in parts.placement.placed],
        "unplaced": [
            *(_unplaced(one, voice) for one in parts.placement.unplaced),
            *(left_over_json(one, voice) for one in parts.left_over),
        ],
    }
    voices = [Wording(lang, parts.lists, parts.commission, _calendar(parts)) for lang in LANGUAGES]
    picture["findings"] = build_findings(picture, parts.period, voices)
    picture["source_texts"] = source_texts(picture, parts.linked.events, parts.answers, voice)
    exact: dict[str, Any] = _exact(picture)
    return exact


def _calendar(parts: Parts) -> Any:
    return parts.commission.calendar_for(parts.period)


def _exact(value: Any) -> Any:
    """The same with integers that JSON readers would round as strings."""
    if isinstance(value, dict):
        return {key: _exact(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(entry) for entry in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST_EXACT:
        return str(value)
    return value


def _within(events: pa.Table, period: Period) -> pa.Table:
    days = events["occurred_on"]
    inside = pc.and_(pc.greater_equal(days, pa.scalar(period.start)), pc.less_equal(days, pa.scalar(period.end)))
    return events.filter(inside)


def _period(period: Period, voice: Wording) -> dict[str, Any]:
    return {
        "label": period.label_in(voice.lang),
        "name": period.label,
        "calendar": period.system if period.calendar == "range" else period.calendar,
        "kind": period.kind,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "start_label": voice.day(period.start),
        "end_label": voice.day(period.end),
        "range_label": voice.days(period.start, period.end),
    }


def _sources(parts: Parts, voice: Wording) -> list[dict[str, Any]]:
    entries = [_answer(answer, parts, voice) for answer in parts.answers]
    entries += [_letter(report, voice.lang) for report in parts.written]
    entries += [_refused(one, voice) for one in parts.refused]
    return sorted(entries, key=lambda entry: (entry["file"], entry.get("sheet") or "", entry["kind"]))


def _answer(answer: SourceAnswer, parts: Parts, voice: Wording) -> dict[str, Any]:
    body = parts.commission.body_of_file(answer.file)
    counts = {name: getattr(answer, name) for name in ("rows_in", "accepted", "rejected", "duplicate", "blank")}
    sheet = answer.table["sheet"][0].as_py() if answer.table.num_rows else None
    return {
        "file": answer.file,
        "sheet": sheet,
        "kind": answer.kind,
        "body": body.code if body else None,
        **counts,
        "issues": [issue_json(issue, voice.lang) for issue in answer.issues],
    }


def issue_json(issue: Issue, lang: str) -> dict[str, Any]:
    """One problem with its sentence in a language."""
    return {
        "row": issue.row,
        "column": issue.column,
        "value": issue.value,
        "code": issue.code,
        "sheet": issue.sheet,
        "severity": issue.severity,
        "message": placed_message(issue, lang),
    }


def _letter(report: WrittenReport, lang: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("rows_in", "accepted", "rejected", "duplicate", "blank"), 0)
    return {
        "file": report.file,
        "kind": "written",
        "body": report.body.code if report.body else None,
        "lang": report.extracted.lang,
        **nothing,
        "figures": len(report.figures),
        "statements": len(report.statements),
        "issues": [issue_json(issue, lang) for issue in report.extracted.issues],
    }


def _refused(refused: Refused, voice: Wording) -> dict[str, Any]:
    nothing = dict.fromkeys(("rows_in", "accepted", "rejected", "duplicate", "blank"), 0)
    return {
        "file": refused.file,
        "kind": "refused",
        "body": None,
        **nothing,
        "issues": [issue_json(refused.issue, voice.lang)],
    }


def _counted_once(linked: Linked, inside: pa.Table, voice: Wording) -> dict[str, Any]:
    """The account of the period; `folder` holds that of everything received."""
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


def _reporting(reporting: Reporting, voice: Wording) -> dict[str, Any]:
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


def _reconciled(one: Reconciled, voice: Wording) -> dict[str, Any]:
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


def _stated(stated: Stated, voice: Wording) -> dict[str, Any]:
    names = [voice.body(code) for code in stated.bodies] + stated.speakers
    return {
        "kind": stated.kind,
        "topic": stated.topic,
        "stated_by": voice.word("join.comma").join(names) if names else stated.files[0],
        "bodies": stated.bodies,
        "owner": stated.owner,
        "due": stated.due,
        "confidence": stated.confidence,
        "quotes": stated.quotes,
        "sources": stated.sources,
    }


def _quotes(quotes: Sequence[Quote]) -> dict[str, Any]:
    return {
        "quotes": [quote.text for quote in quotes],
        "sentences": [quote.sentence for quote in quotes],
        "sources": [quote.source for quote in quotes],
    }


def _written(one: WrittenFigure) -> dict[str, Any]:
    values = [{"value": value.value, "approx": value.approx, **_quotes(value.quotes)} for value in one.values]
    return {
        "measure": one.measure,
        "by": dict(one.by),
        "agency": one.agency,
        "body": one.body,
        "area": one.area,
        "unit": one.unit,
        "proof": one.proof,
        "confirmed": one.confirmed,
        "conflict": one.conflicting,
        "values": values,
    }


def _unplaced(one: Unplaced, voice: Wording) -> dict[str, Any]:
    figure: Mapping[str, Any] = one.figure.as_json()
    kept = {name: figure[name] for name in ("value", "unit", "kind", "direction", "approx", "measure", "goods", "area")}
    period = voice.period(one.period) if one.period else ""
    return {
        **kept,
        "agency": figure["agency"],
        "body": one.body,
        "reason": one.why,
        "reason_label": voice.say(f"why.{one.why}", period=period),
        "period": one.period.label if one.period else None,
        **_quotes(one.quotes),
    }
