# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real installation in a process of its own, and a real PostgreSQL where there is one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.postgres import MISSING, Cluster, find_programs


class Installation:
    """A server and a worker of which a test begins and ends the lives; see `lives`."""

    def __init__(self, data: Path, database: str = "") -> None:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("KOPPELKANS_")}
        self.data = data
        with (data / "log").open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.web.robust.lives"], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                env={**inherited, "KOPPELKANS_DATA": str(data), "KOPPELKANS_DATABASE_URL": database,
                     "KOPPELKANS_API_REQUESTS_PER_MINUTE": "100000",
                     "DJANGO_SETTINGS_MODULE": "koppelkans.web.settings"},
            )  # fmt: skip
        self.alive: set[int] = set()
        self.address = f"http://127.0.0.1:{self._hear()}"
        assert self.tell("prepare") == 0, self.log()
        self.headers = {"Authorization": f"Bearer {(data / 'token').read_text()}"}

    def begin(self, what: str) -> int:
        """Begin a life, and return its number."""
        number = self.tell(what)
        self.alive.add(number)
        return number

    def kill(self, number: int) -> None:
        """End a life at once, whatever it is doing."""
        self.tell(f"kill {number}")
        self.alive.remove(number)

    def tell(self, line: str) -> int:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self._hear()

    def end(self) -> None:
        for number in list(self.alive):
            self.kill(number)
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()

    def log(self) -> str:
        return (self.data / "log").read_text()[-4000:]

    def _hear(self) -> int:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self.log()
        return int(line)


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Callable[..., Installation]]:
    made: list[Installation] = []

    def make(database: str = "") -> Installation:
        made.append(Installation(tmp_path, database))
        return made[-1]

    yield make
    for installation in made:
        installation.end()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    if find_programs() is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    found = Cluster().start()
    yield found
    found.remove()
