"""What is due from whom, what came of it, and how complete and timely the reports of a period are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from tasvir.core.calendars.periods import Period, range_period
from tasvir.core.calendars.systems import System
from tasvir.core.picture.account.reporting import Arrival, Due, account_reports
from tasvir.core.picture.office import commission as core
from tasvir.rooms.people.models import Body, WorkingGroup
from tasvir.rooms.people.queries import Access
from tasvir.rooms.reports import choices
from tasvir.rooms.reports.models import Expectation, Submission
from tasvir.rooms.reports.queries.commissions import expectations_below, expected_of
from tasvir.rooms.reports.queries.office import inherited

BACK, AHEAD = 370, 31  # days that the list of dues looks back and ahead
RECEIVED, LATE, OVERDUE, DUE, RUNNING = "received", "late", "overdue", "due", "running"


@dataclass(frozen=True)
class DueReport:
    """One report that a body owes, and what came of it."""

    expectation: Expectation
    slot: Period
    due: date
    state: str
    numbers: tuple[str, ...] = ()  # the receipts that answer it
    received_on: date | None = None

    @property
    def body(self) -> Body:
        """Who owes it."""
        return self.expectation.body

    @property
    def kind(self) -> str:
        """What kind of report it is."""
        return self.expectation.kind


@dataclass
class Share:
    """How many reports were due from somebody, came, came in time, came late and are missing."""

    key: str  # code of a body or of a working group, or a kind
    names: Mapping[str, str] = field(default_factory=dict)
    expected: int = 0
    received: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0

    def add(self, due: DueReport) -> None:
        """Count one more."""
        self.expected += 1
        self.received += bool(due.numbers)
        self.on_time += due.state == RECEIVED
        self.late += due.state == LATE
        self.missing += not due.numbers

    @property
    def completeness(self) -> float | None:
        """The share that came, in percent; None where nothing was due."""
        return 100 * self.received / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        """The share that came in time, in percent; None where nothing was due."""
        return 100 * self.on_time / self.expected if self.expected else None


@dataclass(frozen=True)
class Completeness:
    """The account of a body's reports for a period."""

    whole: Share
    bodies: tuple[Share, ...]
    groups: tuple[Share, ...]
    kinds: tuple[Share, ...]
    dues: tuple[DueReport, ...]


def due_reports(access: Access, today: date, *, back: int = BACK, ahead: int = AHEAD) -> list[DueReport]:
    """What the bodies for which a person submits owe: what is overdue first, then what is due, then what came."""
    expectations = Expectation.objects.filter(access.scope("reports.submit"), active=True, body__active=True)
    window = range_period(today - timedelta(days=back), today + timedelta(days=ahead))
    found = list(expectations.select_related("body", "working_group").order_by("body__path", "pk"))
    order = (OVERDUE, DUE, RUNNING, LATE, RECEIVED)
    return sorted(dues_of(found, window, today), key=lambda one: (order.index(one.state), one.due, one.body.path))


def completeness(body: Body, period: Period, today: date) -> Completeness:
    """Who of a body and those below it has reported for a period: in all, by body, working group and kind."""
    expectations = [one for one in expectations_below(body) if one.body.active]
    dues = dues_of(expectations, period, today)
    whole = Share(body.code, body.names)
    for due in dues:
        whole.add(due)
    bodies = _shares(dues, lambda due: [(due.body.pk, due.body.code, due.body.names)])
    groups = shares_of_groups(dues)
    kinds = _shares(dues, lambda due: [(due.kind, due.kind, {})])
    return Completeness(whole, bodies, groups, kinds, tuple(dues))


def shares_of_groups(dues: Sequence[DueReport]) -> tuple[Share, ...]:
    """The account of some dues by working group."""
    member_of = _groups_of({due.body.pk for due in dues})
    return _shares(dues, lambda due: [(one.pk, one.code, one.names) for one in _groups(due, member_of)])


def dues_of(expectations: Sequence[Expectation], window: Period, today: date) -> list[DueReport]:
    """Every slot of some expectations that ends within some days, with what came for it."""
    if not expectations:
        return []
    arrivals = _arrivals(expectations, window)
    calendars = _calendars({one.body for one in expectations})
    found = []
    for one in expectations:
        office = core.Commission(calendar=calendars[one.body_id], expected=(expected_of(one),))
        account = account_reports(office, window, arrivals[one.body.code])
        found += [_due_report(one, due, today) for due in account.dues]
    return found


def _due_report(expectation: Expectation, due: Due, today: date) -> DueReport:
    if due.received:
        state = LATE if due.late else RECEIVED
    else:
        state = RUNNING if due.slot.end >= today else DUE if due.due >= today else OVERDUE
    return DueReport(expectation, due.slot, due.due, state, due.files, due.received_on)


def _arrivals(expectations: Sequence[Expectation], window: Period) -> Mapping[str, list[Arrival]]:
    """What the bodies handed in about days near the window, by the code of the body."""
    # A slot that ends within the window may begin a year before it.
    first = window.start - timedelta(days=367)
    told = Submission.objects.filter(
        Q(period_start__lte=window.end, period_end__gte=first),
        body__in={one.body_id for one in expectations},
        state__in=choices.ARRIVED_STATES,
    )
    found: dict[str, list[Arrival]] = defaultdict(list)
    names = ("number", "body__code", "kind", "held_kinds", "period_start", "period_end", "reported_on")
    for number, code, kind, held, start, end, day in told.order_by("pk").values_list(*names):
        for one in dict.fromkeys([kind, *held.split("|")]):
            found[code].append(Arrival(number, code, one, start, end, day))
    return found


def _calendars(bodies: Iterable[Body]) -> dict[int, System | None]:
    """The calendar of each body, its own or inherited, in one query for all."""
    every = list(bodies)
    above = {pk for one in every for pk in one.above_ids}
    known = Body.objects.in_bulk(above) if above else {}
    lines = {one.pk: [one, *(known[pk] for pk in reversed(one.above_ids) if pk in known)] for one in every}
    return {pk: inherited(line)["calendar"] or None for pk, line in lines.items()}  # type: ignore[misc]


def _groups_of(bodies: Iterable[int]) -> Mapping[int, list[WorkingGroup]]:
    found: dict[int, list[WorkingGroup]] = defaultdict(list)
    members = WorkingGroup.members.through.objects.filter(body__in=set(bodies)).select_related("workinggroup")
    for one in members.order_by("workinggroup__code"):
        found[one.body_id].append(one.workinggroup)
    return found


def _groups(due: DueReport, member_of: Mapping[int, list[WorkingGroup]]) -> list[WorkingGroup]:
    """The group that asked for a report, else all of which its body is a member."""
    own = due.expectation.working_group
    return [own] if own else member_of.get(due.body.pk, [])


def _shares(
    dues: Iterable[DueReport], keys: Callable[[DueReport], list[tuple[Hashable, str, Mapping[str, str]]]]
) -> tuple[Share, ...]:
    found: dict[Hashable, Share] = {}
    for due in dues:
        for key, code, names in keys(due):
            found.setdefault(key, Share(code, names)).add(due)
    return tuple(found.values())


def overdue_of(body: Body, today: date) -> list[DueReport]:
    """What one body owes and is late with."""
    own = Expectation.objects.filter(body=body, active=True).select_related("body", "working_group").order_by("pk")
    window = range_period(today - timedelta(days=BACK), today)
    return [due for due in dues_of(list(own), window, today) if due.state == OVERDUE]
