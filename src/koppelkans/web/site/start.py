# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Check, upgrade and serve an installation in production."""

import os
from pathlib import Path

import uvicorn

from koppelkans.compiled import compile_everything
from koppelkans.language import N_, Message
from koppelkans.web.serve import prepare_static
from koppelkans.web.site import SiteError, wake

SECONDS_TO_FINISH = 10


def check() -> list[str]:
    """Return what is to be thought about; nothing when all is well.

    Raises
    ------
    SiteError
        When it is not set up for production, or cannot run as it is.
    """
    wake()
    from django.conf import settings  # noqa: PLC0415  # Django is ready only now
    from django.core import checks  # noqa: PLC0415
    from django.db import DatabaseError, connection  # noqa: PLC0415

    if not settings.PRODUCTION:
        raise SiteError(Message(N_("Set KOPPELKANS_PRODUCTION=1 for an installation in earnest.")))
    said = checks.run_checks(include_deployment_checks=True, databases=["default"])
    heard = [m for m in said if not m.is_silenced()]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise SiteError(
            Message(N_("The database does not answer: {why}"), {"why": str(error).strip()})
        ) from None
    serious = [str(m) for m in heard if m.is_serious()]
    if serious:
        raise SiteError(Message(N_("This does not work yet:\n{why}"), {"why": "\n".join(serious)}))
    return [str(m) for m in heard]


def upgrade() -> None:
    """Bring database, static files and compiled code to this version; nothing when they are.

    Raises
    ------
    SiteError
        When it cannot.
    """
    wake()
    from django.conf import settings  # noqa: PLC0415  # Django is ready only now
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    try:
        call_command("migrate", verbosity=1, interactive=False)
    except DatabaseError as error:
        raise SiteError(
            Message(N_("The database was not upgraded: {why}"), {"why": str(error).strip()})
        ) from None
    prepare_static(Path(settings.STATIC_ROOT))
    compile_everything()


def serve(*, host: str, port: int, socket: str, processes: int) -> None:
    """Serve behind a reverse proxy, until stopped.

    Parameters
    ----------
    host, port
        Where to listen, unless a socket is given.
    socket
        Path of a Unix socket to listen on.
    processes
        How many processes answer; one that dies is replaced.

    Raises
    ------
    SiteError
        When the installation is not ready for it.
    """
    check()
    from django.conf import settings  # noqa: PLC0415  # Django is ready only now
    from django.db import connections  # noqa: PLC0415

    if _is_behind():
        raise SiteError(
            Message(N_("The database is of another version: run `koppelkans site upgrade`."))
        )
    prepare_static(Path(settings.STATIC_ROOT))
    connections.close_all()
    uvicorn.run(
        "koppelkans.web.asgi:application", host=host, port=port, uds=socket or None,
        workers=processes, log_config=None, access_log=False, server_header=False,
        # Who is at the other end, and whether over https, is believed from these proxies only.
        proxy_headers=bool(settings.PROXIES), forwarded_allow_ips=settings.PROXIES,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )  # fmt: skip


def _is_behind() -> bool:
    from django.db import connection  # noqa: PLC0415  # Django is ready only now
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def processes_of_machine() -> int:
    """Return how many processes suit this machine: one for each processor, at least two."""
    return max(2, len(os.sched_getaffinity(0)))
