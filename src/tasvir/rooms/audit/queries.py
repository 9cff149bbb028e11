"""Look into the audit and check its chain; who reads sees the bodies of the own scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Max, Min, Q, QuerySet

from tasvir.foundation.policy import Access
from tasvir.rooms.audit.models import HASHED, Event, Head
from tasvir.rooms.audit.rules import chained_hash

PAGE = 50
_PIECE = 5_000
Reason = Literal["missing", "unlinked", "changed", "cut", "not_the_known"]


@dataclass(frozen=True)
class Broken:
    """The first event that does not hold, and why.

    missing: the number is not there · unlinked: it names another hash before it · changed: its fields have another
    hash · cut: events at the end are gone · not_the_known: it is whole, but not the event of the minutes
    """

    number: int
    reason: Reason


@dataclass(frozen=True)
class Verdict:
    """How many events hold, the number and hash of the last one that does, and the first that does not."""

    events: int
    number: int
    hash: str
    broken: Broken | None = None

    @property
    def head(self) -> str:
        """As it is printed in minutes and given back to `tasvir audit verify --known`."""
        return f"{self.number}:{self.hash}"


def verify_chain(known: tuple[int, str] | None = None) -> Verdict:
    """Follow the chain from its start, in pieces; `known` is a number and the (beginning of the) hash from minutes."""
    head = Head.objects.filter(pk=1).values_list("number", "hash").first() or (0, "")
    number, last = 0, ""
    for values, previous, own in _rows():
        found = _flaw(values, previous, own, (number, last), known)
        if found:
            return Verdict(number, number, last, Broken(number + 1, found))
        number, last = number + 1, own
    expected = max(head[0], known[0] if known else 0)
    if number < expected or (number, last) != head:
        return Verdict(number, number, last, Broken(min(number + 1, expected or 1), "cut"))
    return Verdict(number, number, last)


def chain_head() -> tuple[int, str]:
    """The number and hash of the last event: what is printed in the minutes."""
    return Head.objects.filter(pk=1).values_list("number", "hash").first() or (0, "")


def _rows() -> Iterator[tuple[tuple[Any, ...], str, str]]:
    rows = Event.objects.order_by("number").values_list(*HASHED, "previous_hash", "hash")
    for row in rows.iterator(chunk_size=_PIECE):
        yield row[:-2], row[-2], row[-1]


def _flaw(
    values: tuple[Any, ...], previous: str, own: str, before: tuple[int, str], known: tuple[int, str] | None
) -> Reason | None:
    if values[0] != before[0] + 1:
        return "missing"
    if previous != before[1]:
        return "unlinked"
    if chained_hash(before[1], values) != own:
        return "changed"
    return "not_the_known" if known and known[0] == values[0] and not own.startswith(known[1]) else None


@dataclass(frozen=True)
class Asked:
    """What a person looks for in the audit; what is empty asks for nothing."""

    who: str = ""
    kind: str = ""
    body: str = ""
    subject: str = ""
    subject_id: str = ""
    since: datetime | None = None
    until: datetime | None = None  # the first moment that no longer counts

    @property
    def told(self) -> dict[str, str]:
        """What is asked for, as the audit records it."""
        return {name: str(value) for name, value in vars(self).items() if value}


def visible_events(access: Access) -> QuerySet[Event]:
    """The events of the bodies that one may audit; those of no body for auditors and administrators."""
    bodies = set(access.body_codes("audit.read"))
    if access.may("audit.read_house"):
        bodies.add("")
    return Event.objects.filter(body__in=bodies)


def find_events(access: Access, asked: Asked) -> QuerySet[Event]:
    """The visible events that are asked for, the newest first."""
    exact = {"actor": asked.who, "kind": asked.kind, "body": asked.body}
    exact |= {"subject": asked.subject, "subject_id": asked.subject_id}
    found = visible_events(access).filter(**{name: value for name, value in exact.items() if value})
    if asked.since or asked.until:
        found = found.filter(_within(asked))
    return found.order_by("-number")


def page_of_events(events: QuerySet[Event], before: int | None = None) -> tuple[list[Event], int | None]:
    """A page, and the number before which the next one begins; as quick at the end as at the start."""
    page = list((events.filter(number__lt=before) if before else events)[: PAGE + 1])
    return page[:PAGE], page[PAGE - 1].number if len(page) > PAGE else None


def _within(asked: Asked) -> Q:
    """By moment, and by the numbers between which these moments lie, so that the newest are found first."""
    moments = Q()
    if asked.since:
        moments &= Q(at__gte=asked.since)
    if asked.until:
        moments &= Q(at__lt=asked.until)
    ends = Event.objects.filter(moments).aggregate(first=Min("number"), last=Max("number"))
    return moments & Q(number__gte=ends["first"] or 1, number__lte=ends["last"] or 0)
