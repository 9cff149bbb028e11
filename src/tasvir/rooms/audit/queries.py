"""Look into the audit and check its chain; who reads sees the bodies of the own scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tasvir.rooms.audit.models import HASHED, Event, Head
from tasvir.rooms.audit.rules import chained_hash

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
