"""Linking in the background."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from tasvir.foundation import work
from tasvir.foundation.models import Work
from tasvir.rooms.matching.services import rerun

KIND = "matching.linking"


def start_linking(*, now: datetime, **facts: Any) -> Work:
    """Link anew soon; what waits already will see this change too, so it is not asked for twice."""
    del facts
    waiting = Work.objects.filter(kind=KIND, state=Work.WAITING).first()
    return waiting or work.start(link_anew, kind=KIND, now=now)


@task()
def link_anew(work_id: int) -> None:
    """Link all counted rows."""
    work.carry_out(work_id, _link)


def _link(running: work.Running) -> dict[str, Any]:
    run = rerun(now=timezone.now(), tell=running.tell)
    return {"rows": run.reported, "events": run.distinct, "doubtful": run.doubtful, "written": run.written}
