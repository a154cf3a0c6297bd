# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who reads no Dutch works through the product: only what people wrote is Dutch."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.looking import Visit, settle
from tests.e2e.test_every_page import list_pages
from tests.e2e.words import dutch_at, dutch_on, dutch_words, written_in
from tests.factories import small_case

AREA = "gebieden/testbuurt/"
DRAWN = ("", "opgaven/", "koppelkansen/", "voor-en-na/", "waarde/", "afwegen/", "verdeling/",
         "invullen/tijdlijn/", "invullen/opgaven/blad/")  # fmt: skip
"""Pages of which a part is drawn by scripts: maps, timelines, charts, the sheet."""
WRITTEN = written_in(small_case())


class Reader:
    """Somebody who chose English on the first page."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.site = site
        self.page: Page = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="en-GB"
        ).new_page()
        self.visit = Visit(site.split("/")[2])
        self.visit.listen(self.page)
        self.page.goto(site)
        self.page.get_by_role("button", name="English").click()
        expect(self.page.locator("h1")).to_have_text("Areas")
        self.understands()
        self.page.locator(".kk-demo__role", has_text="Facilitator").first.click()
        self.page.wait_for_load_state()

    def go(self, path: str) -> Page:
        self.page.goto(self.site + AREA + path)
        self.page.wait_for_load_state("networkidle")
        self.understands()
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).last.click()
        self.page.wait_for_load_state("networkidle")
        self.understands()

    def understands(self) -> None:
        assert self.page.locator("html").get_attribute("lang") == "en"
        assert not dutch_on(self.page, WRITTEN), self.page.url


@pytest.fixture(scope="module")
def joan(browser: Browser, site: str) -> Iterator[Reader]:
    person = Reader(browser, site)
    person.page.goto(f"{site}{AREA}verdeling/")
    expect(person.page.locator("h1")).to_have_text("Sharing", timeout=90_000)
    yield person
    person.page.context.close()
    wrong = [
        e
        for e in person.visit.errors
        if not any(known in e for known in ("422", "404", "failed: "))
    ]
    assert not wrong


def test_dutch_would_be_found(joan: Reader) -> None:
    joan.go("")
    assert {"opgaven", "gebied", "waarde", "straat"} <= dutch_words()
    joan.page.evaluate("document.querySelector('h1').append(' Opgaven van het gebied')")
    assert {"opgaven", "gebied"} <= dutch_on(joan.page, set())


def test_story_of_a_day_in_english(joan: Reader) -> None:
    page = joan.page
    for path in DRAWN:
        page.goto(joan.site + AREA + path)
        settle(page)
        joan.understands()

    # A mistake in a form is explained, and then kept.
    joan.go("invullen/opgaven/bewerken/street-1/")
    page.get_by_label("Homes").first.fill("many")
    joan.press("Save")
    expect(page.locator("#fouten")).to_be_focused()
    page.get_by_label("Homes").first.fill("25")
    joan.press("Save")
    expect(page.locator(".kk-saved")).to_contain_text("Saved")
    joan.go("invullen/opgaven/geschiedenis/street-1/")
    expect(page.locator("main")).to_contain_text("25")

    # Something is said of it.
    joan.go("opgaven/street-1/")
    page.get_by_label("Your remark").fill("Shall we do this together?")
    joan.press("Say it")
    expect(page.locator("main")).to_contain_text("Shall we do this together?")

    # What if: the answer is in words.
    joan.go("verdeling/heat/")
    joan.press("Work it out")
    expect(page.locator("h1")).to_have_text("Compare alternatives", timeout=90_000)
    page.wait_for_load_state("networkidle")
    joan.understands()


def test_no_page_has_a_dutch_word(joan: Reader) -> None:
    joan.go("")
    # A document that is ready comes down instead of a page.
    pages = [address for address in list_pages() if "/bestand/" not in address]
    assert len(pages) > 100
    found = {a: dutch_at(joan.page, f"/{a}", WRITTEN) for a in pages}
    assert not {address: words for address, words in found.items() if words}
