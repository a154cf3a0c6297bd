# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The workers beside one server: started along with it, replaced when they die."""

import os
import subprocess
import sys
import threading

COMMAND = [sys.executable, "-m", "koppelkans.web.jobs", "--with-parent"]
SECONDS_BEFORE_ANOTHER = 2.0
SECONDS_TO_END = 10.0


class Crew:
    """Two workers: one for everything, one for quick work only, so that nobody waits long."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._workers: list[subprocess.Popen[bytes]] = []
        self._guards = [
            threading.Thread(target=self._keep_one, args=(options,), daemon=True)
            for options in ([], ["--quick"])
        ]

    def start(self) -> None:
        """Start the workers."""
        for guard in self._guards:
            guard.start()

    def end(self) -> None:
        """Ask the workers to put back what they are doing and end; kill who does not listen."""
        self._ending.set()
        # A list of its own: their guards take them out of the other one as soon as they end.
        workers = list(self._workers)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            try:
                worker.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                worker.kill()

    def _keep_one(self, options: list[str]) -> None:
        """Keep one worker running; another takes over what a dead one was doing."""
        while not self._ending.is_set():
            worker = subprocess.Popen([*COMMAND, *options], env=dict(os.environ))  # noqa: S603
            self._workers.append(worker)
            worker.wait()
            self._workers.remove(worker)
            self._ending.wait(SECONDS_BEFORE_ANOTHER)
