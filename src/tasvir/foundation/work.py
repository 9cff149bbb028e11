"""Long work that leaves the request: run by a worker, watched by its page, found again when the worker dies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from tasvir.core.errors import UserError
from tasvir.foundation.mistakes import explain
from tasvir.foundation.models import Notice, Work
from tasvir.foundation.texts import say

_BEAT = 10.0  # seconds between two signs of life
_LOST_AFTER = timedelta(minutes=2)
_FORGOTTEN_AFTER = timedelta(minutes=30)
_MOST_TRIES = 2
_TELL_EVERY = 0.5  # seconds between two writes of the same step
_KEEP = timedelta(days=60)


def start(task: Task[Any, Any], *, kind: str, now: datetime, by: int | None = None, **arguments: Any) -> Work:
    """Note the work and hand it to a worker with this transaction; the task gets `work_id` first.

    A task must do no harm when it is carried out again: a worker may die in its middle.
    """
    work = Work.objects.create(kind=kind, asked_by=by, asked_at=now)
    if isinstance(task.get_backend(), DatabaseBackend):
        task.enqueue(work_id=work.pk, **arguments)  # a row of the same database: there with the commit or not at all
    else:
        transaction.on_commit(lambda: task.enqueue(work_id=work.pk, **arguments))
    return work


@dataclass
class Running:
    """The work in hand: tells how far it is."""

    work_id: int
    _told: tuple[str, float] = field(default=("", 0.0), repr=False)

    def tell(self, step: str, *, done: int = 0, total: int = 0, **values: str | int) -> None:
        """What is being done now, as a code of the texts, and how much of it; cheap enough for every row."""
        now = time.monotonic()
        if step == self._told[0] and now - self._told[1] < _TELL_EVERY and done != total:
            return
        self._told = (step, now)
        Work.objects.filter(pk=self.work_id).update(step=step, values=values, done=done, total=total)


def carry_out(work_id: int, do: Callable[[Running], dict[str, Any]], *, lang: str = "fa") -> None:
    """Run a piece of work and note its end; a user's mistake becomes its sentence, a bug is raised again."""
    own = Work.objects.filter(pk=work_id)
    if not own.exclude(state__in=[Work.DONE, Work.FAILED]).update(
        state=Work.RUNNING, alive_at=timezone.now(), tries=F("tries") + 1
    ):
        return
    try:
        with _heartbeat(work_id):
            result = do(Running(work_id))
    except UserError as error:
        own.update(state=Work.FAILED, problem=explain(error, lang)[:500], ended_at=timezone.now())
    except Exception:
        own.update(state=Work.FAILED, problem=say("work.bug", lang), ended_at=timezone.now())
        raise
    else:
        own.update(state=Work.DONE, result=result, ended_at=timezone.now())


def restart_lost(*, now: datetime) -> list[Work]:
    """Find the work whose worker gave no sign of life: start it again once, then call it failed. All that was found."""
    silent = Work.objects.filter(state=Work.RUNNING, alive_at__lt=now - _LOST_AFTER)
    dropped = Work.objects.filter(state=Work.WAITING, asked_at__lt=now - _LOST_AFTER)
    found = [one for one in silent if _take_up(one, now)]
    for one in dropped.order_by("pk")[:100]:
        if not _task_of(one).exclude(status__in=_ENDED).exists():  # its task ended without a word, or never was
            _give_up(one, now)
            found.append(one)
    return found


def release(*, worker: str, now: datetime) -> int:
    """Put back at once what a worker held that is known to be dead; how many tasks."""
    held = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return _put_back([one for one in held if one.worker_ids and one.worker_ids[-1] == worker], now)


def release_forgotten(*, now: datetime) -> int:
    """Put back tasks without a page that run for longer than any does: their worker's machine is gone."""
    held = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - _FORGOTTEN_AFTER)
    return _put_back([one for one in held if "work_id" not in one.args_kwargs["kwargs"]], now)


def own_work(person: int) -> QuerySet[Work]:
    """The work that a person asked for, the newest first."""
    return Work.objects.filter(asked_by=person).order_by("-pk")


def prune(*, now: datetime) -> int:
    """Forget ended work and read notices of two months ago; how many lines."""
    old = now - _KEEP
    work = Work.objects.filter(ended_at__lt=old).delete()[0]
    tasks = DBTaskResult.objects.filter(finished_at__lt=old).delete()[0]
    return work + tasks + Notice.objects.filter(read_at__lt=old).delete()[0]


_READY = {"status": TaskResultStatus.READY, "started_at": None, "finished_at": None}
_ENDED = (TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL)


@transaction.atomic
def _put_back(held: list[DBTaskResult[Any, Any]], now: datetime) -> int:
    """Ready again for those that were tried once, failed for the others; their pages know it too."""
    for one in held:
        number = one.args_kwargs["kwargs"].get("work_id")
        watched = Work.objects.filter(pk=number, state=Work.RUNNING).first() if number else None
        if watched:
            _take_up(watched, now)
        elif len(one.worker_ids) < _MOST_TRIES:
            DBTaskResult.objects.filter(pk=one.pk).update(**_READY)
        else:
            DBTaskResult.objects.filter(pk=one.pk).update(status=TaskResultStatus.FAILED, finished_at=now)
    return len(held)


def _task_of(work: Work) -> QuerySet[DBTaskResult[Any, Any]]:
    return DBTaskResult.objects.filter(args_kwargs__kwargs__work_id=work.pk)


@transaction.atomic
def _take_up(work: Work, now: datetime) -> bool:
    """Put lost work back once, then fail it; False where another process was faster or the worker woke up."""
    still = Work.objects.filter(pk=work.pk, state=Work.RUNNING, alive_at=work.alive_at)
    if not still.update(state=Work.WAITING, asked_at=now, alive_at=None):
        return False
    if work.tries >= _MOST_TRIES or not _task_of(work).update(**_READY):
        _give_up(work, now)
    work.refresh_from_db()
    return True


def _give_up(work: Work, now: datetime) -> None:
    task = _task_of(work).order_by("-enqueued_at").first()
    lang = (task.args_kwargs["kwargs"].get("lang") if task else None) or settings.LANGUAGE_CODE
    _task_of(work).exclude(status__in=_ENDED).update(status=TaskResultStatus.FAILED, finished_at=now)
    Work.objects.filter(pk=work.pk).update(state=Work.FAILED, problem=say("work.lost", lang), ended_at=now)
    work.refresh_from_db()


@contextmanager
def _heartbeat(work_id: int) -> Iterator[None]:
    """Give signs of life from a thread of its own while the work goes on, however long one of its steps takes."""
    ended = Event()

    def beat() -> None:
        while not ended.wait(_BEAT):
            try:
                Work.objects.filter(pk=work_id).update(alive_at=timezone.now())
            except DatabaseError:  # the work itself is writing; the next beat tells
                pass
            finally:
                connection.close()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=1)
