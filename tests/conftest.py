# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django is ready for the tests; browser tests are skipped loudly without Chromium, not in CI."""

import os
import tempfile
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings

from tests.chromium import CHROMIUM
from tools.postgres import Cluster

E2E = Path(__file__).parent / "e2e"
MISSING = "Chromium is missing (apt install chromium, or set CHROMIUM to its path)"


# A busy machine is no mistake: nothing here is about time.
hypothesis.settings.register_profile("koppelkans", deadline=None)
hypothesis.settings.load_profile("koppelkans")

# Before anything imports a model; tests never touch the data of whoever runs them.
DATA = tempfile.TemporaryDirectory(prefix="koppelkans-tests-")
os.environ["KOPPELKANS_DATA"] = DATA.name
os.environ["DJANGO_SETTINGS_MODULE"] = "koppelkans.web.settings"
# `make test-postgres`: the same tests on a real PostgreSQL. The first process starts it, the
# workers of xdist find its address.
ON_POSTGRES = os.environ.get("KOPPELKANS_TEST_POSTGRES") == "1"
CLUSTER = None
if not ON_POSTGRES:
    os.environ.pop("KOPPELKANS_DATABASE_URL", None)
elif "PYTEST_XDIST_WORKER" not in os.environ:
    CLUSTER = Cluster().start()
    os.environ["KOPPELKANS_DATABASE_URL"] = CLUSTER.address
django.setup()
# The server gathers its static files before it starts; here nothing has yet.
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_unconfigure() -> None:
    DATA.cleanup()
    if CLUSTER is not None:
        CLUSTER.remove()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(E2E):
            item.add_marker("e2e")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if not CHROMIUM and item.get_closest_marker("e2e"):
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if MISSING in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("NOT TESTED IN A BROWSER", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} browser tests did not run. {MISSING}.")
