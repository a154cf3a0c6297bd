# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages in the states that nobody hopes for, and as everybody: accessible, and they fit a phone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.looking import find_violations

AREA = "gebieden/testbuurt/"
OUTSIDE = ("", "inloggen/", "wachtwoord-vergeten/", "wachtwoord-vergeten/verstuurd/", "w/",
           "bestaat-niet/", "uitnodiging/verlopen/", "nieuw-wachtwoord/x/y/", "uitgelogd/",
           "buurt/testbuurt/", "buurt/testbuurt/?straat=nergens", "inloggen/code/")  # fmt: skip
AT_THE_TABLE = ("", "weg/", "opgaven/", "invullen/", "passen-en-meten/", "verdeling/", "gesprek/",
                "plan/", "mensen/", "invullen/opgaven/bewerken/sewer-1/", "bestaat-niet/",
                "invullen/geschiedenis/")  # fmt: skip


def browse(browser: Browser, site: str, role: str = "") -> Page:
    page = browser.new_context(viewport={"width": 360, "height": 800}, locale="nl-NL").new_page()
    page.goto(site)
    if role:
        page.locator(".kk-demo__role", has_text=role).first.click()
        page.wait_for_load_state()
    return page


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page as it is now."""
    page.wait_for_load_state("networkidle")
    wide = page.evaluate("document.documentElement.scrollWidth")
    found = find_violations(page)
    return [f"{page.url}: {fault}" for fault in found + ([f"{wide} wide"] if wide > 360 else [])]


def test_pages_for_who_is_not_signed_in(browser: Browser, site: str) -> None:
    page = browse(browser, site)
    wrong = []
    for path in OUTSIDE:
        page.goto(site + path)
        wrong += faults(page)
    page.goto(f"{site}inloggen/")
    page.get_by_label("E-mailadres").fill("niemand@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill("verkeerd")
    page.keyboard.press("Enter")
    expect(page.locator(".utrecht-alert--error, .kk-field__error").first).to_be_visible()
    assert not wrong + faults(page)
    page.context.close()


@pytest.mark.parametrize("role", ["Water", "Specialist"])
def test_pages_as_others_than_the_facilitator(browser: Browser, site: str, role: str) -> None:
    page = browse(browser, site, role)
    wrong = []
    for path in AT_THE_TABLE:
        page.goto(site + AREA + path)
        wrong += faults(page)
    page.goto(f"{site}gebieden/nieuw/")  # Not for them: a page says so.
    assert not wrong + faults(page)
    page.context.close()


def test_states_of_working(browser: Browser, site: str) -> None:
    page = browse(browser, site, "Gebiedsregisseur")
    wrong = []
    # Everything that opens is open.
    for path in ("passen-en-meten/", "mensen/", "opgaven/sewer-1/", "gesprek/", "plan/", ""):
        page.goto(site + AREA + path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        wrong += faults(page)
    # A form that comes back with mistakes, and one for a new record.
    for path in ("opgaven/nieuw/", "partners/nieuw/", "gebied/bewerken/testbuurt/"):
        page.goto(f"{site}{AREA}invullen/{path}")
        if "bewerken" in path:
            page.get_by_label("Naam", exact=True).first.fill("")
        page.get_by_role("button", name="Bewaren", exact=True).last.click()
        expect(page.locator("#fouten")).to_be_visible()
        wrong += faults(page)
    # An area with nothing in it, and a request that is being computed.
    page.goto(f"{site}gebieden/nieuw/")
    page.get_by_label("Naam van het gebied").fill("Leegbuurt")
    page.get_by_role("button", name="Begin").click()
    wrong += faults(page)
    for path in ("opgaven/", "tijdlijn/", "opgaven/blad/", "binnenhalen/"):
        page.goto(f"{site}gebieden/leegbuurt/invullen/{path}")
        wrong += faults(page)
    page.goto(f"{site}{AREA}passen-en-meten/")
    page.get_by_role("button", name="Opnieuw passen en meten").click()
    wrong += faults(page)
    assert not wrong
    page.context.close()
