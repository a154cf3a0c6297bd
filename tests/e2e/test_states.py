# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages in the states that nobody hopes for, and as everybody: accessible, and they fit a phone."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, expect

from koppelkans.web.views.errors import went_wrong
from tests.e2e.looking import find_violations
from tests.e2e.person import PASSWORD, accept

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


def invite_contributor(browser: Browser, site: str) -> tuple[Page, str]:
    """Return the page of the facilitator, and the link to pass on."""
    page = browse(browser, site, "Gebiedsregisseur")
    page.goto(f"{site}{AREA}mensen/")
    form = page.locator("form[action$='uitnodigen/']")
    form.get_by_label("E-mailadres").fill("els@example.org")
    form.get_by_label("Rol").select_option("contributor")
    form.get_by_label("Partner").select_option("water")
    form.get_by_role("button").click()
    return page, page.locator(".kk-secret").inner_text()


def test_pages_as_contributor_then_as_guest(browser: Browser, site: str) -> None:
    """Somebody invited: the way in by two steps, the work, and what is left for a guest."""
    anne, link = invite_contributor(browser, site)
    wrong: list[str] = []
    page, codes = accept(browser, link, lambda page: wrong.extend(faults(page)))
    for path in AT_THE_TABLE:
        page.goto(site + AREA + path)
        wrong += faults(page)
    # In again, by the second step: a wrong code first, then one from paper.
    page.get_by_role("button", name="Uitloggen").click()
    page.goto(f"{site}inloggen/?next=/{AREA}")
    wrong += faults(page)
    page.get_by_label("E-mailadres").fill("els@example.org")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("De tweede stap")
    wrong += faults(page)
    page.get_by_label("Code").fill("nergens")
    page.keyboard.press("Enter")
    expect(page.locator(".kk-field__error")).to_be_visible()
    wrong += faults(page)
    page.get_by_label("Code").fill(codes[0])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Gebieden")
    page.goto(f"{site}account/")
    wrong += faults(page)

    anne.goto(f"{site}{AREA}mensen/")
    els = anne.locator(".kk-member", has_text="Els")
    els.locator("summary").click()
    els.get_by_label("Rol").select_option("guest")
    els.get_by_role("button").first.click()
    anne.wait_for_load_state()
    for path in ("", AREA, f"{AREA}opgaven/", "buurt/testbuurt/", "meldingen/"):
        page.goto(site + path)
        wrong += faults(page)
    assert not wrong
    page.context.close()
    anne.context.close()


@pytest.mark.parametrize(
    "error", [ValueError(), OperationalError("away"), OSError(28, "No space left on device")]
)
def test_page_that_says_what_went_wrong(browser: Browser, site: str, error: Exception) -> None:
    """As the server would send it: nothing in the product goes wrong when asked to."""
    try:
        raise error
    except type(error):
        answer = went_wrong(RequestFactory().get("/"))
    page = browse(browser, site)
    page.route(
        f"{site}kapot/",
        lambda route: route.fulfill(
            status=answer.status_code, body=answer.content, content_type="text/html"
        ),
    )
    page.goto(f"{site}kapot/")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily") != "serif"
    assert not faults(page)
    page.context.close()


def test_alternative_that_is_decided_on(browser: Browser, site: str) -> None:
    page = browse(browser, site, "Gebiedsregisseur")
    page.goto(f"{site}{AREA}verdeling/")
    expect(page.locator("h1")).to_have_text("Verdeling", timeout=90_000)
    page.goto(f"{site}{AREA}passen-en-meten/")
    page.get_by_role("button", name="Bewaar dit en probeer iets anders").click()
    page.get_by_text("Besluit over dit alternatief").click()
    page.locator("#besluit").fill("Het bestuurlijk overleg koos dit.")
    page.get_by_role("button", name="Besluit", exact=True).click()
    expect(page.locator(".kk-told").first).to_contain_text("Het bestuurlijk overleg koos dit.")
    expect(page.get_by_role("button", name="Opnieuw passen en meten")).to_have_count(0)
    assert not faults(page)
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
