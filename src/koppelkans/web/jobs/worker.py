# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Doing the work, one job at a time, until told to end."""

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, close_old_connections, connection

from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import Job, State
from koppelkans.web.jobs.registry import find_work, regular_work

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_AFTER_TROUBLE = 5.0


@dataclass
class Attempt:
    """One attempt at one job, with a thread beside it that says that it is alive."""

    job: Job
    ending: threading.Event
    """Set when the worker itself has to end."""
    _go_on: bool = True
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def payload(self) -> dict[str, Any]:
        return dict(self.job.payload)

    def keep(self, progress: dict[str, Any]) -> bool:
        self._go_on = self._go_on and queue.beat(self.job, progress)
        return self._go_on and not self.ending.is_set()

    def is_own(self) -> bool:
        return queue.is_own(self.job) and not self.ending.is_set()

    def __enter__(self) -> "Attempt":
        threading.Thread(target=self._beat, daemon=True).start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._over.set()

    def _beat(self) -> None:
        while not self._over.wait(queue.BEAT.total_seconds()):
            try:
                self._go_on = queue.beat(self.job) and self._go_on
            except DatabaseError:
                log.warning("No database to tell that job %s is alive", self.job.pk)
                connection.close()
        connection.close()


def do_next(ending: threading.Event, *, quick_only: bool = False) -> bool:
    """Do one job, if there is one; return whether there was."""
    job = queue.take(quick_only=quick_only)
    if job is None:
        return False
    work, lost = find_work(job.kind)
    if job.breaks >= queue.MOST_BREAKS:
        queue.finish(job, State.FAILED, queue.BROKE_OFF)
        lost(dict(job.payload), queue.BROKE_OFF)
        return True
    try:
        with Attempt(job, ending) as attempt:
            trouble = work(attempt)
    except DatabaseError:
        raise
    except Exception as error:  # whatever a job does, the worker goes on
        log.exception("Job %s (%s) broke off", job.pk, job.kind)
        message = {"error": type(error).__name__}
        if queue.finish(job, State.FAILED, message):
            lost(dict(job.payload), message)
        return True
    if ending.is_set():
        queue.give_back(job)
    else:
        queue.finish(job, State.FAILED if trouble else State.DONE, trouble)
    return True


def work_until(ending: threading.Event, *, quick_only: bool = False) -> None:
    """Do jobs until told to end; a database that is away for a while is waited for."""
    asked: dict[str, float] = {}
    while not ending.is_set():
        close_old_connections()
        try:
            _ask_regular(asked)
            found = do_next(ending, quick_only=quick_only)
        except DatabaseError:
            log.exception("No database; trying again")
            connection.close()
            ending.wait(SECONDS_AFTER_TROUBLE)
            continue
        if not found:
            ending.wait(SECONDS_BETWEEN_LOOKS)


def _ask_regular(asked: dict[str, float]) -> None:
    """Ask for the work of which the time has come."""
    now = time.monotonic()
    for kind, seconds in regular_work().items():
        if now - asked.get(kind, float("-inf")) >= seconds:
            asked[kind] = now
            queue.ask_again(kind)
