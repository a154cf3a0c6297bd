# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue: once for each request, taken up again after a death, written by one attempt only."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from koppelkans.web.jobs import queue, registry
from koppelkans.web.jobs.models import Job, State
from koppelkans.web.jobs.worker import do_next

pytestmark = pytest.mark.django_db


def fall_silent(job: Job) -> None:
    """Let the worker of a job have been dead for a while."""
    Job.objects.filter(pk=job.pk).update(beat=timezone.now() - queue.LEASE - timedelta(seconds=1))


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Know a kind of work that notes what it was asked, and one that breaks off."""
    seen: list[dict[str, object]] = []

    def note(job: registry.Running) -> None:
        seen.append(job.payload)

    def break_off(_job: registry.Running) -> None:
        raise ZeroDivisionError

    def lost(payload: dict[str, object], message: dict[str, object]) -> None:
        seen.append({**payload, **message})

    monkeypatch.setitem(registry._kinds, "note", (note, lost))
    monkeypatch.setitem(registry._kinds, "break", (break_off, lost))
    return seen


def test_the_same_request_is_one_job_until_it_is_over() -> None:
    first = queue.ask("note", "a")
    assert queue.ask("note", "a").pk == first.pk
    taken = queue.take()
    assert taken is not None
    assert queue.ask("note", "a").pk == first.pk
    assert queue.finish(taken, State.DONE)
    assert queue.ask("note", "a").pk != first.pk


def test_quick_work_goes_first_and_quick_workers_leave_the_rest() -> None:
    queue.ask("note", "slow", slow=True)
    quick = queue.ask("note", "quick")
    taken = queue.take()
    assert taken is not None
    assert taken.pk == quick.pk
    assert queue.take(quick_only=True) is None
    assert queue.take() is not None


def test_a_job_is_taken_by_one_worker_only() -> None:
    queue.ask("note", "a")
    assert queue.take() is not None
    assert queue.take() is None


def test_the_job_of_a_dead_worker_is_taken_up_again_and_the_dead_one_writes_no_more() -> None:
    queue.ask("note", "a")
    dead = queue.take()
    assert dead is not None
    fall_silent(dead)
    alive = queue.take()
    assert alive is not None
    assert alive.pk == dead.pk
    assert not queue.is_own(dead)
    assert not queue.beat(dead)
    assert not queue.finish(dead, State.DONE)
    assert queue.finish(alive, State.DONE)
    assert Job.objects.get().state == State.DONE


def test_a_job_that_takes_its_workers_down_fails_in_the_end(done: list[dict[str, object]]) -> None:
    queue.ask("note", "a", {"number": 7})
    for _ in range(queue.MOST_BREAKS):
        taken = queue.take()
        assert taken is not None
        fall_silent(taken)
    assert do_next(threading.Event())
    assert Job.objects.get().state == State.FAILED
    assert done == [{"number": 7, **queue.BROKE_OFF}]


def test_a_worker_that_ends_puts_its_job_back(done: list[dict[str, object]]) -> None:
    queue.ask("note", "a")
    ending = threading.Event()
    ending.set()
    assert do_next(ending)
    assert Job.objects.get().state == State.WAITING
    assert do_next(threading.Event())
    assert Job.objects.get().state == State.DONE


def test_work_that_breaks_off_fails_and_the_worker_goes_on(done: list[dict[str, object]]) -> None:
    queue.ask("break", "a", {"number": 1})
    queue.ask("note", "b", {"number": 2})
    assert do_next(threading.Event())
    assert do_next(threading.Event())
    assert not do_next(threading.Event())
    assert done == [{"number": 1, "error": "ZeroDivisionError"}, {"number": 2}]
    assert [job.state for job in Job.objects.all()] == [State.FAILED, State.DONE]


def test_a_job_can_be_asked_to_stop() -> None:
    queue.ask("note", "a")
    taken = queue.take()
    assert taken is not None
    assert queue.beat(taken)
    assert queue.stop("a")
    assert not queue.beat(taken)
    assert queue.finish(taken, State.DONE)
    assert not queue.stop("a")


def test_a_clock_that_jumps_back_does_not_lose_a_job() -> None:
    queue.ask("note", "a")
    taken = queue.take()
    assert taken is not None
    Job.objects.update(beat=timezone.now() + timedelta(days=1))
    assert queue.beat(taken)
    fall_silent(taken)
    assert queue.take() is not None


def test_what_is_over_is_cleared_after_a_while_and_nothing_else(settings: Any) -> None:
    settings.DAYS_JOBS_ARE_KEPT = 30
    now, jobs = timezone.now(), {}
    for key, state, days in (
        ("old", State.DONE, 31), ("broken", State.FAILED, 31), ("fresh", State.DONE, 29),
        ("waiting", State.WAITING, None), ("running", State.RUNNING, None),
    ):  # fmt: skip
        ended = None if days is None else now - timedelta(days=days)
        jobs[key] = Job.objects.create(kind="note", key=key, state=state, ended=ended)
    Job.objects.update(created=now - timedelta(days=400), beat=now)
    queue.ask_again("clear-jobs")
    Job.objects.filter(key="waiting").update(slow=True)
    assert do_next(threading.Event(), quick_only=True)
    left = set(Job.objects.values_list("key", flat=True))
    assert left == {"fresh", "waiting", "running", "clear-jobs"}
    assert Job.objects.get(key="clear-jobs").state == State.DONE
