"""What accepted submissions state, in core's own shapes: lists with their account, letters as persons confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
from django.db.models import Model, QuerySet

from tasvir.core.intake.tables import EFFORT, FIGURES, INCIDENTS, RowAnswer, SourceAnswer
from tasvir.core.issues import Issue
from tasvir.core.picture.office.commission import Body as CoreBody
from tasvir.core.picture.written.figures import WrittenReport
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.figures.model import Figure
from tasvir.core.text.statements.model import Statement
from tasvir.rooms.people.models import Body
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.models import (
    ReportedEffort,
    ReportedFigure,
    Submission,
    WrittenFigure,
    WrittenStatement,
    WrittenText,
)
from tasvir.rooms.reports.queries.office import commission_frame, line_of

_SCHEMAS = {"incidents": INCIDENTS, "figures": FIGURES, "effort": EFFORT}
_Sheet = tuple[str, str | None]  # file and sheet


def counted_submissions(body: Body) -> QuerySet[Submission]:
    """The submissions of a body and all below it whose rows count; loads of history are past totals instead."""
    below = Submission.objects.filter(body__path__startswith=body.path, state__in=choices.COUNTED_STATES)
    return below.exclude(entry=choices.HISTORY).order_by("pk")


def counted_answers(body: Body) -> list[SourceAnswer]:
    """Every counted list with its account; figures and effort with their rows, of incidents only the account."""
    tables = {
        "figures": _tables(ReportedFigure, FIGURES, body),
        "effort": _tables(ReportedEffort, EFFORT, body),
    }
    told = counted_submissions(body).values_list("answer", flat=True)
    return [_answer(one, tables) for answer in told.iterator(chunk_size=500) for one in (answer or {}).get("lists", ())]


def _answer(one: Mapping[str, Any], tables: Mapping[str, Mapping[_Sheet, pa.Table]]) -> SourceAnswer:
    kind = one["kind"]
    table = tables.get(kind, {}).get((one["file"], one["sheet"]))
    return SourceAnswer(
        file=one["file"],
        kind=kind,
        table=_SCHEMAS[kind].empty_table() if table is None else table,
        **{name: one[name] for name in ("rows_in", "accepted", "rejected", "duplicate", "blank")},
        rows=[RowAnswer(**row) for row in one["rows"]],
        issues=[Issue(**issue) for issue in one["issues"]],
    )


def _tables(model: type[Model], schema: pa.Schema, body: Body) -> dict[_Sheet, pa.Table]:
    """The counted rows of a table by file and sheet."""
    rows = model._default_manager.filter(submission__in=counted_submissions(body).values("pk")).order_by("pk")
    found: dict[_Sheet, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values(*schema.names).iterator(chunk_size=5_000):
        found[row["file"], row["sheet"]].append(row)
    return {key: pa.Table.from_pylist(rows, schema=schema) for key, rows in found.items()}


def counted_letters(body: Body) -> list[WrittenReport]:
    """Every counted letter as it was read once, with what persons said about its figures and statements."""
    texts = WrittenText.objects.filter(submission__in=counted_submissions(body).values("pk")).order_by("pk")
    frame = commission_frame(body, line_of(body))
    return list(letters_of(texts, frame.body_by_code))


def letters_of(texts: QuerySet[WrittenText], bodies: Mapping[str, CoreBody]) -> Iterator[WrittenReport]:
    """Letters in core's shape: what was denied is gone, what was changed bears its new values."""
    figures = _by_text(WrittenFigure.objects.filter(text__in=texts.values("pk")))
    statements = _by_text(WrittenStatement.objects.filter(text__in=texts.values("pk")))
    for text in texts.select_related("submission__body"):
        submission = text.submission
        told = [one for one in figures[text.pk] if one.confirmed != choices.NO]
        yield WrittenReport(
            file=text.file,
            extracted=Extracted(text.text, tuple(Block(**block) for block in text.blocks), text.lang),
            figures=[_figure(one) for one in told],
            statements=list(_statements(statements[text.pk])),
            body=bodies.get(submission.body.code),
            received_on=submission.reported_on,
            receipt_period=submission.period,
            confirmed=frozenset((one.start, one.end) for one in told if one.confirmed),
        )


def _by_text(rows: QuerySet[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.text_id].append(row)
    return found


def _figure(one: WrittenFigure) -> Figure:
    fields = {name: getattr(one, name) for name in Figure.__dataclass_fields__} | one.changes
    value = fields["value"]
    fields["value"] = int(value) if float(value).is_integer() else value
    if one.confirmed:
        fields["confidence"] = 1.0
    return Figure(**fields)


def _statements(rows: Iterable[WrittenStatement]) -> Iterator[Statement]:
    """The statements that nobody denied; a repeat of one that was denied stands for itself."""
    every = list(rows)
    kept = [place for place, one in enumerate(every) if one.confirmed != choices.NO]
    places = {place: number for number, place in enumerate(kept)}
    for place in kept:
        one = every[place]
        fields = {name: getattr(one, name) for name in Statement.__dataclass_fields__} | one.changes
        fields["repeat_of"] = places.get(one.repeat_of) if one.repeat_of is not None else None
        yield Statement(**fields)
