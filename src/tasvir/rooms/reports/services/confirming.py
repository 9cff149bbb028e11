"""A person says yes or no to a written figure or statement, or changes it; what the reader found stays beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from tasvir.core.calendars.periods import parse_period
from tasvir.core.errors import UserError
from tasvir.core.text.statements.model import KINDS as STATEMENT_KINDS
from tasvir.core.vocabulary.lists import load_lists
from tasvir.rooms.people.models import User
from tasvir.rooms.reports import choices, rules
from tasvir.rooms.reports.models import Submission, WrittenFigure, WrittenStatement
from tasvir.rooms.reports.queries.duties import may
from tasvir.rooms.reports.services.steps import note

One = TypeVar("One", WrittenFigure, WrittenStatement)
_FIGURE_KINDS = ("amount", "change", "share", "rate")
_LONGEST = 400
UNDECIDED = ""
_EVENTS: Mapping[type[Any], str] = {
    WrittenFigure: "reports.figure_confirmed",
    WrittenStatement: "reports.statement_confirmed",
}


@transaction.atomic
def confirm_figure(
    *,
    figure: WrittenFigure,
    answer: str,
    by: User,
    now: datetime,
    changes: Mapping[str, object] | None = None,
    expected: str | None = None,
) -> WrittenFigure:
    """Decide on a figure: yes, no, changed (with `changes`), or "" to leave it undecided again.

    `expected` is the decision that the person saw; StaleSubmission where a colleague has decided since.
    """
    checked = _checked(changes or {}, _FIGURE_CHANGES) if answer == choices.CHANGED else {}
    return _decide(WrittenFigure, figure, answer, checked, by, now, expected)


@transaction.atomic
def confirm_statement(
    *,
    statement: WrittenStatement,
    answer: str,
    by: User,
    now: datetime,
    changes: Mapping[str, object] | None = None,
    expected: str | None = None,
) -> WrittenStatement:
    """Decide on a statement in the same way."""
    checked = _checked(changes or {}, _STATEMENT_CHANGES) if answer == choices.CHANGED else {}
    return _decide(WrittenStatement, statement, answer, checked, by, now, expected)


def _decide(
    model: type[One],
    found: One,
    answer: str,
    changes: dict[str, Any],
    by: User,
    now: datetime,
    expected: str | None,
) -> One:
    if answer not in (*choices.CONFIRMATIONS, UNDECIDED):
        raise ValueError(f"{answer} is no answer")
    current = model._default_manager.select_for_update(of=("self",)).select_related("text").get(pk=found.pk)
    submission = (
        Submission.objects.select_for_update(of=("self",)).select_related("body").get(pk=current.text.submission_id)
    )
    if not may(by, ("reports.submit", "reports.accept"), submission.body):
        raise rules.NotAllowed("reports.mistake.not_allowed")
    if submission.state in (choices.LOCKED, choices.SUPERSEDED):
        raise rules.NotAllowed("reports.mistake.wrong_state", number=submission.number)
    if expected is not None and (current.confirmed or UNDECIDED) != expected:
        raise rules.StaleSubmission("reports.mistake.confirm_twice", quote=current.quote[:80])
    decided = bool(answer)
    current.confirmed, current.changes = (answer if decided else None), changes
    current.confirmed_by, current.confirmed_at = (by, now) if decided else (None, None)
    current.save()
    place = f"{current.text.file}#chars={current.start}-{current.end}"
    note(_EVENTS[model], submission, by, now, at=place, answer=answer, changes=changes)
    return current


def _checked(changes: Mapping[str, object], known: Mapping[str, Callable[[str, str], Any]]) -> dict[str, Any]:
    """What was changed, each value as core knows it; an empty text takes a value away."""
    found: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in known:
            raise UserError("reports.mistake.changes_unknown", field=name, expected=", ".join(known))
        text = str(rules.storable("" if value is None else str(value))).strip()
        found[name] = known[name](name, text) if text else None
    return found


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if math.isnan(value) or abs(value) > 1e18:
        raise UserError("reports.mistake.change_value", field=name, value=text[:60], expected="123456.7")
    return value


def _code(vocabulary: str) -> Callable[[str, str], str]:
    def read(name: str, text: str) -> str:
        code = load_lists().find(vocabulary, text)
        if code is None:
            raise UserError("reports.mistake.change_value", field=name, value=text[:60], expected=vocabulary)
        return code

    return read


def _one_of(*known: str) -> Callable[[str, str], str]:
    def read(name: str, text: str) -> str:
        if text not in known:
            raise UserError("reports.mistake.change_value", field=name, value=text[:60], expected=", ".join(known))
        return text

    return read


def _unit(name: str, text: str) -> str:
    """A unit as figures bear them: a currency, or one of core's few units of figures."""
    lists = load_lists()
    code = lists.find("currencies", text) or (text if text in _UNITS else lists.find("units", text))
    if code is None:
        raise UserError("reports.mistake.change_value", field=name, value=text[:60], expected=", ".join(_UNITS))
    return code


def _period(_: str, text: str) -> str:
    return parse_period(text).label


def _text(_: str, text: str) -> str:
    return text[:_LONGEST]


_UNITS = (
    "kg", "L", "m", "m2", "percent", "times", "case", "person", "vehicle", "unit", "inspection", "item", "other",
)  # fmt: skip
_FIGURE_CHANGES: Mapping[str, Callable[[str, str], Any]] = {
    "value": _number,
    "unit": _unit,
    "kind": _one_of(*_FIGURE_KINDS),
    "direction": _one_of("up", "down"),
    "measure": _code("measures"),
    "goods": _code("goods"),
    "period": _period,
    "area": _code("areas"),
    "agency": _code("agencies"),
}
_STATEMENT_CHANGES: Mapping[str, Callable[[str, str], Any]] = {
    "kind": _one_of(*STATEMENT_KINDS),
    "topic": _text,
    "owner": _text,
    "due": _text,
}
