# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The story that the product began with, from the first meeting to commitment.

People who hardly know each other's tasks meet, share what they struggle with, find that a limit
can give, say what they stand behind and under which condition, weigh together, see what the
condition costs, accept it, and plan anew with the condition in it. One story, played by those who
live it, each in a browser of its own.
"""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.looking import find_violations
from tests.e2e.test_workshop import Phone, count, open_session

AREA = "gebieden/testbuurt/"


class Somebody:
    """Somebody at the table, signed in as one of the partners or as who leads."""

    def __init__(self, browser: Browser, site: str, role: str) -> None:
        self.site = site
        self.page: Page = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="nl-NL"
        ).new_page()
        self.page.goto(site)
        self.page.locator(".kk-demo__role", has_text=role).first.click()
        self.page.wait_for_load_state()

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.site}{AREA}{path}")
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name$=':{name}']").first.fill(value)

    def commit(self, stance: str, text: str, hours: str) -> None:
        """Say where the own partner stands, with which mandate and how much time."""
        self.go("gesprek/")
        self.page.get_by_role("link", name="Zeg waar wij staan").click()
        self.page.locator("[name$=':stance']").select_option(stance)
        self.fill(text=text, mandate="De directeur", hours=hours, day="2026-11-26")
        self.page.get_by_role("button", name="Bewaren", exact=True).last.click()
        self.page.wait_for_load_state()


def step(page: Page, title: str) -> str:
    """What the way says of one of its steps."""
    return page.locator(".kk-way__step", has=page.get_by_role("heading", name=title)).inner_text()


def test_story_from_first_meeting_to_commitment(browser: Browser, site: str) -> None:
    els = Somebody(browser, site, "Gebiedsregisseur")
    expect(els.page.locator(".kk-outcomes")).to_be_visible(timeout=120_000)
    water, heat = (Somebody(browser, site, role) for role in ("Water", "Warmte"))

    # They begin: the way says for whom they wait.
    way = els.go("weg/")
    assert "Water" in step(way, "Sta samen achter de opgave")
    assert "1 voorwaarde staat nog open" in step(way, "Sta samen achter de opgave")
    assert not find_violations(way)

    first_meeting(browser, els)
    struggle_shared(water, heat)
    committed(els, water, heat)
    weighed_together(browser, els)
    condition_said_so_that_it_can_be_planned(water)
    condition_met(els)

    # What they came for: everybody at the core stands behind it, and nothing is open any more.
    way = els.go("weg/")
    behind = step(way, "Sta samen achter de opgave")
    assert "voorwaarde" not in behind
    assert "Water" not in behind
    assert "Warmte" not in behind
    assert "2 sessies gehouden" in step(way, "Weeg samen af")
    expect(way.get_by_role("table")).to_contain_text("De directeur")
    for somebody in (els, water, heat):
        somebody.page.context.close()


def first_meeting(browser: Browser, els: Somebody) -> None:
    """Round the table, without names: what does everybody struggle with?"""
    link = open_session(els.page, els.site, "worry")
    phones = [Phone(browser, link) for _ in range(4)]
    els.page.keyboard.press("PageDown")
    for number, phone in enumerate(phones):
        phone.page.locator("textarea").fill(f"Niemand kent mijn opgave {number}")
        phone.send()
    count(els.page, "answers", 4)
    els.page.keyboard.press("PageDown")
    expect(els.page.locator(".kk-said li")).to_have_count(4)
    for phone in phones:
        phone.context.close()


def struggle_shared(water: Somebody, heat: Somebody) -> None:
    """The heat company said what it struggles with; the water company offers something."""
    water.go("gesprek/")
    water.page.get_by_role("link", name="Wij weten pas laat of er animo is.").click()
    water.sees("Zekerheid over aansluitingen.")
    water.press("Wij herkennen dit")
    water.page.locator("#aanbod").fill("Wij schuiven een half jaar op, als u dan zekerheid hebt.")
    water.press("Bied dit aan")
    heat.go("gesprek/worsteling/s1/")
    heat.sees("Wij schuiven een half jaar op")
    heat.press("Aannemen, met wat het waard is")
    heat.sees("half jaar")


def committed(els: Somebody, water: Somebody, heat: Somebody) -> None:
    """The joint task in their own words, and who stands behind it."""
    els.go("gesprek/afgesproken/opgave/")
    els.page.locator("#tekst").fill("Zo veel mogelijk voor de buurt, met zo weinig mogelijk open.")
    els.press("Bewaren")
    water.commit("behind_it", "Wij schuiven mee als 2029 vaststaat.", "8")
    heat.commit("behind_it", "Met zekerheid over de aansluitingen doen wij mee.", "6")
    residents = Somebody(els.page.context.browser, els.site, "Bewoners")
    residents.commit("behind_it", "Wij denken mee over de straat.", "2")
    residents.page.context.close()
    agreed = els.go("gesprek/afgesproken/")
    expect(agreed.locator("main")).to_contain_text("Zo veel mogelijk voor de buurt")
    expect(agreed.locator("main")).to_contain_text("Wij schuiven mee als 2029 vaststaat.")


def weighed_together(browser: Browser, els: Somebody) -> None:
    """Weighing by name, and taking over what came out in the framework."""
    link = open_session(els.page, els.site, "weights", by_name=True)
    people = [Phone(browser, link, "Omar", "Waterbedrijf"), Phone(browser, link, "Fatma",
                                                                 "Warmtebedrijf")]  # fmt: skip
    els.page.keyboard.press("PageDown")
    for phone in people:
        phone.page.locator("input[type=range]").first.fill("60")
        phone.page.locator("input[type=range]").last.fill("100")
        phone.send()
    count(els.page, "answers", 2)
    els.page.keyboard.press("PageDown")
    expect(els.page.locator(".kk-weighed li")).to_have_count(2)
    els.page.get_by_role("link", name="Terug naar de sessie").click()
    els.page.get_by_text("Overnemen in het afwegingskader").click()
    els.press("Lijst maken")
    els.press("Neem over wat is aangevinkt")
    els.page.wait_for_load_state()
    assert "Water" not in step(els.go("weg/"), "Weeg samen af")
    for phone in people:
        phone.context.close()


def condition_said_so_that_it_can_be_planned(water: Somebody) -> None:
    """The water company says in a rule what its words mean: the sewer in 2029."""
    water.go("gesprek/voorwaarden/")
    water.sees("Alleen in woorden")
    water.page.get_by_role("link", name="Wijzigen").first.click()
    for name, value in (("kind", "window"), ("first", "2029-Q1"), ("last", "2029-Q4")):
        water.page.locator(f"[name$=':{name}']").first.select_option(value)
    water.page.get_by_role("button", name="Bewaren", exact=True).last.click()
    water.page.wait_for_load_state()


def condition_met(els: Somebody) -> None:
    """What does it cost, and do we accept it? Then it is planned anew, with the condition in it."""
    page = els.go("gesprek/voorwaarden/")
    els.sees("Mits de gemeente in 2029 mee kan.")
    els.press("Probeer deze samen")
    expect(page.get_by_role("heading", name="Ze passen samen")).to_be_visible(timeout=180_000)
    assert not find_violations(page)
    els.press("Aannemen")
    els.sees("Wel afgesproken, nog niet gepland")
    assert not find_violations(page)
    els.press("Plan opnieuw, met wat is aangenomen")
    page.wait_for_load_state()
    els.sees("Aangenomen, dus het geldt")
    expect(page.locator("#bezig")).to_have_count(0, timeout=120_000)
    els.go("gesprek/voorwaarden/")
    els.sees("het programma voldoet eraan")
    starts = els.go("opgaven/sewer-1/").locator("main").inner_text()
    assert "2029" in starts
    els.go("gesprek/afgesproken/")
    els.sees("Mits de gemeente in 2029 mee kan.")
