# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking at a page as a person would: at its colours, its errors and its manners."""

import base64
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "test-results" / "screenshots"

COUNT_COLOURS = """async (source) => {
  const image = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const counts = {};
  for (let i = 0; i < data.length; i += 4) {
    const colour = "#" + [0, 1, 2].map((n) => data[i + n].toString(16).padStart(2, "0")).join("");
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return counts;
}"""

DRAWN = ("[data-map]", "[data-side]", "[data-timeline]", "[data-moments]", "[data-chart]")
ALL_DRAWN = """(selector) => [...document.querySelectorAll(selector)]
  .every((part) => part.dataset.drawn === "true")"""

FIND_VIOLATIONS = """async () => {
  const { violations } = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target).join(" | ")}`);
}"""


@dataclass
class Visit:
    """What went wrong on a page, and which other hosts it called."""

    host: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", self._failed)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # What a driver says of its own speed (WebGL without a graphics card) is not ours.
        if message.type in ("error", "warning") and "GL Driver Message" not in message.text:
            self.errors.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        # The browser drops what it was still fetching when one goes to another page.
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"failed: {request.url}: {request.failure}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self.host:
            self.elsewhere.append(request.url)


def count_colours(browser: Browser, what: Locator) -> dict[str, int]:
    """Return how many pixels of each colour a part of a page has."""
    picture = base64.b64encode(what.screenshot()).decode()
    page = browser.new_page()
    try:
        return page.evaluate(COUNT_COLOURS, f"data:image/png;base64,{picture}")
    finally:
        page.close()


def near(colours: dict[str, int], wanted: str, distance: int = 12) -> int:
    """Return how many pixels have a colour, or almost."""

    def parts(colour: str) -> list[int]:
        return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]

    return sum(
        number
        for colour, number in colours.items()
        if all(abs(a - b) <= distance for a, b in zip(parts(colour), parts(wanted), strict=True))
    )


def find_violations(page: Page) -> list[str]:
    """Return what axe finds: one line for each rule that is broken."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(FIND_VIOLATIONS)


def settle(page: Page) -> None:
    """Wait until everything on the page has been drawn."""
    page.wait_for_load_state("networkidle")
    for selector in DRAWN:
        for part in page.locator(selector).all():
            part.scroll_into_view_if_needed()
    page.wait_for_function(ALL_DRAWN, arg=", ".join(DRAWN), timeout=60_000)
    page.evaluate("window.scrollTo(0, 0)")


def wait_for(address: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310  # our own server
        except OSError:  # Not there yet, or too busy to answer.
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
