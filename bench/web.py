# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The web under load: fifty people at once in an area of 500 tasks, on PostgreSQL.

`python -m bench.web` prints a table in Markdown. It needs Debian's PostgreSQL and what
`make setup-dev` installs. Server processes, worker and database are those of production; the
people are threads of this process on the same machine. It fails when an answer is an error, when
a change that was acknowledged is not kept, or, with --goals, when a goal is missed.
"""

import argparse
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

import numpy as np

from bench.city.build import generate_case
from bench.people import Person, Seen, tell
from bench.prepare import Prepared, prepare
from tools.postgres import Cluster

GOALS_MS = {"read": 200.0, "write": 400.0}
TICKS = os.sysconf("SC_CLK_TCK")
WARM_UP_S = 15.0
SEED = 7


@dataclass
class Servers:
    """The processes of an installation, and the processor seconds that they used."""

    log: IO[bytes]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str) -> None:
        """Start one."""
        self.started.append(
            subprocess.Popen(  # noqa: S603  # our own
                [sys.executable, "-m", *command], stdout=subprocess.DEVNULL, stderr=self.log
            )
        )

    def stop(self) -> None:
        """Stop all, the last first."""
        for process in reversed(self.started):
            process.terminate()
        for process in self.started:
            process.wait(20)

    def used(self, cluster: Cluster) -> dict[str, float]:
        """Return processor seconds so far, of the server, the worker and the database."""
        web, worker = (_tree(process.pid) for process in self.started)
        database = _tree(int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0]))
        return {"server": web, "worker": worker, "database": database}


def _tree(pid: int) -> float:
    """Return the processor seconds of a process and those it started, also of ended ones."""
    seconds = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            facts = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(folder.name) == pid:
            seconds += sum(map(int, facts[11:15])) / TICKS
        elif int(facts[1]) == pid:
            seconds += _tree(int(folder.name))
    return seconds


def main() -> int:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--tasks", type=int, default=500)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--think", type=float, default=10.0, help="seconds between two pages")
    parser.add_argument("--processes", type=int, default=2, help="of the server")
    parser.add_argument("--goals", action="store_true", help="fail when a goal is missed")
    asked = parser.parse_args()
    # So that everything that was started ends along.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    cluster = Cluster().start()
    try:
        with tempfile.TemporaryDirectory(prefix="koppelkans-bench-") as folder:
            return _measure(asked, cluster, Path(folder))
    finally:
        cluster.remove()


def _measure(asked: argparse.Namespace, cluster: Cluster, folder: Path) -> int:
    os.environ |= {
        "KOPPELKANS_DATABASE_URL": cluster.address, "KOPPELKANS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "koppelkans.web.settings",
        "KOPPELKANS_API_REQUESTS_PER_MINUTE": "100000",
    }  # fmt: skip
    prepared = prepare(generate_case(asked.tasks), asked.people)
    servers, port = Servers((folder / "log").open("wb")), free_port()
    servers.start(
        "uvicorn", "koppelkans.web.asgi:application", "--workers", str(asked.processes),
        "--port", str(port), "--log-level", "warning", "--no-access-log",
    )  # fmt: skip
    servers.start("koppelkans.web.jobs")
    try:
        people = [
            Person(number, port, prepared, np.random.default_rng([SEED, number]), asked.think)
            for number in range(asked.people)
        ]
        people[0].wait_for_server()
        _live(people, WARM_UP_S)
        before = servers.used(cluster)
        for person in people:
            person.seen.clear()
        _live(people, asked.seconds)
        after = servers.used(cluster)
    finally:
        servers.stop()
    seen = [one for person in people for one in person.seen]
    lost = find_lost(prepared, people)
    used = {name: after[name] - before[name] for name in after}
    _print(asked, seen, used, lost)
    slow = asked.goals and any(
        _percentile([s.ms for s in seen if s.kind == kind], 0.95) > most
        for kind, most in GOALS_MS.items()
    )
    return int(bool(lost or slow or any(one.error for one in seen)))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _live(people: list[Person], seconds: float) -> None:
    """Let everybody work for a while, each in its own rhythm."""
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=person.work_until, args=(end,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def find_lost(prepared: Prepared, people: list[Person]) -> list[str]:
    """Return the acknowledged changes that are not in the history, or not there at the end."""
    from koppelkans.web.models import Record  # noqa: PLC0415  # Django is ready only now
    from koppelkans.web.records.models import Change  # noqa: PLC0415  # likewise

    kept: dict[str, list[str]] = defaultdict(list)
    for key, after in Change.objects.filter(
        change_set__area=prepared.area_id, table="tasks"
    ).order_by("change_set__version").values_list("key", "after"):  # fmt: skip
        if after and "reason" in after:
            kept[key].append(after["reason"])
    said = [(key, text) for person in people for key, text in person.acknowledged]
    lost = [f"{key}: {text}" for key, text in said if text not in kept[key]]
    now = dict(
        Record.objects.filter(area=prepared.area_id, table="tasks").values_list("key", "data")
    )
    lost += [f"{key} at the end" for key, texts in kept.items() if now[key]["reason"] != texts[-1]]
    return lost


def _percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def _print(
    asked: argparse.Namespace, seen: list[Seen], used: dict[str, float], lost: list[str]
) -> None:
    load, cores = os.getloadavg()[1], os.cpu_count()
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {cores} cores, load {load:.1f} over"
        f" five minutes; Python {platform.python_version()}, Django {version('django')}, uvicorn"
        f" {version('uvicorn')} with {asked.processes} processes. {asked.people} people,"
        f" {asked.tasks} tasks, {asked.seconds:.0f} s, on average {asked.think:g} s between the"
        " answer to one request and the next.\n"
    )
    print("| requests | number | p50, ms | p95, ms | slowest, ms | goal p95, ms | errors |")
    print("|---|---|---|---|---|---|---|")
    for kind, goal in GOALS_MS.items():
        some = [one for one in seen if one.kind == kind]
        print(tell(f"**{kind}s**", some, f"{goal:.0f}"))
        for name in sorted({one.name for one in some}):
            print(tell(name, [one for one in some if one.name == name], ""))
    number = max(len(seen), 1)
    told = ", ".join(f"{name} {1000 * s / number:.0f} ms" for name, s in used.items())
    print(f"\nProcessor time per request: {told}.")
    written = sum(one.kind == "write" and one.status in (200, 303) for one in seen)
    moved = sum(one.status in (409, 412) for one in seen)
    print(
        f"{written} changes acknowledged, {len(lost)} lost; {moved} times somebody else was first"
        " and the change was asked again."
    )
    for text in lost[:10]:
        print(f"- lost: {text}")
    for one in [one for one in seen if one.error][:10]:
        print(f"- error: {one.name} {one.status} {one.error}")


if __name__ == "__main__":
    sys.exit(main())
