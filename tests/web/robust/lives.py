# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real server and a real worker that die and come back at once, as often as a test wants.

Starting Python and all that we import takes seconds. So one process imports it, opens no
database, and each life of a server or worker is a fork of it. It does what it reads, line by line:
``serve``, ``work``, ``kill PID``, or the name of a function in this module to run in a fork.
"""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django
import uvicorn


def prepare() -> None:
    """Make the database, with a small area and a program that may change it."""
    from django.conf import settings
    from django.core.management import call_command

    from koppelkans.web.access.models import Membership, Role, User
    from koppelkans.web.api.tokens import make_token
    from koppelkans.web.store import store_case
    from tests.factories import small_case

    call_command("migrate", verbosity=0, interactive=False)
    area = store_case(small_case())
    for name in ("els", "piet"):
        user = User.objects.create_user(f"{name}@test.example", name=name.title())
        Membership.objects.create(user=user, area=area, role=Role.FACILITATOR)
    secret = make_token(User.objects.get(email="els@test.example"), "test", 1)[1]
    (Path(settings.DATA) / "token").write_text(secret)


def finish_work() -> None:
    """Do all the work that waits, also what a dead worker had in hand."""
    from koppelkans.web.jobs import queue
    from koppelkans.web.jobs.models import ACTIVE, Job
    from koppelkans.web.jobs.worker import do_next

    queue.LEASE = timedelta(seconds=0)
    while Job.objects.filter(state__in=ACTIVE).exists():
        do_next(threading.Event())


def serve(listener: socket.socket) -> None:
    """Serve until killed."""
    config = uvicorn.Config("koppelkans.web.asgi:application", log_level="critical")
    uvicorn.Server(config).run(sockets=[listener])


def work() -> None:
    """Do jobs until killed."""
    from koppelkans.web.jobs.worker import work_until

    work_until(threading.Event())


def fork(live: Callable[[], None]) -> int:
    """Let a function live in a process of its own."""
    number = os.fork()
    if number:
        return number
    status = 1
    os.dup2(2, 1)  # What a life says, such as mail to the console, is no answer of ours.
    try:
        live()
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Do what stands on the lines that come in; answer each with a line."""
    django.setup()
    from django.urls import get_resolver

    from koppelkans.web import asgi  # noqa: F401  # imported before any life begins

    get_resolver().url_patterns  # noqa: B018  # and so is every page
    listener = socket.create_server(("127.0.0.1", 0))
    say(listener.getsockname()[1])
    for line in sys.stdin:
        word, *rest = line.split()
        if word == "serve":
            say(fork(lambda: serve(listener)))
        elif word == "work":
            say(fork(work))
        elif word == "kill":
            os.kill(int(rest[0]), signal.SIGKILL)
            say(os.waitpid(int(rest[0]), 0)[0])
        else:
            say(os.waitpid(fork(globals()[word]), 0)[1])


def say(what: object) -> None:
    """Answer."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
