# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page that the table of rights knows, walked by the facilitator, in Dutch.

At 640 pixels, which is a screen of 1280 at a zoom of 200 %; a few at 360 as well.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.looking import find_violations
from tests.e2e.person import Person

RIGHTS = Path(__file__).parents[1] / "web" / "access" / "rights.csv"
ZOOMED, PHONE = 640, 360


def list_pages() -> list[str]:
    """Return the addresses that the facilitator may read."""
    with RIGHTS.open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["method"] == "GET"]
    return sorted(
        {
            r["address"].lstrip("/")
            for r in rows
            if r["facilitator"] == "200" and "{" not in r["address"]
        }
    )


@pytest.fixture(scope="module")
def walker(browser: Browser, site: str) -> Iterator[Person]:
    person = Person(browser, site, "Gebiedsregisseur", ZOOMED)
    # Without a programme most pages say that it is being computed.
    person.page.goto(f"{site}gebieden/testbuurt/verdeling/")
    expect(person.page.locator("h1")).to_have_text("Verdeling", timeout=90_000)
    yield person
    person.leave("409", "422", "404")


def look_at(person: Person, address: str) -> list[str]:
    """Return what is wrong with a page; nothing for what is no page."""
    answer = person.context.request.get(person.site + address)
    if "text/html" not in answer.headers.get("content-type", "") or "<main" not in answer.text():
        return []
    page = person.page
    page.goto(person.site + address)
    page.wait_for_load_state()
    wrong = [f"/{address}: {violation}" for violation in find_violations(page)]
    for width in (ZOOMED, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wrong.append(f"/{address}: {found} pixels wide at {width}")
    return wrong


def test_every_page_is_accessible_and_fits(walker: Person) -> None:
    pages = list_pages()
    assert len(pages) > 40
    assert not [wrong for address in pages for wrong in look_at(walker, address)]
