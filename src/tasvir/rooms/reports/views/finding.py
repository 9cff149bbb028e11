"""The submission that a path names, if the person may see it; what is kept close is noted when it is opened."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from tasvir.foundation.sensitivity import NAMED, RESTRICTED
from tasvir.rooms.audit.services import record_event
from tasvir.rooms.people.requests import PersonRequest
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.queries import visible_submissions


def find_or_404(request: PersonRequest, number: str, *, heavy: bool = False) -> Submission:
    """The submission of a number; one that the person may not see is as absent as one that is not there."""
    seen = visible_submissions(request.access)
    found = (seen.defer(None) if heavy else seen).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def note_opening(request: PersonRequest, submission: Submission, kind: str = "reports.opened_restricted") -> None:
    """Write into the audit that a restricted submission was opened, or that any was downloaded."""
    if kind == "reports.opened_restricted" and submission.sensitivity not in (RESTRICTED, NAMED):
        return
    record_event(
        kind=kind,
        by=request.user,
        now=timezone.now(),
        body=submission.body.code,
        subject="submission",
        subject_id=submission.pk,
        number=submission.number,
    )
