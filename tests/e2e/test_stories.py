# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people at the table do in one sitting, each as a story in the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.person import Person, look

AREA = "gebieden/testbuurt/"


@pytest.fixture
def anne(browser: Browser, site: str) -> Iterator[Person]:
    person = Person(browser, site, "Gebiedsregisseur")
    yield person
    person.leave()


def wait_for_programme(person: Person, path: str) -> None:
    """Go to a page that shows the first programme as soon as it is there: by itself."""
    person.page.goto(person.site + path)
    expect(person.page.get_by_role("heading", name="Wat als")).to_be_visible(timeout=90_000)


def ask_what_if(person: Person, button: str) -> Locator:
    """Ask with one click, and return the answer in words."""
    person.page.get_by_role("button", name=button).click()
    expect(person.page.locator("h1")).to_have_text("Alternatieven vergelijken", timeout=90_000)
    words = person.page.locator("section[aria-labelledby=woorden]")
    expect(words).to_contain_text("Bewezen: tussen het beste dat kan")
    return words


def test_what_if_a_partner_starts_a_year_later(anne: Person) -> None:
    wait_for_programme(anne, AREA + "verdeling/heat/")
    look(anne.page, "what-if-asked")
    words = ask_what_if(anne, "Reken het uit")
    expect(words).to_contain_text("Warmtebedrijf begint alles 4 kwartalen later")
    look(anne.page, "what-if-answered")


def test_what_if_a_task_starts_a_year_later_says_who_loses(anne: Person) -> None:
    wait_for_programme(anne, AREA + "opgaven/street-1/")
    words = ask_what_if(anne, "Deze opgave begint een jaar later")
    expect(words).to_contain_text("Verliezen, voor verrekening:")
    expect(words).to_contain_text("anders")
