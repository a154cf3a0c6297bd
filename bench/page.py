# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first page of an area of 500 tasks in a browser: what comes over the line, and how soon.

`python -m bench.page` prints a table in Markdown; it needs Chromium and what `make setup-dev`
installs, and fails when the page weighs more than 1 MB beside the map library. Sizes are those of
the transfer, compressed as it is. Times are milliseconds after the address was opened, with an
empty cache and the map in sight, in a browser without a graphics card. Interactive: every script
of the page has run and the browser has no long task any more, so that whatever is done on the page
is answered at once; the map is measured as well.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from bench.city.build import generate_case
from bench.prepare import Prepared, prepare
from bench.web import free_port
from tests.chromium import CHROMIUM

MOST_BYTES = 1_000_000
MAP_LIBRARY = "maplibre"
KINDS = {"Document": "page", "Stylesheet": "styles", "Script": "scripts", "Font": "fonts"}
SIGHT = {"width": 1280, "height": 1000}
VISITS = 5
TIMES = """() => new Promise(done => {
  let last = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd
  let longest = 0, map = null
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) {
      last = Math.max(last, one.startTime + one.duration)
      longest = Math.max(longest, one.duration)
    }
  }).observe({type: 'longtask', buffered: true})
  const element = document.querySelector('[data-map]')
  const look = setInterval(() => {
    if (!element.dataset.drawn) return
    clearInterval(look)
    map = performance.now()
  }, 10)
  setTimeout(() => done({
    'first text': performance.getEntriesByName('first-contentful-paint')[0].startTime,
    'interactive (goal: 2,000)': last, 'the map stands': map, 'longest task': longest,
  }), 6000)
})"""


def main() -> int:
    """Measure, and print what was found."""
    with tempfile.TemporaryDirectory(prefix="koppelkans-bench-") as folder:
        os.environ |= {"KOPPELKANS_DATA": folder,
                       "DJANGO_SETTINGS_MODULE": "koppelkans.web.settings"}  # fmt: skip
        prepared, port = prepare(generate_case(500), 1), free_port()
        command = [sys.executable, "-m", "uvicorn", "koppelkans.web.asgi:application", "--port",
                   str(port), "--log-level", "warning"]  # fmt: skip
        server = subprocess.Popen(command)  # noqa: S603  # our own
        try:
            return _measure(prepared, f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(20)


def _measure(prepared: Prepared, root: str) -> int:
    _wait(root)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        context = browser.new_context()
        context.add_cookies(
            [{"name": "sessionid", "value": prepared.members[0].cookie, "url": root}]
        )
        # The server makes what it shows once; a visitor after the first finds it made.
        context.new_page().goto(f"{root}/gebieden/{prepared.slug}/")
        context.new_page().close()
        visits = []
        for _ in range(VISITS):
            fresh = browser.new_context(storage_state=context.storage_state(), viewport=SIGHT)
            visits.append(_visit(fresh.new_page(), f"{root}/gebieden/{prepared.slug}/"))
            fresh.close()
        browser.close()
    sizes = visits[0][0]
    print("| part | transfer, kB |\n|---|---|")
    for name, size in sizes.most_common():
        print(f"| {name} | {size / 1000:.0f} |")
    rest = sum(sizes.values()) - sizes["map library"]
    print(f"| **all but the map library** (goal: 1,000) | {rest / 1000:.0f} |")
    print(f"\n| ms, of {VISITS} visits | middle | slowest |\n|---|---|---|")
    for name in visits[0][1]:
        of = sorted(times[name] for _sizes, times in visits)
        print(f"| {name} | {of[len(of) // 2]:.0f} | {of[-1]:.0f} |")
    return int(rest > MOST_BYTES)


def _visit(page: Page, address: str) -> tuple[Counter[str], dict[str, float]]:
    """Return bytes by part, and what was when."""
    session, sizes = page.context.new_cdp_session(page), Counter[str]()
    kinds: dict[str, str] = {}

    def begun(event: dict[str, object]) -> None:
        response = event["response"]
        assert isinstance(response, dict)  # noqa: S101  # as the protocol has it
        if response["status"] != 200:
            raise RuntimeError(f"{response['url']}: {response['status']}")
        is_map = MAP_LIBRARY in str(response["url"])
        name = "map library" if is_map else KINDS.get(str(event["type"]), "other")
        kinds[str(event["requestId"])] = name

    def ended(event: dict[str, object]) -> None:
        name = kinds.get(str(event["requestId"]), "other")
        sizes[name] += int(str(event["encodedDataLength"]).partition(".")[0])

    session.on("Network.responseReceived", begun)
    session.on("Network.loadingFinished", ended)
    session.send("Network.enable")
    page.goto(address)
    found: dict[str, float] = page.evaluate(TIMES)
    if found["the map stands"] is None:
        raise RuntimeError("the map was not drawn")
    return sizes, found


def _wait(root: str) -> None:
    for _ in range(240):
        try:
            urlopen(f"{root}/inloggen/").close()  # noqa: S310  # our own
        except URLError:
            time.sleep(0.5)
        else:
            return


if __name__ == "__main__":
    sys.exit(main())
