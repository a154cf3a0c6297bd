# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From an invitation to one's own area, in a real browser; guessers and old links stay out."""

import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Browser, Page, expect

from tests.e2e.looking import find_violations, wait_for
from tests.e2e.test_product import SERVE

PASSWORD = "een heel lang wachtwoord"  # noqa: S105  # of nobody


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real server; what people do here needs no programme."""
    folder = tmp_path_factory.mktemp("people")
    environment = {**os.environ, "KOPPELKANS_DATA": str(folder)}
    command = [sys.executable, "-c", SERVE, "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = next(
                part for line in process.stdout for part in line.split() if part.startswith("http")
            )
            wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def browse(browser: Browser, width: int = 1280) -> Page:
    return browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL").new_page()


@pytest.fixture(scope="module")
def link(site: str, browser: Browser) -> str:
    """What the facilitator gets to pass on."""
    page = browse(browser)
    page.goto(site)
    page.locator(".kk-demo__role").first.click()
    page.get_by_role("link", name="Wie aan tafel zit").click()
    form = page.locator("form[action$='uitnodigen/']")
    form.get_by_label("E-mailadres").fill("els@example.org")
    form.get_by_label("Rol").select_option("lead")
    form.get_by_role("button").click()
    expect(form.locator(".kk-field__error")).to_contain_text("voor welke partner")
    form.get_by_label("Partner").select_option("warmtebedrijf")
    form.get_by_role("button").click()
    assert not find_violations(page)
    shown = page.locator(".kk-secret").inner_text()
    page.context.close()
    return shown


def test_story_from_invitation_to_the_own_area(browser: Browser, link: str) -> None:
    """On a phone, so that the second step is set up by typing the secret over."""
    page = browse(browser, 360)
    page.goto(link)
    assert not find_violations(page)
    page.get_by_label("Naam").fill("Els")
    for label in ("Wachtwoord", "Wachtwoord, nog een keer"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Meedoen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De tweede stap instellen")
    assert not find_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    secret = base64.b32decode(page.locator(".kk-secret").inner_text().replace(" ", ""))
    phone = TOTP(secret)
    phone.time = time.time()
    page.get_by_role("textbox", name="Code").fill(f"{phone.token():06d}")
    page.keyboard.press("Enter")
    expect(page.locator(".kk-codes li")).to_have_count(10)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.locator("main h2").first).to_have_text("Bloemenbuurt")
    page.get_by_role("link", name="Els").click()
    expect(page.locator("main")).to_contain_text("Trekker van een partner (Warmtebedrijf)")

    replayed = browse(browser)
    response = replayed.goto(link)
    assert response is not None
    assert response.status == 410
    expect(replayed.locator("main")).to_contain_text("al gebruikt")
    page.context.close()
    replayed.context.close()


def test_guessed_password_is_locked_out(browser: Browser, site: str) -> None:
    page = browse(browser)
    page.goto(f"{site}inloggen/")
    for number in range(5):
        page.get_by_label("E-mailadres").fill("gok@example.org")
        page.get_by_label("Wachtwoord", exact=True).fill(f"gok {number}")
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Te veel pogingen")
    assert not find_violations(page)
    page.context.close()


def test_resident_finds_the_own_street_with_the_keyboard(browser: Browser, site: str) -> None:
    page = browse(browser, 360)
    page.goto(f"{site}buurt/bloemenbuurt/")
    assert not find_violations(page)
    page.get_by_label("Uw straat").focus()
    page.keyboard.type("ribes")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Uw straat")).to_have_value("ribes")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()
