"""Doubtful pairs as the desk shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tasvir.core.calendars.periods import Period
from tasvir.rooms.incidents.queries import and_below, incident_seen
from tasvir.rooms.matching.choices import DECIDED, UNDECIDED
from tasvir.rooms.matching.models import DoubtfulPair
from tasvir.rooms.people.queries import Access


@dataclass(frozen=True)
class Place:
    """The pair before one, if any, and its neighbours in the order of the desk."""

    pair: DoubtfulPair | None
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class Progress:
    """How many pairs there are, and how many are decided."""

    decided: int
    asked: int
    total: int


def visible_pairs(access: Access, permission: str = "matching.read") -> QuerySet[DoubtfulPair]:
    """The pairs of which a person may see both sides."""
    left, right = incident_seen(access, permission, "left"), incident_seen(access, permission, "right")
    return DoubtfulPair.objects.filter(left).filter(right)


def wanted_pairs(
    pairs: QuerySet[DoubtfulPair], *, area: str = "", agency: str = "", period: Period | None = None
) -> QuerySet[DoubtfulPair]:
    """Those of which one side lies in an area, comes from an agency and falls into a period."""
    found = Q()
    if area:
        codes = and_below("areas", area)
        found &= Q(left__area__in=codes) | Q(right__area__in=codes)
    if agency:
        codes = and_below("agencies", agency)
        found &= Q(left__lead_agency__in=codes) | Q(right__lead_agency__in=codes)
    if period:
        days = (period.start, period.end)
        found &= Q(left__occurred_on__range=days) | Q(right__occurred_on__range=days)
    return pairs.filter(found)


def place_of(pairs: QuerySet[DoubtfulPair], number: int | None) -> Place:
    """The pair of a number among those that wait (else the first), and its neighbours; the likeliest come first."""
    both = pairs.select_related("left__body", "right__body", "decision__by")
    pair = both.filter(pk=number).first() if number else None
    waiting = pairs.filter(state__in=UNDECIDED)
    pair = pair or both.filter(state__in=UNDECIDED).order_by("-probability", "id").first()
    if pair is None:
        return Place(None)
    likelier, p = Q(probability__gt=pair.probability), Q(probability=pair.probability)
    before = waiting.filter(likelier | p & Q(pk__lt=pair.pk)).order_by("probability", "-id")
    after = waiting.filter(Q(probability__lt=pair.probability) | p & Q(pk__gt=pair.pk)).order_by("-probability", "id")
    return Place(pair, _first(after), _first(before))


def _first(pairs: QuerySet[DoubtfulPair]) -> int | None:
    return pairs.values_list("pk", flat=True).first()


def progress_of(pairs: QuerySet[DoubtfulPair]) -> Progress:
    """How far the desk is."""
    told = pairs.order_by().aggregate(
        decided=Count("pk", filter=Q(state=DECIDED)),
        asked=Count("pk", filter=Q(state="asked")),
        total=Count("pk", filter=Q(state__in=[*UNDECIDED, DECIDED])),
    )
    return Progress(**told)
