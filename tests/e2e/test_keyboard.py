# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who uses no mouse: everything is reached, seen where one is, and never a trap."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.looking import settle

AREA = "gebieden/testbuurt/"
MOST_STOPS = 400
"""More stops than any page has: who has not come round by then is caught."""

WHERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const name = here.getAttribute("aria-label") || here.innerText || here.value || here.id || "";
  return {
    what: `${here.tagName} ${here.className} ${name.slice(0, 40)}`.replace(/\\s+/g, " "),
    shown: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
      || style.boxShadow !== "none",
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
"""The element that has the focus: whether that can be seen, and whether it is on the screen."""

MARK = """(name) => {
  const here = document.activeElement;
  if (!here || here === document.body) return "out";
  if (here[name]) return here[name] === 1 ? "round" : "again";
  here[name] = window[name] = (window[name] ?? 0) + 1;
  return "new";
}"""
"""Where one is: out of the page, at the stop where one began, at an earlier one, or a new one."""

LEFT_OUT = """(name) => [...document.querySelectorAll(
    "main a[href], main button, main input, main select, main textarea, main summary"
  )].filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled
    && each.type !== "hidden" && each.tabIndex >= 0 && !each[name]
    && !(each.type === "radio" && document.querySelector(`input[name="${each.name}"]:checked`)))
  .map((each) => each.outerHTML.slice(0, 120))"""


class Typist:
    """Somebody with a keyboard and no mouse."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.site = site
        self.page: Page = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="nl-NL"
        ).new_page()
        self.page.goto(site)

    def go(self, path: str) -> Page:
        self.page.goto(self.site + AREA + path)
        settle(self.page)
        return self.page

    def tab_to(self, wanted: Locator) -> None:
        """Press Tab until something has the focus; at every stop one sees where one is."""
        for _ in range(MOST_STOPS):
            if wanted.evaluate("(each) => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self.sees_where()
        pytest.fail(f"never reached: {wanted}")

    def sees_where(self) -> None:
        here = self.page.evaluate(WHERE)
        if here is not None:
            assert here["shown"], f"focus is not shown: {here['what']}"
            assert here["inView"], f"focus is off the screen: {here['what']}"

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        self.tab_to(wanted)
        self.page.keyboard.press(key)

    def walk(self, back: bool = False) -> None:
        """Go through the whole page: at its end one is out of it, or at its beginning again.

        Which of the two is for the browser to say, and it does not always say the same. For that
        reason the first step may also lead out: where one begins is where one was last.
        """
        name = "walkedBack" if back else "walked"
        met = ""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            began, met = bool(met), self.page.evaluate(MARK, name)
            if met == "new":
                self.sees_where()
            elif began:
                break
        assert met in ("out", "round"), f"no way out: {self.page.evaluate(WHERE)}"
        assert not self.page.evaluate(LEFT_OUT, name)


@pytest.fixture(scope="module")
def els(browser: Browser, site: str) -> Iterator[Typist]:
    person = Typist(browser, site)
    person.press(person.page.locator(".kk-demo__role", has_text="Gebiedsregisseur"))
    expect(person.page.locator(".kk-outcomes")).to_be_visible(timeout=90_000)
    yield person
    person.page.context.close()


def test_task_is_found_changed_placed_and_planned(els: Typist) -> None:
    page = els.go("")
    # Past the menu in one go, and to a task by the menu.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    els.go("")
    els.press(page.get_by_role("navigation").get_by_role("link", name="Invullen"))
    expect(page.locator("h1")).to_have_text("Invullen")
    els.press(page.locator("main").get_by_role("link", name="Opgaven").first)
    els.press(page.get_by_role("link", name="Coaches", exact=True).first)
    expect(page.locator("h1")).to_have_text("Coaches")

    # A mistake puts one where it says what is wrong, and from there at the field.
    homes = page.get_by_label("Woningen").first
    els.tab_to(homes)
    page.keyboard.press("Control+a")
    page.keyboard.type("veel")
    page.keyboard.press("Enter")
    expect(page.locator("#fouten")).to_be_focused()
    els.press(page.locator("#fouten a").first)
    expect(homes).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("40")

    # Drawn without a mouse: its corners are typed.
    draw = page.locator("[data-draw]")
    expect(draw).to_have_attribute("data-drawn", "true", timeout=30_000)
    if not page.locator("[data-typed]").is_visible():
        els.press(draw.locator("summary"))
    els.tab_to(page.locator("[data-typed]"))
    page.keyboard.type("4.6105 52.3970\n4.6120 52.3972")
    els.press(page.locator("[data-take-typed]"))
    expect(draw).to_have_attribute("data-kept", re.compile("LineString"))
    els.press(page.get_by_role("button", name="Bewaren", exact=True).last)
    expect(page.locator(".kk-saved")).to_contain_text("Bewaard")


def test_work_is_moved_on_the_timeline_and_fitted_again(els: Typist) -> None:
    page = els.go("invullen/tijdlijn/")
    chosen = page.get_by_label("Zonder slepen")
    els.tab_to(chosen)
    for _ in range(10):
        if chosen.input_value() == "street-2":
            break
        page.keyboard.press("ArrowDown")
    els.press(page.get_by_role("button", name="een kwartaal later").first)
    expect(page.locator("[data-says]")).to_have_text("Bewaard.")

    page = els.go("passen-en-meten/")
    els.press(page.get_by_role("button", name="Opnieuw passen en meten"))
    expect(page.locator(".kk-dated")).to_have_count(0)
    expect(page.locator("#bezig")).to_have_count(0, timeout=90_000)

    # A result is opened: a task out of the list, and why it is where it is.
    page = els.go("opgaven/")
    els.press(page.locator(".kk-task__title a").first)
    expect(page.get_by_role("heading", name="Wanneer")).to_be_visible()
    els.press(page.get_by_role("link", name="Waarom hier?"))
    expect(page.locator("h1")).to_be_visible()


WALKED = (
    "", "weg/", "opgaven/", "opgaven/sewer-1/", "koppelkansen/", "passen-en-meten/", "voor-en-na/",
    "waarde/", "afwegen/", "verdeling/", "plan/", "gesprek/", "mensen/", "invullen/",
    "invullen/opgaven/bewerken/sewer-1/", "invullen/opgaven/blad/", "invullen/tijdlijn/",
    "invullen/binnenhalen/", "zoeken/?q=riool",
)  # fmt: skip


@pytest.mark.parametrize("path", WALKED)
def test_everything_on_a_page_is_reached_and_nothing_holds_one(els: Typist, path: str) -> None:
    els.go(path)
    els.walk()
    els.page.evaluate("document.activeElement.blur()")
    els.walk(back=True)
