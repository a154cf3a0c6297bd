# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking for work, taking it up, and saying how it ended.

Every change says which attempt makes it, so that a worker that was given up for dead and comes
back can no longer write: the same request never ends twice.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from koppelkans.web.jobs.models import ACTIVE, Job, State

BEAT = timedelta(seconds=5)
"""How often a worker says that it is alive."""
LEASE = timedelta(seconds=30)
"""How long it may be silent before another takes its job up again."""
MOST_BREAKS = 3
"""So often a job may take its worker down with it."""
BROKE_OFF = {
    "nl": "De berekening is drie keer afgebroken. Probeer het later nog eens.",
    "en": "The computation broke off three times. Try again later.",
}


def ask(kind: str, key: str, payload: dict[str, Any] | None = None, *, slow: bool = False) -> Job:
    """Ask for work; when the same is waiting or being done already, return that instead.

    Parameters
    ----------
    key
        What is asked, so that it is not done twice at the same time.
    slow
        Whether it may take minutes, so that it should not hold up quick work.
    """
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, key=key, payload=payload or {}, slow=slow)
    except IntegrityError:
        return Job.objects.get(key=key, state__in=ACTIVE)


def ask_again(kind: str) -> Job:
    """Ask for work that is done again and again; of the times before nothing is kept."""
    Job.objects.filter(key=kind).exclude(state__in=ACTIVE).delete()
    return ask(kind, kind)


def take(*, quick_only: bool = False) -> Job | None:
    """Take up the oldest job that waits, or whose worker has died; None when there is none."""
    silent = Q(state=State.RUNNING, beat__lt=timezone.now() - LEASE)
    jobs = Job.objects.filter(Q(state=State.WAITING) | silent).order_by("slow", "pk")
    for job in jobs.filter(slow=False) if quick_only else jobs:
        broke = int(job.state == State.RUNNING)
        taken = Job.objects.filter(pk=job.pk, state=job.state, attempt=job.attempt).update(
            state=State.RUNNING,
            attempt=F("attempt") + 1,
            breaks=F("breaks") + broke,
            beat=timezone.now(),
        )
        if taken:
            job.refresh_from_db()
            return job
    return None


def beat(job: Job, progress: dict[str, Any] | None = None) -> bool:
    """Say that a job is being worked on; return whether to go on.

    Not when somebody wants it to stop, nor when another worker has it by now.
    """
    changes = {"beat": timezone.now()} | ({} if progress is None else {"progress": progress})
    if not _own(job).update(**changes):
        return False
    return not Job.objects.filter(pk=job.pk, stop_wanted=True).exists()


def is_own(job: Job) -> bool:
    """Whether this attempt still has the job."""
    return _own(job).exists()


def finish(job: Job, state: State, message: dict[str, Any] | None = None) -> bool:
    """End a job; return whether this attempt still had it."""
    return bool(_own(job).update(state=state, message=message or {}, ended=timezone.now()))


def give_back(job: Job) -> None:
    """Put a job back because its worker stops."""
    _own(job).update(state=State.WAITING, beat=None)


def stop(key: str) -> bool:
    """Ask the job with a key to stop with the best it has; return whether there is one."""
    return bool(Job.objects.filter(key=key, state__in=ACTIVE).update(stop_wanted=True))


def clear(before: datetime) -> int:
    """Remove what ended before a moment; return how many jobs that were."""
    over = Job.objects.exclude(state__in=ACTIVE).filter(ended__lt=before)
    return over.delete()[0]


def find(key: str) -> Job | None:
    """Return the newest job with a key."""
    return Job.objects.filter(key=key).order_by("-pk").first()


def _own(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING)
