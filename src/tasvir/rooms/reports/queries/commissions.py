"""All that a body and those below it declare, as core's commission: for pictures and for completeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tasvir.core.calendars.periods import day_period
from tasvir.core.calendars.systems import System
from tasvir.core.picture.office import commission as core
from tasvir.core.vocabulary.lists import load_lists
from tasvir.rooms.people.models import Body
from tasvir.rooms.people.models.body import AGENCY
from tasvir.rooms.reports.models import Expectation, PastTotal, PlanTarget
from tasvir.rooms.reports.queries.counted import counted_submissions
from tasvir.rooms.reports.queries.office import commission_frame, line_of


def commission_of(body: Body) -> core.Commission:
    """A body as the commission that core makes pictures for, with all that those below it owe and declare."""
    frame = commission_frame(body, line_of(body))
    values = {name: getattr(frame, name) for name in frame.__dataclass_fields__}
    inside = list(Body.objects.filter(path__startswith=body.path))
    values |= {
        "expected": tuple(expected_of(one) for one in expectations_below(body) if one.body.active),
        "receipts": tuple(_receipts(body)),
        "targets": tuple(_declared(PlanTarget.objects.filter(body__in=inside), body, inside)),
        "past_totals": tuple(
            _declared(PastTotal.objects.filter(body__in=inside, replaced_at__isnull=True), body, inside)
        ),
    }
    return core.Commission(**values)


def expectations_below(body: Body) -> list[Expectation]:
    """What a body and those below it owe."""
    below = Expectation.objects.filter(body__path__startswith=body.path, active=True)
    return list(below.select_related("body", "working_group").order_by("body__path", "pk"))


def expected_of(one: Expectation) -> core.Expected:
    """An expectation as core knows it."""
    return core.Expected(
        body=one.body.code,
        kind=one.kind,
        every=one.every,
        due_days=one.due_days,
        first=day_period(one.first, "gregorian") if one.first else None,
        last=day_period(one.last, "gregorian") if one.last else None,
        calendar=_system(one.calendar),
    )


def _receipts(body: Body) -> Iterator[core.Receipt]:
    counted = counted_submissions(body).select_related("body").defer("answer", "rows")
    for one in counted:
        yield core.Receipt(f"{one.number}/*", one.body.code, one.reported_on, one.period)


def _declared(rows: Iterable[PlanTarget | PastTotal], root: Body, inside: list[Body]) -> Iterator[core.Declared]:
    """What the body itself declares stands for the whole; what one below it declares stands for its agency or area."""
    by_pk = {one.pk: one for one in inside}
    agencies = [one.agency or one.code for one in inside if one.kind == AGENCY]
    for row in rows:
        own = by_pk[row.body_id]
        by = row.by
        if own.pk != root.pk:
            agency = own.agency or own.code
            if own.kind == AGENCY and agencies.count(agency) == 1:
                by.setdefault("agency", agency)
            elif own.kind != AGENCY and own.area:
                by.setdefault("area", own.area)
            else:  # nothing tells it apart from another's
                continue
        factor = _minor(row.unit) if isinstance(row, PastTotal) else 1
        yield core.Declared(row.measure, by, row.period, _whole(row.value * factor), row.unit)


def _minor(unit: str) -> int:
    """How many minor units one of a currency has; totals are counted in them."""
    entry = load_lists().by_name["currencies"].entries.get(unit)
    return 10 ** int(entry.columns.get("exponent") or 0) if entry else 1


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _system(name: str) -> System | None:
    return name or None  # type: ignore[return-value]
