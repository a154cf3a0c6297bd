# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Real worker processes: they work, die and are replaced, and no job is lost or done twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.elsewhere

SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from koppelkans.web.jobs import queue
queue.LEASE  # the queue is there
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    run(tmp_path, SETUP)
    return tmp_path


def environment(data: Path) -> dict[str, str]:
    """A world of its own, with a database file, wherever the other tests keep theirs."""
    inherited = {
        k: v
        for k, v in os.environ.items()
        if k not in ("KOPPELKANS_DATABASE_URL", "KOPPELKANS_TEST_POSTGRES")
    }
    return {
        **inherited,
        "KOPPELKANS_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "koppelkans.web.settings",
    }


def run(data: Path, code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True, env=environment(data))


@pytest.fixture
def worker(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "koppelkans.web.jobs"], env=environment(data))
    yield process
    process.kill()
    process.wait()


def wait_for(data: Path, *states: str) -> str:
    for _ in range(600):
        with sqlite3.connect(data / "koppelkans.sqlite3", timeout=20) as database:
            found = database.execute("SELECT state FROM jobs_job").fetchall()
        if found and found[-1][0] in states:
            return str(found[-1][0])
        time.sleep(0.1)
    raise AssertionError(f"expected {states}, found {found}")


CASE = """
import django; django.setup()
from koppelkans.web.compute import ensure_programme
from koppelkans.web.store import store_case
from tests.factories import small_case
ensure_programme(store_case(small_case()), seconds={seconds})
"""


def test_worker_computes_what_was_asked_before_it_started(data: Path) -> None:
    run(data, CASE.format(seconds=1))
    process = subprocess.Popen([sys.executable, "-m", "koppelkans.web.jobs"], env=environment(data))
    try:
        wait_for(data, "done")
    finally:
        process.terminate()
        assert process.wait(20) == 0


@pytest.mark.slow
def test_killed_worker_leaves_a_job_that_another_finishes(
    data: Path, worker: subprocess.Popen[bytes]
) -> None:
    run(data, CASE.format(seconds=2))
    wait_for(data, "running", "done")
    os.kill(worker.pid, signal.SIGKILL)
    with sqlite3.connect(data / "koppelkans.sqlite3", timeout=20) as database:
        # As if half a minute had gone by.
        database.execute("UPDATE jobs_job SET beat = '2020-01-01' WHERE state = 'running'")
    other = subprocess.Popen([sys.executable, "-m", "koppelkans.web.jobs"], env=environment(data))
    try:
        wait_for(data, "done")
    finally:
        other.terminate()
        other.wait(20)
