# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The process that does the work: ``python -m koppelkans.web.jobs``."""

import os
import signal
import threading
from types import FrameType

import click
import django


@click.command()
@click.option("--quick", is_flag=True, help="Leave what may take minutes to other workers.")
@click.option("--with-parent", is_flag=True, help="End when the starting process ends.")
def main(*, quick: bool, with_parent: bool) -> None:
    """Do jobs until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koppelkans.web.settings")
    django.setup()
    from koppelkans.web.jobs.worker import work_until  # noqa: PLC0415  # Django is ready now

    ending = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ending.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if with_parent:
        threading.Thread(target=end_after, args=(os.getppid(), ending), daemon=True).start()
    work_until(ending, quick_only=quick)


def end_after(parent: int, ending: threading.Event) -> None:
    """Tell to end when a process is gone: nobody works on for a server that was killed."""
    while not ending.wait(1):
        if os.getppid() != parent:
            ending.set()


if __name__ == "__main__":
    main()
