"""The list of incidents: what a person looks for, page by page, and how many rows and events that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from tasvir.core.calendars.periods import Period
from tasvir.foundation.labels import current_lists
from tasvir.rooms.incidents.choices import COUNTED, NEWEST, SORTS
from tasvir.rooms.incidents.models import Incident

PAGE = 50
# The columns of a list; the long texts stay where they are.
LISTED = (
    "id", "source", "occurred_on", "area", "place", "goods", "description", "quantity", "unit", "value", "currency",
    "lead_agency", "violation", "channel", "counted", "sensitivity", "shared", "doubtful", "ref", "value_order", "body",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; an empty field asks nothing."""

    words: tuple[str, ...] = ()
    period: Period | None = None
    area: str = ""
    goods: str = ""
    channel: str = ""
    agency: str = ""
    working_group: str = ""
    violation: str = ""
    value_from: int | None = None
    value_to: int | None = None
    currency: str = ""
    sensitivity: str = ""
    standing: str = ""
    doubtful: bool = False
    sort: str = NEWEST


@dataclass(frozen=True)
class Page:
    """One page of a list, and the marks of the pages beside it."""

    rows: Sequence[Incident]
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Totals:
    """How many rows and how many events; rows that nobody has linked count as events of their own."""

    rows: int
    events: int


def wanted_rows(rows: QuerySet[Incident], wanted: Wanted) -> QuerySet[Incident]:
    """Those of some rows that a person looks for."""
    found = Q()
    for word in wanted.words:
        found &= Q(search_key__contains=word)
    if wanted.period:
        found &= Q(occurred_on__range=(wanted.period.start, wanted.period.end))
    for field, name in (("area", "areas"), ("goods", "goods"), ("channel", "channels"), ("violation", "violations")):
        if code := getattr(wanted, field):
            found &= Q(**{f"{field}__in": and_below(name, code)})
    if wanted.agency:
        found &= Q(lead_agency__in=and_below("agencies", wanted.agency))
    return rows.filter(found & _plain(wanted))


def _plain(wanted: Wanted) -> Q:
    asked: dict[str, Any] = {
        "working_group": wanted.working_group or None,
        "value__gte": wanted.value_from,
        "value__lte": wanted.value_to,
        "currency": wanted.currency or None,
        "sensitivity": wanted.sensitivity or None,
        "counted": (wanted.standing == COUNTED) if wanted.standing else None,
        "doubtful": True if wanted.doubtful else None,
    }
    return Q(**{name: value for name, value in asked.items() if value is not None})


def and_below(name: str, code: str) -> list[str]:
    """A code of a list and all codes below it."""
    entries = current_lists()[name].entries
    found, wave = [code], [code]
    while wave:
        wave = [one.code for one in entries.values() if one.parent in wave and one.code not in found]
        found += wave
    return found


def page_of(rows: QuerySet[Incident], sort: str, *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """The page behind (or before) a mark; a mark that is none is the first page. However deep, it costs the same."""
    column, falls = SORTS[sort]
    mark, back = _read_mark(column, after or before), bool(before) and not after
    if mark is None:
        back = False
    falling = falls != back
    ordered = rows.order_by(*(F(one).desc() if falling else F(one).asc() for one in dict.fromkeys((column, "id"))))
    if mark is not None:
        ordered = ordered.filter(_beyond(column, mark, falling))
    taken = list(ordered.only(*LISTED)[: size + 1])
    more, taken = len(taken) > size, taken[:size]
    if back:
        taken.reverse()
    if not taken:
        return Page([])
    has_after, has_before = (True, more) if back else (more, mark is not None)
    return Page(
        taken,
        after=_mark(column, taken[-1]) if has_after else "",
        before=_mark(column, taken[0]) if has_before else "",
    )


def _beyond(column: str, mark: tuple[Any, int], falling: bool) -> Q:
    value, number = mark
    than = "lt" if falling else "gt"
    if column == "id":
        return Q(**{f"id__{than}": number})
    return Q(**{f"{column}__{than}e": value}) & (Q(**{f"{column}__{than}": value}) | Q(**{f"id__{than}": number}))


def _mark(column: str, row: Incident) -> str:
    return f"{getattr(row, column)}~{row.pk}"


def _read_mark(column: str, text: str) -> tuple[Any, int] | None:
    value, _, number = text.partition("~")
    try:
        return (date.fromisoformat(value) if column == "occurred_on" else int(value)), int(number)
    except ValueError:
        return None


def totals_of(rows: QuerySet[Incident]) -> Totals:
    """How many rows, and how many events they are: a row that shares its event with others is counted with them."""
    told = rows.order_by().aggregate(
        rows=Count("pk"),
        alone=Count("pk", filter=Q(shared=False)),
        events=Count("event_key", filter=Q(shared=True), distinct=True),
    )
    return Totals(told["rows"], told["alone"] + told["events"])
