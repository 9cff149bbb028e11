"""Load the totals of past years once, so that comparisons have a base from the first day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tasvir.core.calendars.periods import Period, parse_period, range_period
from tasvir.core.errors import UserError
from tasvir.core.intake.tables import SourceAnswer
from tasvir.core.vocabulary.messages import issue_message
from tasvir.rooms.people.models import Body, User
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import PastTotal, Submission
from tasvir.rooms.reports.queries.duties import may
from tasvir.rooms.reports.queries.office import local_day, office_of
from tasvir.rooms.reports.services.contents import check_files
from tasvir.rooms.reports.services.parsing import Source, parse_sources
from tasvir.rooms.reports.services.reading import read_submission
from tasvir.rooms.reports.services.receiving import receive_submission
from tasvir.rooms.reports.services.steps import note


@dataclass(frozen=True)
class _Cell:
    """What a past total is about."""

    measure: str
    breakdown: str
    start: date
    end: date
    unit: str


def load_history(
    *,
    client_id: UUID,
    body: Body,
    files: Sequence[tuple[str, bytes]],
    by: User,
    now: datetime,
    reason: str = "",
    lang: str = "fa",
) -> Submission:
    """Load tables of totals of past periods; a cell that was loaded before needs a reason and stays readable.

    Nothing is loaded while any row of any file is refused: a base of comparison has no holes that nobody sees.
    """
    if not may(by, ("reports.manage",), body):
        raise rules.NotAllowed("reports.mistake.not_allowed")
    known = Submission.objects.filter(client_id=client_id, entry=choices.HISTORY).first()
    if known is not None and known.state == choices.ACCEPTED:
        return known
    totals = _read(body, files, now, lang)
    period = _span(totals, body)
    _check_same(totals)
    _check_twice(body, [cell for cell, _ in totals], reason)
    submission = receive_submission(
        client_id=client_id,
        body=body,
        kind=choices.FIGURES,
        period=period,
        entry=choices.HISTORY,
        files=files,
        reason=reason,
        by=by,
        now=now,
        needs="reports.manage",
    )
    read_submission(submission=submission, by=by, now=now)
    return _load(submission, body, reason, by, now)


def _read(body: Body, files: Sequence[tuple[str, bytes]], now: datetime, lang: str) -> list[tuple[_Cell, float]]:
    office = office_of(body)
    pieces = check_files(files, ())
    sources = [Source(piece.name, piece.data) for piece in pieces if piece.kind == choices.REPORT]
    parsed = parse_sources(sources, office, local_day(now, office.time_zone or ""))
    for refused in parsed.reading.refused:
        raise UserError(refused.issue.code, **refused.issue.values)
    totals: list[tuple[_Cell, float]] = []
    for answer in parsed.reading.answers:
        _refuse_holes(answer, lang)
        totals += [(_cell_of(row, body), row["value"] or 0.0) for row in _figures(answer)]
    if not totals:
        raise UserError("reports.mistake.history_empty", file=", ".join(piece.name for piece in pieces))
    return totals


def _refuse_holes(answer: SourceAnswer, lang: str) -> None:
    wrong = next((issue for issue in answer.issues if issue.severity == "error"), None)
    if wrong is not None:
        problem = issue_message(wrong, lang)
        raise UserError("reports.mistake.history_row", file=answer.file, row=wrong.row or "–", problem=problem)


def _figures(answer: SourceAnswer) -> list[dict[str, Any]]:
    if answer.kind != "figures":
        return []
    rows: list[dict[str, Any]] = answer.table.to_pylist()
    return [row for row in rows if row["period_start"] and row["state"] in ("number", "zero")]


def _cell_of(row: Mapping[str, Any], body: Body) -> _Cell:
    """A row about an agency or an area other than the body's own is a breakdown of it."""
    parts = dict(part.split("=", 1) for part in (row["breakdown"] or "").split("|") if part)
    for key, own in (("agency", body.agency or body.code), ("area", body.area)):
        if row[key] and row[key] != own:
            parts.setdefault(key, row[key])
    breakdown = "|".join(f"{key}={parts[key]}" for key in sorted(parts))
    return _Cell(row["measure"], breakdown, row["period_start"], row["period_end"], row["unit"] or "other")


def _span(totals: Sequence[tuple[_Cell, float]], body: Body) -> Period:
    system = office_of(body).calendar or "gregorian"
    start, end = min(cell.start for cell, _ in totals), max(cell.end for cell, _ in totals)
    return range_period(start, end, "gregorian" if system == "vn" else system)


def _check_same(totals: Sequence[tuple[_Cell, float]]) -> None:
    """Two values for one cell contradict each other; nobody guesses which one is meant."""
    seen: dict[_Cell, float] = {}
    for cell, value in totals:
        if seen.setdefault(cell, value) != value:
            period = range_period(cell.start, cell.end).label
            raise UserError("reports.mistake.history_same_cell", measure=cell.measure, period=period)


def _check_twice(body: Body, cells: Sequence[_Cell], reason: str) -> None:
    loaded = {
        _Cell(*told)
        for told in PastTotal.objects.filter(body=body, replaced_at__isnull=True).values_list(
            "measure", "breakdown", "period_start", "period_end", "unit"
        )
    }
    again = [cell for cell in cells if cell in loaded]
    if again and not reason.strip():
        period = range_period(again[0].start, again[0].end).label
        raise UserError("reports.mistake.history_twice", measure=again[0].measure, period=period, count=len(again))


@transaction.atomic
def _load(submission: Submission, body: Body, reason: str, by: User, now: datetime) -> Submission:
    """The totals from the submission's own rows, so that each leads to its cell; earlier ones are marked replaced."""
    current = Submission.objects.select_for_update(of=("self",)).select_related("body").get(pk=submission.pk)
    if current.state == choices.ACCEPTED:
        return current
    found: dict[_Cell, PastTotal] = {}
    for row in current.reportedfigures.filter(state__in=("number", "zero"), period_start__isnull=False).values():
        cell = _cell_of(row, body)
        found[cell] = PastTotal(
            submission=current,
            source=row["source"],
            body=body,
            measure=cell.measure,
            breakdown=cell.breakdown,
            unit=cell.unit,
            period_start=cell.start,
            period_end=cell.end,
            period_name=_name(row, cell),
            value=row["value"] or 0.0,
            reason=reason[:500],
        )
    for cell in found:
        PastTotal.objects.filter(
            body=body,
            measure=cell.measure,
            breakdown=cell.breakdown,
            unit=cell.unit,
            period_start=cell.start,
            period_end=cell.end,
            replaced_at__isnull=True,
        ).update(replaced_at=now)
    PastTotal.objects.bulk_create(found.values(), batch_size=500)
    for name in ("submitted", "approved", "accepted"):
        setattr(current, f"{name}_by", by)
        setattr(current, f"{name}_at", now)
    current.state, current.revision = choices.ACCEPTED, current.revision + 1
    current.save()
    note("reports.history_loaded", current, by, now, reason=reason, totals=len(found))
    submission.refresh_from_db()
    return submission


def _name(row: Mapping[str, Any], cell: _Cell) -> str:
    """The label of its period where core reads it back to the same days, else its first and last day."""
    try:
        named = parse_period(row["period_label"] or "")
    except UserError:
        named = range_period(cell.start, cell.end)
    same = (named.start, named.end) == (cell.start, cell.end)
    return named.label if same else range_period(cell.start, cell.end).label
