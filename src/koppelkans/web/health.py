# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether it works, for those who watch over it: no name, no session, no secret in the answer.

/health/alive   the process answers
/health/ready   the database answers and has the tables of this version: send people here
/health/work    workers give signs of life: without them pages work, and nothing is computed
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from koppelkans.web.jobs.models import Job, State
from koppelkans.web.jobs.registry import regular_work

Answer = Callable[[HttpRequest], HttpResponse]

MARGIN = timedelta(seconds=60)
"""How much later than it should a sign of life may come."""


def answer_probes(answer: Answer) -> Answer:
    """Answer questions about health before anything else looks at the request.

    A load balancer asks by the address of the machine and without https, which others refuse.
    """
    probes = {"/health/alive": _alive, "/health/ready": _ready, "/health/work": _work}

    def middleware(request: HttpRequest) -> HttpResponse:
        probe = probes.get(request.path)
        if probe is None or request.method not in ("GET", "HEAD"):
            return answer(request)
        status, said = probe()
        return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})

    return middleware


def _alive() -> tuple[int, dict[str, str]]:
    return 200, {"status": "alive"}


def _ready() -> tuple[int, dict[str, str]]:
    try:
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        connection.close()
        return 503, {"status": "not ready", "database": "does not answer"}
    if is_behind:
        return 503, {"status": "not ready", "database": "is to be upgraded"}
    return 200, {"status": "ready", "database": "answers"}


def _work() -> tuple[int, dict[str, str]]:
    try:
        works = has_workers()
    except DatabaseError:
        connection.close()
        return 503, {"status": "unknown", "database": "does not answer"}
    if works:
        return 200, {"status": "working", "workers": "give signs of life"}
    return 503, {"status": "not working", "workers": "give no sign of life"}


def has_workers() -> bool:
    """Whether a worker was there of late: it does its rounds, or beats while it is busy."""
    now, rounds = timezone.now(), regular_work()
    if Job.objects.filter(state=State.RUNNING, beat__gt=now - MARGIN).exists():
        return True
    since = now - timedelta(seconds=min(rounds.values(), default=0)) - MARGIN
    # Workers themselves ask for the rounds, so that one was asked for is a sign as well.
    return Job.objects.filter(kind__in=rounds, created__gt=since).exists()
