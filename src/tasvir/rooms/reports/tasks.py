"""Reading that leaves the request."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from tasvir.foundation import work
from tasvir.foundation.models import Work
from tasvir.foundation.work import Running
from tasvir.rooms.people.models import User
from tasvir.rooms.reports.choices import WAITING
from tasvir.rooms.reports.models import Submission
from tasvir.rooms.reports.services import read_submission


@task()
def read_one(submission_id: int) -> None:
    """Read a submission that nobody waits for."""
    submission = Submission.objects.select_related("body").get(pk=submission_id)
    if submission.reading == WAITING:
        read_submission(submission=submission, now=timezone.now())


@task()
def read_watched(work_id: int, submission_id: int, lang: str = "fa") -> None:
    """Read a large submission while a page shows how far it is."""
    submission = Submission.objects.select_related("body", "received_by").get(pk=submission_id)

    def read(running: Running) -> dict[str, Any]:
        running.tell("reports.work.reading")
        read_submission(submission=submission, by=submission.received_by, now=timezone.now())
        return {"submission": submission.pk}

    work.carry_out(work_id, read, lang=lang)


def read_in_background(*, submission: Submission, by: User | None, now: datetime, watched: bool = False) -> Work | None:
    """Hand a submission to a worker in the transaction that keeps it, so that none is forgotten."""
    if not watched:
        read_one.enqueue(submission_id=submission.pk)
        return None
    lang = (by.lang if by else "") or "fa"
    return work.start(
        read_watched, kind="reports.reading", now=now, by=by.pk if by else None, submission_id=submission.pk, lang=lang
    )
