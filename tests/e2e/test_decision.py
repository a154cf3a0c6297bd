# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme from start to decision, and what stays of it when the case goes on."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.person import Person, look

AREA = "gebieden/testbuurt/"
FITTING = AREA + "passen-en-meten/"
OTHER = "Riool zo vroeg als het kan"


def row_of(page: Page, name: str) -> Locator:
    """The row of an alternative in the table of all of them."""
    return page.locator("section[aria-labelledby=alternatieven] tbody tr").filter(
        has=page.get_by_role("link", name=name, exact=True)
    )


def figures_of(page: Page, name: str) -> list[str]:
    return row_of(page, name).locator("td.kk-number").all_inner_texts()


def wait_for_figures(page: Page, name: str) -> list[str]:
    expect(row_of(page, name).locator("td.kk-number")).to_have_count(4, timeout=90_000)
    return figures_of(page, name)


def wait_for_answer(page: Page) -> None:
    """The page shows by itself when the new programme is there."""
    expect(page.locator("#bezig")).to_have_count(0, timeout=90_000)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_story_of_a_programme_from_start_to_decision(browser: Browser, site: str) -> None:
    anne = Person(browser, site, "Gebiedsregisseur")
    anne.page.goto(site + FITTING)
    first = wait_for_figures(anne.page, "Samen")
    other = try_something_else(anne.page)
    assert other != first
    assert figures_of(anne.page, "Samen") == first
    compare_both(anne.page)
    propose_and_decide(anne)
    change_the_case(anne, first)
    plan_the_other_anew(anne, first, other)
    anne.leave()


def try_something_else(page: Page) -> list[str]:
    """Beside the first programme another one, in which the sewer goes first; its figures."""
    press(page, "Bewaar dit en probeer iets anders")
    page.get_by_label("Naam", exact=True).fill(OTHER)
    press(page, "Geef deze naam")
    page.get_by_text("een opgave op een ander moment begint").click()
    asked = page.locator("details[open]")
    asked.get_by_label("Opgave").select_option("sewer-1")
    asked.get_by_label("Niet na").select_option("2029-Q1")
    asked.get_by_role("button", name="Probeer het uit").click()
    expect(page.locator(".kk-asked")).to_contain_text("Sewer-1")
    wait_for_answer(page)
    return wait_for_figures(page, OTHER)


def compare_both(page: Page) -> None:
    """Side by side: in words, in figures, for whom, and which tasks are done otherwise."""
    page.get_by_role("link", name="Vergelijk er twee").click()
    expect(page.locator("h1")).to_have_text("Alternatieven vergelijken")
    for part in ("woorden", "cijfers", "wie", "verschoven"):
        expect(page.locator(f"section[aria-labelledby={part}]")).to_be_visible()
    expect(page.locator("section[aria-labelledby=verschoven] tbody th")).to_contain_text(
        [re.compile("sewer-1", re.IGNORECASE)]
    )
    look(page, "decision-compared")


def propose_and_decide(anne: Person) -> None:
    """The first one is put forward, and decided on: nothing of it can be asked any more."""
    page = anne.go(FITTING)
    page.get_by_role("link", name="Samen", exact=True).click()
    press(page, "Maak dit het voorstel")
    expect(row_of(page, "Samen")).to_contain_text("voorstel")
    page.get_by_text("Besluit over dit alternatief").click()
    page.get_by_label("Wat er is besloten, en door wie").fill("De stuurgroep stelt dit plan vast.")
    press(page, "Besluit")
    expect(row_of(page, "Samen")).to_contain_text("besloten")
    chosen = page.locator("section[aria-labelledby=gekozen]")
    expect(chosen).to_contain_text("De stuurgroep stelt dit plan vast.")
    expect(page.get_by_role("heading", name="Wat als ...")).to_have_count(0)
    expect(page.get_by_role("button", name="Opnieuw passen en meten")).to_have_count(0)
    look(page, "decision-frozen")


def change_the_case(anne: Person, first: list[str]) -> None:
    """Life goes on: the sewer turns out dearer. What was decided stays as it was."""
    page = anne.go(AREA + "invullen/varianten/bewerken/sewer-1-v/")
    page.get_by_label("Investering").first.fill("900000")
    anne.save()
    expect(page.locator(".kk-saved")).to_contain_text("Bewaard")
    anne.go(FITTING + "?alternatief=1")
    assert figures_of(page, "Samen") == first
    expect(row_of(page, OTHER)).to_contain_text("sindsdien veranderd")


def plan_the_other_anew(anne: Person, first: list[str], other: list[str]) -> None:
    """The other one follows the case of today; the plan tells what changed since the decision."""
    page = anne.page
    page.get_by_role("link", name=OTHER, exact=True).click()
    press(page, "Opnieuw passen en meten")
    expect(row_of(page, OTHER)).not_to_contain_text("sindsdien veranderd")
    wait_for_answer(page)
    assert wait_for_figures(page, OTHER) != other
    assert figures_of(page, "Samen") == first
    anne.go(AREA + "plan/sinds-het-besluit/")
    expect(page.locator("main")).to_contain_text("900.000")
    look(page, "decision-since")


def test_question_under_somebodys_hands_stays_when_the_programme_is_there(
    browser: Browser, site: str
) -> None:
    anne = Person(browser, site, "Gebiedsregisseur")
    page = anne.page
    page.goto(site + FITTING + "?alternatief=2")
    press(page, "Opnieuw passen en meten")
    expect(page.locator("#bezig")).to_be_visible()
    page.get_by_text("een venster ruimer of krapper is").click()
    expect(page.get_by_text("Het nieuwe programma is er.")).to_be_visible(timeout=90_000)
    expect(page.locator("details.kk-question[open]")).to_have_count(1)
    page.get_by_role("link", name="Toon het").click()
    expect(page.locator("#bezig")).to_have_count(0)
    anne.leave()
