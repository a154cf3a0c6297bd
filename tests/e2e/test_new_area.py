# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who never saw it: an empty area, a partner, its own list, a first programme."""

from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from tests.e2e.looking import find_violations
from tests.e2e.person import Person, accept, look

NEW = "gebieden/rozenbuurt/"

WATER = [
    ["Meerjarenplanning Waterbedrijf Oost"],
    ["Nr.", "Omschrijving", "Straat", "Jaar", "Raming (EUR)"],
    [101, "Waterleiding vervangen", "Lindelaan 1-40", 2029, "120.000,50"],
    [102, "Waterleiding vervangen", "Dwarsstraat", 2031, 80_000],
    [103, "Leiding verleggen", "Plein", "ooit", 20_000],
]
CITY = [
    ["Project", "Locatie", "Start", "Kosten"],
    ["Riool vervangen", "Lindelaan", 2030, 200_000],
    ["Herinrichting", "Lindelaan", 2032, 150_000],
    ["Riool vervangen", "Plein", 2031, 90_000],
]


def write_list(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def press_next(page: Page) -> None:
    """Do what the page says comes next."""
    page.locator(".kk-step--next").locator("a, button").first.click()
    page.wait_for_load_state()


def add_partner(person: Person, name: str, short_name: str, kind: str) -> None:
    page = person.page
    page.get_by_label("Naam", exact=True).first.fill(name)
    page.get_by_label("Korte naam", exact=True).first.fill(short_name)
    page.get_by_label("Soort", exact=True).first.select_option(kind)
    person.save()
    expect(page.locator(".kk-saved")).to_contain_text("Bewaard")


def bring_in(page: Page, path: Path, partner: str = "") -> None:
    """Bring in a list as somebody does who takes what is proposed."""
    page.get_by_label("Bestand", exact=True).set_input_files(path)
    page.get_by_role("button", name="Bekijk het").click()
    expect(page.get_by_role("heading", name="Zo wordt de lijst gelezen")).to_be_visible()
    if partner:
        page.get_by_label("Van wie is dit werk?").select_option(label=partner)
        expect(page.locator("#begrepen td").first).to_have_text(partner.split(maxsplit=1)[0])
    look(page, f"list-{path.stem}")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    page.get_by_role("button", name="Neem over").click()
    expect(page.locator(".kk-saved")).to_contain_text(path.name)


def draw_with_the_keyboard(page: Page) -> None:
    """Put a street where it lies, by the coordinates of its ends."""
    expect(page.locator("[data-draw]")).to_have_attribute("data-drawn", "true", timeout=30_000)
    page.get_by_text("Liever coördinaten typen").click()
    page.locator("[data-typed]").fill("5.3880 52.1545\n5.3891 52.1548")
    page.get_by_role("button", name="Zet op de kaart").click()
    expect(page.get_by_role("group", name="Ligt daar").get_by_label("Ja")).to_be_checked()


def streets_are_a_guess_until_drawn(anne: Person) -> None:
    """Where the streets of the lists lie nobody said: the map does not act as if it knew."""
    page = anne.page
    unknown = page.locator(".kk-told", has_text="Van 3 straten weten we nog niet waar die liggen.")
    expect(unknown.get_by_role("link")).to_have_text(["Lindelaan", "Dwarsstraat", "Plein"])
    look(page, "first-programme")
    unknown.get_by_role("link", name="Plein").click()
    draw_with_the_keyboard(page)
    anne.save()
    anne.go(NEW + "invullen/plekken/bewerken/plein/")
    expect(page.get_by_role("group", name="Ligt daar").get_by_label("Ja")).to_be_checked()
    expect(page.get_by_text("We weten nog niet waar deze straat ligt")).to_have_count(0)


def test_story_from_an_empty_area_to_a_first_programme(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    anne = Person(browser, site, "Gebiedsregisseur")
    page = anne.go("")
    page.get_by_role("link", name="Begin een nieuw gebied").click()
    page.get_by_label("Naam van het gebied").fill("Rozenbuurt")
    page.get_by_role("button", name="Begin").click()
    look(page, "empty-area")
    for sheet in ("", "passen-en-meten/", "plan/", "verdeling/"):
        anne.go(NEW + sheet)
        expect(page.locator("h1")).to_have_text("Invullen")

    press_next(page)
    add_partner(anne, "Waterbedrijf Oost", "Water", "Waterbedrijf")
    anne.go(NEW + "invullen/partners/nieuw/")
    add_partner(anne, "Gemeente Rozendam", "Gemeente", "Gemeente")

    page.get_by_role("link", name="Wat nu?").click()
    page.get_by_role("link", name="Uitnodigen").click()
    form = page.locator("form[action$='uitnodigen/']")
    form.get_by_label("E-mailadres").fill("els@example.org")
    form.get_by_label("Rol").select_option("lead")
    form.get_by_label("Partner").select_option("water")
    form.get_by_role("button").click()
    els, _codes = accept(browser, page.locator(".kk-secret").inner_text())

    els.get_by_role("link", name="Rozenbuurt").click()
    press_next(els)
    bring_in(els, write_list(tmp_path / "water.xlsx", WATER))
    assert els.evaluate("document.documentElement.scrollWidth") == 360
    assert not find_violations(els)
    els.context.close()

    anne.go(NEW + "invullen/binnenhalen/")
    bring_in(page, write_list(tmp_path / "gemeente.xlsx", CITY), "Gemeente Rozendam")
    expect(page.locator(".kk-step--next")).to_contain_text("Er staan nog 3 dingen open")
    page.get_by_role("link", name="Gewenste start").click()
    for label, quarter in (
        ("Gewenste", "2030-Q1"),
        ("Vroegste", "2028-Q1"),
        ("Laatste", "2033-Q4"),
    ):
        page.get_by_label(f"{label} start").first.select_option(quarter)
    anne.save()

    anne.go(NEW + "invullen/")
    press_next(page)
    expect(page.locator("tr[aria-current] td").first).to_contain_text("€", timeout=90_000)
    anne.go(NEW)
    expect(page.locator("h1")).to_have_text("Rozenbuurt")
    expect(page.locator(".kk-notice")).to_contain_text("Lindelaan")
    streets_are_a_guess_until_drawn(anne)
    anne.leave("409", "422", "Image")
