"""Rows of a submission that an earlier one of the same body holds already, word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import QuerySet

from tasvir.core.intake.tables import FIGURES, INCIDENTS
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.reports.choices import SUPERSEDED
from tasvir.rooms.reports.models import ReportedFigure, Submission

_PLACE = ("source", "file", "sheet", "row")
_INCIDENT = [name for name in INCIDENTS.names if name not in _PLACE]
_TELLING = ["ref", "occurred_on", "goods", "value"]
_PART = 500
_FIGURE = [name for name in FIGURES.names if name not in _PLACE]


def find_repeats(submission: Submission, incidents: pa.Table, figures: pa.Table) -> list[tuple[str, str]]:
    """Pairs of sources: a row, and the same row in another living submission of the body (not one it corrects)."""
    others = _others(submission)
    found: list[tuple[str, str]] = []
    if incidents.num_rows:
        found += _incident_pairs(incidents, others, submission.body_id)
    if figures.num_rows:
        told = ReportedFigure.objects.filter(submission__in=others).order_by("pk")
        found += _pairs(figures, _FIGURE, told.values_list("source", *_FIGURE).iterator(chunk_size=5_000))
    return found


def _incident_pairs(incidents: pa.Table, others: QuerySet[Submission], body_id: int) -> Iterator[tuple[str, str]]:
    """A few columns tell which earlier rows may be the same; only those are compared as a whole."""
    days = pc.min_max(incidents["occurred_on"]).as_py()
    earlier = Incident.objects.filter(
        body_id=body_id, occurred_on__range=(days["min"], days["max"]), submission_id__in=others.values("pk")
    ).order_by("pk")
    own = {tuple(cell or None for cell in row.values()) for row in incidents.select(_TELLING).to_pylist()}
    near = earlier.values_list("source", *_TELLING).iterator(chunk_size=5_000)
    alike = [source for source, *cells in near if tuple(cell or None for cell in cells) in own]
    parts = (alike[start : start + _PART] for start in range(0, len(alike), _PART))
    whole = (row for part in parts for row in earlier.filter(source__in=part).values_list("source", *_INCIDENT))
    return _pairs(incidents, _INCIDENT, whole)


def _others(submission: Submission) -> QuerySet[Submission]:
    """The other submissions of the body that touch the same days, but for the versions that this one corrects."""
    line: list[int] = [submission.pk]
    above = submission.corrects
    while above is not None:
        line.append(above.pk)
        above = above.corrects
    touching = Submission.objects.filter(
        body=submission.body, period_start__lte=submission.period_end, period_end__gte=submission.period_start
    )
    return touching.exclude(pk__in=line).exclude(state=SUPERSEDED).order_by()


def _pairs(table: pa.Table, names: list[str], earlier: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str]]:
    own: dict[tuple[Any, ...], list[str]] = {}
    for row in table.to_pylist():
        own.setdefault(tuple(row[name] or None for name in names), []).append(row["source"])
    for source, *cells in earlier:
        for mine in own.pop(tuple(cell or None for cell in cells), ()):
            yield mine, source
