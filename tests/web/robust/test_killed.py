# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Killing server and worker at any moment, fifty times, loses no change that was acknowledged."""

import json
import os
import threading
import time
from collections.abc import Callable

import numpy as np
import pytest
import requests

from tests.web.robust.conftest import Installation
from tools.postgres import Cluster

pytestmark = pytest.mark.elsewhere

LIVES = 50
TASKS = ("sewer-1", "sewer-2", "heat-1")


class Writer(threading.Thread):
    """Changes one task again and again, and remembers what the server said that it kept."""

    def __init__(self, installation: Installation, task: str) -> None:
        super().__init__(daemon=True)
        self.address = f"{installation.address}/v1/areas/testbuurt/tasks/{task}"
        self.session = requests.Session()
        self.session.headers.update(installation.headers)
        self.kept: dict[int, str] = {}
        """Titles that were acknowledged, by the version that they got."""
        self.lost: list[str] = []
        self.over = threading.Event()

    def run(self) -> None:
        tag, number = "", 0
        while not self.over.is_set():
            try:
                tag = tag or self.look()
                number += 1
                title = f"Titel {number}"
                answer = self.session.patch(
                    self.address, json={"title": title}, headers={"If-Match": tag}, timeout=20
                )
            except requests.RequestException:
                tag = ""  # It died: whether it kept this is to be seen.
                continue
            if answer.status_code == 200:
                tag = answer.headers["ETag"]
                self.kept[int(tag.removeprefix("W/").strip('"'))] = title
            else:
                self.lost.append(f"{answer.status_code} {answer.text[:300]}")
                tag = ""

    def look(self) -> str:
        """Return the version that is there; nothing that was acknowledged may be newer."""
        answer = self.session.get(self.address, timeout=20)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        last = max(self.kept, default=0)
        if found["version"] < last:
            self.lost.append(f"version {last} was kept, {found['version']} is there")
        if found["version"] == last and found["title"] != self.kept[last]:
            self.lost.append(f"{self.kept[last]!r} was kept, {found['title']!r} is there")
        return answer.headers["ETag"]


@pytest.mark.slow
def test_killing_server_and_worker_loses_no_acknowledged_change(
    install: Callable[..., Installation], request: pytest.FixtureRequest
) -> None:
    database = ""
    if os.environ.get("KOPPELKANS_TEST_POSTGRES") == "1":
        cluster: Cluster = request.getfixturevalue("cluster")
        database = cluster.address
    installation, chance = install(database), np.random.default_rng(1)
    writers = [Writer(installation, task) for task in TASKS]
    server, worker = installation.begin("serve"), installation.begin("work")
    for writer in writers:
        writer.start()
    for life in range(LIVES):
        before = sum(len(writer.kept) for writer in writers)
        wait_until(lambda before=before: sum(len(w.kept) for w in writers) > before, installation)
        time.sleep(chance.uniform(0, 0.08))
        installation.kill(server)
        if life % 5 == 4:
            installation.kill(worker)
            worker = installation.begin("work")
        server = installation.begin("serve")
    for writer in writers:
        writer.over.set()
    for writer in writers:
        writer.join(30)
        assert not writer.lost
        writer.look()
        assert not writer.lost
        assert writer.kept, installation.log()
    assert sum(len(writer.kept) for writer in writers) >= LIVES
    assert all_changes(installation) >= {
        (task, title)
        for task, writer in zip(TASKS, writers, strict=True)
        for title in writer.kept.values()
    }
    # And the work that every change asked for is done in the end, by whoever is left.
    installation.kill(worker)
    assert installation.tell("finish_work") == 0, installation.log()


def wait_until(is_so: Callable[[], bool], installation: Installation) -> None:
    for _ in range(6000):
        if is_so():
            return
        time.sleep(0.005)
    raise AssertionError(f"no life in it: {installation.log()}")


def all_changes(installation: Installation) -> set[tuple[str, str]]:
    """Return every title that a task ever got, by its history."""
    assert installation.tell("write_history") == 0, installation.log()
    return {tuple(row) for row in json.loads((installation.data / "history").read_text())}
