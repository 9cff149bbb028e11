"""Long work is found again when its worker dies, and never runs for ever."""

from __future__ import annotations

from datetime import timedelta
from time import sleep
from typing import Any

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from tests.cast import NOW

from tasvir.core.errors import UserError
from tasvir.foundation import work
from tasvir.foundation.models import Work
from tasvir.foundation.texts import say

LATER = NOW + timedelta(minutes=10)
done: list[int] = []


@task()
def count(work_id: int, lang: str = "fa") -> None:
    def do(running: work.Running) -> dict[str, Any]:
        done.append(running.work_id)
        return {"count": len(done)}

    work.carry_out(work_id, do, lang=lang)


@task()
def alone() -> None:
    """A task that no page watches."""


@pytest.fixture
def queue(settings: Any, db: None) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    done.clear()


def killed(one: Work, tries: int = 1) -> None:
    """As a worker leaves it that was killed in the middle of the work."""
    Work.objects.filter(pk=one.pk).update(state=Work.RUNNING, alive_at=NOW, tries=tries)
    DBTaskResult.objects.update(status="RUNNING", started_at=NOW, worker_ids=["gone"])


def run_worker() -> None:
    for waiting in DBTaskResult.objects.ready():
        waiting.claim("worker")
        waiting.task.call(**waiting.args_kwargs["kwargs"])
        waiting.set_successful(None)


@pytest.mark.usefixtures("queue")
def test_work_is_queued_with_its_transaction_and_carried_out() -> None:
    one = work.start(count, kind="count", now=NOW, by=7)
    assert DBTaskResult.objects.count() == 1

    run_worker()

    one.refresh_from_db()
    assert (one.state, one.result, one.tries, done) == (Work.DONE, {"count": 1}, 1, [one.pk])


@pytest.mark.usefixtures("queue")
def test_work_whose_worker_was_killed_is_started_again_once() -> None:
    one = work.start(count, kind="count", now=NOW)
    killed(one)

    assert [found.pk for found in work.restart_lost(now=LATER)] == [one.pk]
    run_worker()

    one.refresh_from_db()
    assert (one.state, one.tries, done) == (Work.DONE, 2, [one.pk])


@pytest.mark.usefixtures("queue")
def test_work_that_kills_its_worker_twice_is_given_up_with_a_sentence() -> None:
    one = work.start(count, kind="count", now=NOW, lang="vi")
    killed(one, tries=2)

    assert len(work.restart_lost(now=LATER)) == 1
    run_worker()

    one.refresh_from_db()
    assert (one.state, one.problem, one.ended_at, done) == (Work.FAILED, say("work.lost", "vi"), LATER, [])


@pytest.mark.usefixtures("queue")
def test_work_that_gives_signs_of_life_is_left_alone() -> None:
    one = work.start(count, kind="count", now=NOW)
    killed(one)
    Work.objects.update(alive_at=LATER - timedelta(seconds=30))

    assert work.restart_lost(now=LATER) == []


@pytest.mark.usefixtures("queue")
def test_work_that_waits_in_the_queue_is_left_alone_however_long() -> None:
    work.start(count, kind="count", now=NOW)

    assert work.restart_lost(now=NOW + timedelta(days=3)) == []


@pytest.mark.usefixtures("queue")
def test_work_whose_task_ended_without_a_word_is_given_up() -> None:
    one = work.start(count, kind="count", now=NOW)
    DBTaskResult.objects.update(status="FAILED")

    work.restart_lost(now=LATER)

    one.refresh_from_db()
    assert one.state == Work.FAILED


@pytest.mark.usefixtures("queue")
def test_work_that_has_ended_is_not_done_again() -> None:
    one = work.start(count, kind="count", now=NOW)
    Work.objects.update(state=Work.FAILED)

    run_worker()

    one.refresh_from_db()
    assert (one.state, done) == (Work.FAILED, [])


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize(("workers", "status"), [(["gone"], "READY"), (["before", "gone"], "FAILED")])
def test_what_a_dead_worker_held_is_put_back_at_once(workers: list[str], status: str) -> None:
    alone.enqueue()
    DBTaskResult.objects.update(status="RUNNING", started_at=NOW, worker_ids=workers)

    assert (work.release(worker="other", now=NOW), work.release(worker="gone", now=NOW)) == (0, 1)

    assert DBTaskResult.objects.get().status == status


@pytest.mark.usefixtures("queue")
def test_watched_work_of_a_dead_worker_is_put_back_with_its_page() -> None:
    one = work.start(count, kind="count", now=NOW)
    killed(one)

    work.release(worker="gone", now=NOW)
    run_worker()

    one.refresh_from_db()
    assert (one.state, one.tries) == (Work.DONE, 2)


@pytest.mark.usefixtures("queue")
def test_a_task_without_a_page_is_not_held_for_ever() -> None:
    alone.enqueue()
    DBTaskResult.objects.update(status="RUNNING", started_at=NOW, worker_ids=["gone"])

    assert (work.release_forgotten(now=LATER), work.release_forgotten(now=NOW + timedelta(hours=1))) == (0, 1)


@pytest.mark.django_db
def test_a_mistake_ends_the_work_with_its_sentence() -> None:
    def refuse(_: work.Running) -> dict[str, Any]:
        raise UserError("date.unreadable")

    one = Work.objects.create(kind="count", asked_at=NOW)
    work.carry_out(one.pk, refuse, lang="en")

    one.refresh_from_db()
    assert one.state == Work.FAILED
    assert one.problem


@pytest.mark.django_db
def test_a_bug_ends_the_work_and_is_raised() -> None:
    def fail(_: work.Running) -> dict[str, Any]:
        raise KeyError("x")

    one = Work.objects.create(kind="count", asked_at=NOW)
    with pytest.raises(KeyError):
        work.carry_out(one.pk, fail, lang="en")

    one.refresh_from_db()
    assert (one.state, one.problem) == (Work.FAILED, say("work.bug", "en"))


@pytest.mark.django_db(transaction=True)
def test_a_long_step_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_BEAT", 0.01)
    one = Work.objects.create(kind="count", asked_at=NOW)
    seen = set()

    def wait(_: work.Running) -> dict[str, Any]:
        for _round in range(500):
            seen.add(Work.objects.get(pk=one.pk).alive_at)
            if len(seen) > 2:
                break
            sleep(0.01)
        return {}

    work.carry_out(one.pk, wait)

    assert len(seen) > 2


@pytest.mark.django_db
def test_telling_every_row_writes_seldom(django_assert_num_queries: Any) -> None:
    one = Work.objects.create(kind="count", asked_at=NOW)
    running = work.Running(one.pk)

    with django_assert_num_queries(3):
        for index in range(1, 1001):
            running.tell("work.waiting", done=index, total=1000)
        running.tell("work.bug")

    one.refresh_from_db()
    assert (one.step, one.done) == ("work.bug", 0)


@pytest.mark.usefixtures("queue")
def test_old_work_is_forgotten_and_new_kept() -> None:
    old = work.start(count, kind="count", now=NOW, by=7)
    run_worker()
    Work.objects.filter(pk=old.pk).update(ended_at=NOW - timedelta(days=61))
    new = work.start(count, kind="count", now=NOW, by=7)

    assert work.prune(now=NOW) == 1
    assert list(work.own_work(7)) == [new]
