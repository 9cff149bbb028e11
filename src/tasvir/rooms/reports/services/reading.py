"""Read a submission into rows, figures, effort and letters, with an answer for every row; again and again the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db import transaction

from tasvir.core.intake.tables import EFFORT, FIGURES, INCIDENTS, SourceAnswer
from tasvir.foundation import handlers
from tasvir.foundation.models import Work
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.incidents.services import replace_rows, set_counted
from tasvir.rooms.people.models import User
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import ReportedEffort, ReportedFigure, Submission
from tasvir.rooms.reports.queries.answers import stored_answer
from tasvir.rooms.reports.queries.repeats import find_repeats
from tasvir.rooms.reports.services.letters import replace_letters
from tasvir.rooms.reports.services.parsing import Parsed, parse_submission

_BATCH = 2_000
_ROWS: Mapping[str, type[ReportedFigure] | type[ReportedEffort]] = {"figures": ReportedFigure, "effort": ReportedEffort}
_SCHEMAS = {"incidents": INCIDENTS, "figures": FIGURES, "effort": EFFORT}


def begin_reading(*, submission: Submission, by: User | None, now: datetime) -> Work | None:
    """Read a small submission at once; hand a large one to a worker and answer with its Work."""
    size = sum(submission.attachments.values_list("stored_file__size", flat=True))
    if size <= rules.READ_AT_ONCE:
        read_submission(submission=submission, by=by, now=now)
        return None
    with transaction.atomic():
        started = handlers.announce("submission.to_read", submission=submission, by=by, now=now, watched=True)
        work: Work | None = next((one for one in started if isinstance(one, Work)), None)
        if work is not None:
            Submission.objects.filter(pk=submission.pk).update(reading_work=work.pk)
            submission.reading_work = work.pk
    return work


def read_submission(*, submission: Submission, now: datetime, by: User | None = None) -> dict[str, Any]:
    """Read everything in a submission and keep what it gave; the answer is without a language (see answer_in)."""
    parsed = parse_submission(submission)
    while True:
        with transaction.atomic():
            current = Submission.objects.select_for_update(of=("self",)).select_related("body").get(pk=submission.pk)
            if current.rows == submission.rows:
                answer = _keep(current, parsed, by, now)
                break
        # The form was saved again while it was being read.
        submission.rows = current.rows
        parsed = parse_submission(current)
    for name in ("reading", "read_at", "answer", "held_kinds"):
        setattr(submission, name, getattr(current, name))
    return answer


def _keep(submission: Submission, parsed: Parsed, by: User | None, now: datetime) -> dict[str, Any]:
    """What was read takes the place of what had been read before."""
    answers = parsed.reading.answers
    incidents = _table(answers, "incidents")
    repeats = find_repeats(submission, incidents, _table(answers, "figures"))
    replace_rows(
        submission_id=submission.pk,
        submission_number=submission.number,
        body=submission.body,
        table=incidents,
        sensitivity=submission.sensitivity,
        by=by,
        now=now,
    )
    if submission.counted:
        set_counted(submission_ids=[submission.pk], counted=True, now=now)
    for kind, model in _ROWS.items():
        _replace_totals(submission, model, _table(answers, kind))
    replace_letters(submission, parsed.reading.written)
    answer = stored_answer(parsed.reading, repeats)
    submission.answer, submission.read_at = answer, now
    told = parsed.useful or (submission.entry == choices.ZERO and not parsed.reading.refused)
    submission.reading = choices.DONE if told else choices.REFUSED
    held = {one.kind for one in answers if one.accepted} | ({choices.WRITTEN} if parsed.reading.written else set())
    submission.held_kinds = "|".join(sorted(held))
    submission.save(update_fields=["answer", "reading", "read_at", "held_kinds"])
    record_event(
        kind="reports.read",
        by=by,
        now=now,
        body=submission.body.code,
        subject="submission",
        subject_id=submission.pk,
        number=submission.number,
        **{name: sum(getattr(one, name) for one in answers) for name in _COUNTS},
    )
    return answer


_COUNTS = ("rows_in", "accepted", "rejected", "duplicate", "blank")


def _table(answers: Iterable[SourceAnswer], kind: str) -> pa.Table:
    return pa.concat_tables([_SCHEMAS[kind].empty_table(), *(one.table for one in answers if one.kind == kind)])


def _replace_totals(
    submission: Submission, model: type[ReportedFigure] | type[ReportedEffort], table: pa.Table
) -> None:
    own = model._default_manager.filter(submission=submission)
    own.delete()
    rows = (model(submission=submission, **row) for row in _storable_rows(table))
    for batch in _batches(rows, _BATCH):
        model._default_manager.bulk_create(batch)


def _storable_rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=_BATCH):
        for row in batch.to_pylist():
            yield {name: rules.storable(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def _batches(rows: Iterator[Any], size: int) -> Iterator[Sequence[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
