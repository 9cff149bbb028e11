"""Two contents came under one id: the first stands; the second can be sent as its correction."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from tasvir.core.calendars.periods import parse_period
from tasvir.foundation import files as stored_files
from tasvir.rooms.people.models import User
from tasvir.rooms.reports.choices import LETTER
from tasvir.rooms.reports.models import Conflict, Submission
from tasvir.rooms.reports.queries.submissions import newest_version
from tasvir.rooms.reports.services.contents import Letter
from tasvir.rooms.reports.services.receiving import receive_submission


def correct_with_conflict(*, conflict: Conflict, client_id: UUID, reason: str, by: User, now: datetime) -> Submission:
    """Send what came second as a new version of what came first."""
    told = conflict.content
    by_hash = {one.sha256: one for one in conflict.files.all()}
    files = [(name, kind, stored_files.read(by_hash[sha256])) for name, kind, sha256 in told["files"]]
    number, day, signatory = told["letter"]
    return receive_submission(
        client_id=client_id,
        body=conflict.submission.body,
        kind=told["kind"],
        period=parse_period(told["period"]),
        entry=told["entry"],
        files=[(name, data) for name, kind, data in files if kind != LETTER],
        enclosures=[(name, data) for name, kind, data in files if kind == LETTER],
        rows=told["rows"],
        letter=Letter(number, date.fromisoformat(day) if day else None, signatory),
        sensitivity=told["sensitivity"],
        corrects=newest_version(conflict.submission),
        reason=reason,
        by=by,
        now=now,
    )
