"""Long work that leaves the request: started here, run by a worker, watched by its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task

from tasvir.core.errors import UserError
from tasvir.core.vocabulary.messages import message
from tasvir.foundation.models import Work
from tasvir.foundation.texts import say


def start(task: Task[Any, Any], *, kind: str, now: datetime, by: int | None = None, **arguments: Any) -> Work:
    """Note the work and hand it to a worker once this transaction is committed; the task gets `work_id` first."""
    work = Work.objects.create(kind=kind, asked_by=by, asked_at=now)
    transaction.on_commit(lambda: task.enqueue(work_id=work.pk, **arguments))
    return work


@dataclass
class Running:
    """The work in hand: tells how far it is."""

    work_id: int

    def tell(self, step: str, *, done: int = 0, total: int = 0, **values: str | int) -> None:
        """What is being done now, as a code of the texts, and how much of it."""
        Work.objects.filter(pk=self.work_id).update(step=step, values=values, done=done, total=total)


def carry_out(work_id: int, do: Callable[[Running], dict[str, Any]], *, lang: str = "fa") -> None:
    """Run a piece of work and note its end; a user's mistake becomes its sentence, a bug is raised again."""
    own = Work.objects.filter(pk=work_id)
    own.update(state=Work.RUNNING)
    try:
        result = do(Running(work_id))
    except UserError as error:
        own.update(state=Work.FAILED, problem=message(error.code, lang, error.values)[:500], ended_at=timezone.now())
    except Exception:
        own.update(state=Work.FAILED, problem=say("work.bug", lang), ended_at=timezone.now())
        raise
    else:
        own.update(state=Work.DONE, result=result, ended_at=timezone.now())
