# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL of our own, in a folder that goes away: for tests and measurements."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

MISSING = "PostgreSQL is missing (apt install postgresql)"
SERVERS = Path("/usr/lib/postgresql")


def find_programs() -> Path | None:
    """Return the folder with the programs of the newest PostgreSQL of this machine."""
    found = sorted(SERVERS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


class Cluster:
    """A server that listens on a socket in its own folder only; durable as in production."""

    def __init__(self) -> None:
        programs = find_programs()
        if programs is None:
            raise FileNotFoundError(MISSING)
        self.programs = programs
        self._folder = tempfile.TemporaryDirectory(prefix="koppelkans-postgres-")
        self.folder = Path(self._folder.name)
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)

    @property
    def address(self) -> str:
        """The address of its database, as settings take it."""
        return f"postgresql://{self.user}@/postgres?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the user of the server."""
        subprocess.run(
            [self.programs / program, *arguments], check=True, cwd=self.folder,
            stdout=subprocess.DEVNULL, user=self.user if os.geteuid() == 0 else None,
            env={**os.environ, "PGHOST": str(self.folder), "PGUSER": self.user,
                 "LC_ALL": "C.UTF-8"},
        )  # fmt: skip

    def start(self) -> "Cluster":
        """Make it, when it is not there, and start it."""
        data = str(self.folder / "data")
        if not Path(data).exists():
            self.run("initdb", "--pgdata", data, "--auth", "trust", "--encoding", "UTF8",
                     "--no-sync")  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        log = str(self.folder / "log")
        self.run("pg_ctl", "--pgdata", data, "--wait", "--log", log, "--options", options, "start")
        return self

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        self.run("pg_ctl", "--pgdata", str(self.folder / "data"), "--mode", "immediate", "stop")

    def remove(self) -> None:
        """Stop it and throw it away."""
        self.stop()
        self._folder.cleanup()
