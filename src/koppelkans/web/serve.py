# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening the pages: one call prepares everything and serves until it is stopped."""

import os
import shutil
import socket
import threading
import time
import webbrowser
from pathlib import Path

import click
import django
import uvicorn

from koppelkans.case import Case
from koppelkans.example import example_path
from koppelkans.exchange import read_case
from koppelkans.web.jobs.crew import Crew

SECONDS_OF_SEARCH = 45.0
"""How long the search for a programme takes at most when a case is opened for the first time."""

SECONDS_TO_STOP = 3


def serve(
    case_path: Path | None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    seconds: float = SECONDS_OF_SEARCH,
) -> None:
    """Open a case in the browser, until stopped.

    Parameters
    ----------
    case_path
        Case file; without it the example.
    host, port
        Where to listen; port 0 takes a free one.
    open_browser
        Whether to open the address in the browser of this machine.
    seconds
        How long to look for a programme, when there is none yet.

    Raises
    ------
    koppelkans.case.CaseError
        When the case is not complete and correct.
    OSError
        When the file cannot be read, or the port is taken.
    """
    case = read_case(case_path or example_path())
    listener = _listen(host, port)
    address = f"http://{'localhost' if host in LOCAL else host}:{listener.getsockname()[1]}/"
    if not production():
        os.environ.setdefault("KOPPELKANS_ADDRESS", address)  # What stands in mail.
    prepare(case, host=host, seconds=seconds, is_example=case_path is None)
    crew = Crew()
    crew.start()
    try:
        if open_browser:
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        click.echo(f"Koppelkans: {address}  (Ctrl+C)")
        config = uvicorn.Config(
            "koppelkans.web.asgi:application", log_level="warning", server_header=False,
            proxy_headers=False,
            # Whoever follows a workshop keeps a stream open: stopping does not wait for them.
            timeout_graceful_shutdown=SECONDS_TO_STOP,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        crew.end()


LOCAL = ("127.0.0.1", "localhost", "::1")


def prepare(case: Case, *, host: str, seconds: float, is_example: bool = False) -> None:
    """Make database and files ready, keep the case, and ask for what is not computed yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koppelkans.web.settings")
    if host not in LOCAL:
        hosts = {host, socket.gethostname(), *os.environ.get("KOPPELKANS_HOSTS", "").split(",")}
        os.environ["KOPPELKANS_HOSTS"] = ",".join(sorted(filter(None, hosts)))
    # On one's own machine everything can be tried out at once; elsewhere only when asked for.
    os.environ.setdefault("KOPPELKANS_DEMO", "1" if host in LOCAL and not production() else "0")
    django.setup()
    from django.conf import settings  # noqa: PLC0415  # Django is not ready before setup
    from django.core.management import call_command  # noqa: PLC0415  # likewise

    from koppelkans.web.access.demo import open_door  # noqa: PLC0415
    from koppelkans.web.compute import ensure_programme  # noqa: PLC0415
    from koppelkans.web.plans.example import write_example  # noqa: PLC0415
    from koppelkans.web.store import store_case  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    prepare_static(Path(settings.STATIC_ROOT))
    area = store_case(case)
    open_door(area, demo=settings.DEMO)
    if is_example:
        write_example(area)
    ensure_programme(area, seconds=seconds)


def production() -> bool:
    """Whether this installation says that people work with it in earnest."""
    return os.environ.get("KOPPELKANS_PRODUCTION") == "1"


def prepare_static(folder: Path) -> None:
    """Compress the static files into a folder of their version, unless they are there; drop older.

    A file says that all is there, so that a stop half-way leaves no half of it.
    """
    from django.core.management import call_command  # noqa: PLC0415  # Django is ready only now

    done = folder / ".done"
    if not done.exists():
        call_command("collectstatic", verbosity=0, interactive=False)
        done.touch()
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def _open(address: str) -> None:
    time.sleep(1)
    webbrowser.open(address)
