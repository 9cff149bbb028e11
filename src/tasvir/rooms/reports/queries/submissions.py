"""The submissions that a person may see."""

from __future__ import annotations

from django.db.models import QuerySet

from tasvir.rooms.people.queries import Access
from tasvir.rooms.reports.choices import SUPERSEDED
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.rules import read_receipt_number

_HEAVY = ("answer", "rows")


def visible_submissions(access: Access) -> QuerySet[Submission]:
    """Those in the person's scope whose label the person may see, newest first, without their heavy columns."""
    seen = Submission.objects.filter(access.visible("reports.read", "submission"))
    return seen.select_related("body", "working_group", "received_by").defer(*_HEAVY)


def find_submission(access: Access, number: str) -> Submission | None:
    """The submission of a receipt number as somebody typed it, if the person may see it."""
    told = read_receipt_number(number)
    return visible_submissions(access).filter(number=told).first() if told else None


def versions_of(submission: Submission) -> list[Submission]:
    """All versions of one report, the first one first."""
    first = submission
    while first.corrects is not None:
        first = first.corrects
    found, at = [first], 0
    while at < len(found):
        found += list(found[at].corrections.select_related("body").order_by("version", "pk"))
        at += 1
    return found


def newest_version(submission: Submission) -> Submission:
    """The version of a report that no later one has replaced."""
    return next((one for one in reversed(versions_of(submission)) if one.state != SUPERSEDED), submission)
