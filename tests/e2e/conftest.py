# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real browser: the machine's own Chromium, driven by Playwright."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from koppelkans.exchange import write_case
from tests.chromium import CHROMIUM
from tests.e2e.looking import wait_for
from tests.factories import small_case

# Playwright runs an event loop in the thread of the tests, which Django takes for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Root, as in containers, has no sandbox; the rest keeps Chromium from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


SERVE = """
import sys
from pathlib import Path
from koppelkans.web.serve import serve
serve(Path(sys.argv[1]), port=0, seconds=1)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real server on the small case, in an empty data folder."""
    folder = tmp_path_factory.mktemp("data")
    case = folder / "case.gpkg"
    write_case(small_case(), case)
    environment = {**os.environ, "KOPPELKANS_DATA": str(folder)}
    command = [sys.executable, "-c", SERVE, str(case)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[1]
            wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in Dutch; a script error on it fails the test."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors
