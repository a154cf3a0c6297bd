# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody at work in a browser, who looks at what is shown."""

import base64
import time
from collections.abc import Callable

from django_otp.oath import TOTP
from playwright.sync_api import Browser, Page

from tests.e2e.looking import PICTURES, Visit, find_violations

PASSWORD = "een heel lang wachtwoord"  # noqa: S105  # of nobody


class Person:
    """Somebody with a browser of their own, signed in as a member of the area."""

    def __init__(self, browser: Browser, site: str, role: str, width: int = 1280) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.page: Page = self.context.new_page()
        self.visit = Visit(site.split("/")[2])
        self.visit.listen(self.page)
        self.page.goto(site)
        self.page.locator(".kk-demo__role", has_text=role).first.click()
        self.page.wait_for_load_state()

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def save(self) -> None:
        self.page.get_by_role("button", name="Bewaren", exact=True).last.click()
        self.page.wait_for_load_state()

    def leave(self, *expected: str) -> None:
        """Go; nothing may have gone wrong but what is expected."""
        self.context.close()
        # What a page still asks when somebody goes on is no error; the console tells of the others.
        known = (*expected, "failed: ")
        wrong = [e for e in self.visit.errors if not any(part in e for part in known)]
        assert not wrong
        assert not self.visit.elsewhere


def look(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"records-{name}.png", full_page=True)
    assert not find_violations(page), name


def accept(
    browser: Browser, link: str, seen: Callable[[Page], None] = lambda _page: None
) -> tuple[Page, list[str]]:
    """Join by an invitation on a phone; return its page, and the recovery codes.

    Parameters
    ----------
    seen
        Called with every page on the way.
    """
    page = browser.new_context(viewport={"width": 360, "height": 800}, locale="nl-NL").new_page()
    page.goto(link)
    seen(page)
    page.get_by_label("Naam").fill("Els")
    for label in ("Wachtwoord", "Wachtwoord, nog een keer"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Meedoen").click()
    secret = base64.b32decode(page.locator(".kk-secret").inner_text().replace(" ", ""))
    seen(page)
    phone = TOTP(secret)
    phone.time = time.time()
    page.get_by_role("textbox", name="Code").fill(f"{phone.token():06d}")
    page.keyboard.press("Enter")
    page.locator(".kk-codes li").first.wait_for()
    seen(page)
    codes = page.locator(".kk-codes li").all_inner_texts()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    return page, codes
