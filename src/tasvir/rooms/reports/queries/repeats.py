"""Rows of a submission that an earlier one of the same body holds already, word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tasvir.core.intake.tables import FIGURES, INCIDENTS
from tasvir.rooms.incidents.models import Incident
from tasvir.rooms.reports.choices import SUPERSEDED
from tasvir.rooms.reports.models import ReportedFigure, Submission

_PLACE = ("source", "file", "sheet", "row")
_INCIDENT = [name for name in INCIDENTS.names if name not in _PLACE]
_FIGURE = [name for name in FIGURES.names if name not in _PLACE]


def find_repeats(submission: Submission, incidents: pa.Table, figures: pa.Table) -> list[tuple[str, str]]:
    """Pairs of sources: a row, and the same row in another living submission of the body (not one it corrects)."""
    others = _others(submission)
    if not others:
        return []
    found: list[tuple[str, str]] = []
    if incidents.num_rows:
        days = pc.min_max(incidents["occurred_on"]).as_py()
        earlier = Incident.objects.filter(
            submission_id__in=others, occurred_on__gte=days["min"], occurred_on__lte=days["max"]
        )
        found += _pairs(incidents, _INCIDENT, earlier.values_list("source", *_INCIDENT).iterator(chunk_size=5_000))
    if figures.num_rows:
        told = ReportedFigure.objects.filter(submission__in=others).order_by()
        found += _pairs(figures, _FIGURE, told.values_list("source", *_FIGURE).iterator(chunk_size=5_000))
    return found


def _others(submission: Submission) -> list[int]:
    """The other submissions of the body that touch the same days, but for the versions that this one corrects."""
    line: list[int] = [submission.pk]
    above = submission.corrects
    while above is not None:
        line.append(above.pk)
        above = above.corrects
    touching = Submission.objects.filter(
        body=submission.body, period_start__lte=submission.period_end, period_end__gte=submission.period_start
    )
    return list(touching.exclude(pk__in=line).exclude(state=SUPERSEDED).order_by().values_list("pk", flat=True))


def _pairs(table: pa.Table, names: list[str], earlier: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str]]:
    own: dict[tuple[Any, ...], list[str]] = {}
    for row in table.to_pylist():
        own.setdefault(tuple(row[name] or None for name in names), []).append(row["source"])
    for source, *cells in earlier:
        for mine in own.pop(tuple(cell or None for cell in cells), ()):
            yield mine, source
