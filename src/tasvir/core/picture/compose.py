"""Put the parts of a picture together: picture.json as contracts.md has it, in one language, sentences in three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tasvir.core.calendars.periods import Period
from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.issues import Issue
from tasvir.core.linkage.model import Linked
from tasvir.core.picture.account.reconciliation import Reconciled
from tasvir.core.picture.account.reporting import Reporting
from tasvir.core.picture.account.totals_beside import add_totals_beside
from tasvir.core.picture.analysis.entries import Analyses
from tasvir.core.picture.analysis.run import analyses_json
from tasvir.core.picture.compose_account import counted_once_json, reconciled_json, reporting_json
from tasvir.core.picture.compose_numbers import left_over_json, numbers_json
from tasvir.core.picture.compose_written import stated_json, unplaced_json, written_json
from tasvir.core.picture.findings.ordering import build_findings
from tasvir.core.picture.numbers.number import Number
from tasvir.core.picture.numbers.reported import LeftOver
from tasvir.core.picture.office.commission import Commission
from tasvir.core.picture.source_texts import source_texts
from tasvir.core.picture.wording import Wording
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.picture.written.placing import Placement
from tasvir.core.picture.written.statements import Stated
from tasvir.core.vocabulary.lists import Lists
from tasvir.core.vocabulary.messages import LANGUAGES, issue_json

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
    analyses: Analyses = field(default_factory=Analyses)


def compose(parts: Parts) -> dict[str, Any]:
    """The picture as a dictionary ready for JSON."""
    voice = Wording(parts.lang, parts.lists, parts.commission, _calendar(parts))
    picture: dict[str, Any] = {
        "lang": parts.lang,
        "commission": {"name": dict(parts.commission.names), "area": parts.commission.area},
        "made_on": parts.today.isoformat(),
        "period": _period(parts.period, voice),
        "comparisons": list(parts.comparisons),
        "sources": _sources(parts, voice),
        "counted_once": counted_once_json(parts.linked, parts.period, voice),
        "numbers": numbers_json(parts.numbers, voice),
        "reporting": reporting_json(parts.reporting, voice),
        "reconciliation": [reconciled_json(one, voice) for one in parts.reconciled],
        "statements": [stated_json(one, voice) for one in parts.stated],
        "written": [written_json(one) for one in parts.placement.placed],
        "unplaced": [
            *(unplaced_json(one, voice) for one in parts.placement.unplaced),
            *(left_over_json(one, voice) for one in parts.left_over),
        ],
    }
    add_totals_beside(picture["numbers"], picture["reconciliation"])
    voices = [Wording(lang, parts.lists, parts.commission, _calendar(parts)) for lang in LANGUAGES]
    picture["analysis"] = analyses_json(parts.analyses, voices)
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
