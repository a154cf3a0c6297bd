# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A database that goes away and comes back, uploads that are far too large, and a full disk."""

import errno
import resource
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from django.db import OperationalError
from django.test import Client

from koppelkans.web.access.models import Role
from koppelkans.web.models import Area
from koppelkans.web.notices import files
from koppelkans.web.notices.models import Attachment
from koppelkans.web.records import change
from tests.web.access.persons import person, signed_in
from tests.web.records.browsing import open_form
from tests.web.robust.conftest import Installation
from tools.postgres import Cluster

TASK = "/v1/areas/testbuurt/tasks/heat-1"
FORM = "/gebieden/testbuurt/invullen/opgaven/bewerken/heat-1/"
HUNDRED_MB = 100_000_000


@pytest.mark.elsewhere
def test_database_that_goes_away_and_comes_back(
    install: Callable[..., Installation], cluster: Cluster
) -> None:
    installation = install(cluster.address)
    installation.begin("serve")
    installation.begin("work")

    def ask(path: str, **more: Any) -> requests.Response:
        return requests.get(installation.address + path, headers=installation.headers, timeout=60,
                            **more)  # fmt: skip

    assert ask("/health/ready").status_code == 200
    assert ask(TASK).status_code == 200
    wait_for(lambda: ask("/health/work").status_code == 200)
    cluster.stop()
    page = ask("/buurt/testbuurt/")
    assert page.status_code == 503
    assert "Even geen verbinding" in page.text
    assert page.headers["Retry-After"] == "30"
    problem = ask(TASK)
    assert (problem.status_code, problem.json()["status"]) == (503, 503)
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert ask("/health/alive").status_code == 200
    assert ask("/health/ready").json() == {"status": "not ready", "database": "does not answer"}
    cluster.start()
    wait_for(lambda: ask("/health/ready").status_code == 200)
    assert ask(TASK).status_code == 200, installation.log()
    changed = requests.patch(
        installation.address + TASK, json={"title": "Weer terug"}, timeout=60,
        headers={**installation.headers, "If-Match": ask(TASK).headers["ETag"]},
    )  # fmt: skip
    assert changed.status_code == 200


def wait_for(is_so: Callable[[], bool]) -> None:
    for _ in range(300):
        if is_so():
            return
        time.sleep(0.2)
    raise AssertionError("it did not come")


def megabytes() -> Iterator[bytes]:
    """A hundred million bytes of which is not said beforehand how many they are."""
    for _ in range(100):
        yield b"x" * 1_000_000


@pytest.mark.elsewhere
def test_upload_of_a_hundred_megabytes_is_refused_without_keeping_it(
    install: Callable[..., Installation],
) -> None:
    installation = install()
    server = installation.begin("serve")

    def memory() -> int:
        with open(f"/proc/{server}/status", encoding="ascii") as status:  # noqa: PTH123
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

    requests.get(installation.address + "/health/alive", timeout=60)
    before = memory()
    told = {"Content-Length": str(HUNDRED_MB)}
    page = requests.post(
        installation.address + "/inloggen/", data=b"x" * HUNDRED_MB, headers=told, timeout=60
    )
    assert page.status_code == 413
    assert "Er is niets bewaard" in page.text
    english = requests.post(
        installation.address + "/inloggen/", data=megabytes(), timeout=60,
        cookies={"koppelkans_language": "en"},
    )  # fmt: skip
    assert english.status_code == 413
    assert "Nothing was kept" in english.text
    problem = requests.patch(installation.address + TASK, data=megabytes(), timeout=60)
    assert problem.status_code == 413
    assert problem.json()["status"] == 413
    grown = (memory() - before) * resource.getpagesize() / 4096
    assert grown < 60_000, "kB more in memory: it was never there as a whole"
    assert requests.get(installation.address + "/health/ready", timeout=60).status_code == 200


@pytest.mark.django_db
def test_full_disk_is_said_and_leaves_no_half_file(
    area: Area, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.DATA = tmp_path
    client = signed_in(person("fac@test.example", area, Role.FACILITATOR))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    sent = {"file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n%plan")}
    page = client.post("/gebieden/testbuurt/bijlagen/opgaven/sewer-2/", sent, follow=True)
    assert "geen ruimte" in page.content.decode()
    assert not Attachment.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("database or disk is full"), 507, "schijf van de server is vol"),
        (OSError(errno.ENOSPC, "No space left on device"), 507, "schijf van de server is vol"),
        (OperationalError("database is locked"), 503, "Even geen verbinding"),
        (ZeroDivisionError(), 500, "Dat ligt aan ons"),
    ],
)
def test_trouble_while_keeping_a_change_is_told_and_nothing_is_half_kept(
    area: Area, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    client: Client = signed_in(person("fac@test.example", area, Role.FACILITATOR))
    client.raise_request_exception = False
    before = list(area.records.order_by("pk").values_list("pk", "version", "data"))

    def break_off(*_args: object, **_options: object) -> None:
        raise error

    # The last thing before a change is kept: all the rest has been written by then.
    form = open_form(client, FORM)
    monkeypatch.setattr(change, "_follow_area", break_off)
    page = client.post(FORM, {**form, "b0:title": ["Anders"]})
    assert page.status_code == status
    assert words in page.content.decode()
    area.refresh_from_db()
    assert list(area.records.order_by("pk").values_list("pk", "version", "data")) == before
    assert not area.change_sets.filter(changes__after__title="Anders").exists()
