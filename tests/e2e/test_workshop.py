# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workshop in a real browser: one facilitator, eight phones; two drop out, one comes halfway."""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.looking import find_violations


def facilitator(browser: Browser, site: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL").new_page()
    page.goto(site)
    page.locator(".kk-demo__role").first.click()
    expect(page.locator(".kk-outcomes")).to_be_visible(timeout=120_000)
    return page


class Phone:
    """Somebody with a phone: a browser of its own, 360 wide."""

    def __init__(self, browser: Browser, link: str, name: str = "", partner: str = "") -> None:
        self.context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
        self.page = self.context.new_page()
        self.page.goto(link)
        self.fits()
        if name:
            self.page.get_by_label("Uw naam").fill(name)
            self.page.get_by_label("U bent hier voor").select_option(label=partner)
        self.page.get_by_role("button", name="Meedoen").click()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def send(self) -> None:
        self.page.get_by_role("button", name="Versturen").click()
        expect(self.page.locator(".kk-phone__done")).to_be_visible()

    def fits(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 360


def open_session(page: Page, site: str, *asked: str, by_name: bool = False) -> str:
    """Open a session and its shared screen; return the link for phones."""
    page.goto(f"{site}gebieden/testbuurt/workshop/")
    if by_name:
        page.get_by_label("Met naam: iedereen ziet wie wat antwoordde").check()
    for box in page.locator("input[name=ask]").all():
        box.set_checked(box.get_attribute("value") in asked)
    page.get_by_role("button", name="Sessie openen").click()
    link = page.locator(".kk-invite .kk-small").first.inner_text()
    page.get_by_role("link", name="Gedeeld scherm openen").click()
    return link


def count(screen: Page, name: str, number: int) -> None:
    expect(screen.locator(f"[data-count={name}]")).to_have_text(str(number))


def test_workshop_of_eight_phones_of_which_two_drop_out(browser: Browser, site: str) -> None:
    screen = facilitator(browser, site)
    link = open_session(screen, site, "worry", "weights")
    assert not find_violations(screen)
    phones = [Phone(browser, link) for _ in range(8)]
    count(screen, "joined", 8)
    assert not find_violations(phones[0].page)

    # The first question, by the keys of a presenter.
    screen.keyboard.press("PageDown")
    for number, phone in enumerate(phones):
        phone.sees("Waar maakt u zich zorgen over in dit gebied?")
        phone.page.locator("textarea").fill(f"Zorg {number}")
    lost, closed = phones[6], phones[7]
    lost.context.set_offline(True)
    lost.page.get_by_role("button", name="Versturen").click()
    expect(lost.page.locator("#verbinding")).to_contain_text("Uw antwoord staat op deze telefoon")
    closed.page.close()
    for phone in phones[:6]:
        phone.send()
    count(screen, "answers", 6)
    # The facilitator goes on; the answer under way still counts, once.
    screen.keyboard.press("PageDown")
    expect(screen.locator(".kk-said li")).to_have_count(6)
    lost.context.set_offline(False)
    count(screen, "answers", 7)
    closed.page = closed.context.new_page()
    closed.page.goto(link)
    closed.sees("Waar maakt u zich zorgen over in dit gebied?")
    count(screen, "joined", 8)

    weigh_with_a_pause(screen, phones)
    assert not find_violations(screen)
    for phone in phones:
        phone.context.close()
    screen.context.close()


def weigh_with_a_pause(screen: Page, phones: list[Phone]) -> None:
    """Sliders; what somebody filled in before a pause is there after it."""
    screen.keyboard.press("PageDown")
    phones[0].page.wait_for_selector("input[type=range]")
    phones[0].page.locator("input[type=range]").first.fill("100")
    phones[0].page.locator("input[type=range]").last.fill("40")
    expect(phones[0].page.locator("[data-means]").last).to_contain_text("40 % van")
    phones[0].fits()
    assert not find_violations(phones[0].page)
    screen.get_by_role("button", name="Pauze").click()
    phones[0].sees("Pauze")
    screen.get_by_role("button", name="Verder").click()
    expect(phones[0].page.locator("input[type=range]").last).to_have_value("40")
    phones[0].send()
    for phone in phones[1:]:
        phone.page.locator("input[type=range]").first.fill("80")
        phone.send()
    screen.keyboard.press("PageDown")
    expect(screen.locator(".kk-weighed li")).to_have_count(2)


def test_partner_that_joins_halfway_by_name(browser: Browser, site: str) -> None:
    """By name: who says what shows, and it leads to a list of changes for the framework."""
    screen = facilitator(browser, site)
    link = open_session(screen, site, "weights", "vote", by_name=True)
    first = Phone(browser, link, "Els", "Waterbedrijf")
    screen.keyboard.press("ArrowRight")
    first.page.locator("input[type=range]").first.fill("100")
    first.send()
    screen.keyboard.press("ArrowRight")
    expect(screen.locator(".kk-weighed")).to_contain_text("Els")
    later = Phone(browser, link, "Omar", "Warmtebedrijf")
    count(screen, "joined", 2)
    screen.keyboard.press("ArrowRight")
    later.sees("Hoe staat u hierin?")
    later.page.get_by_label("Voor, mits").first.check()
    later.page.get_by_text("Zorg, voorbehoud of wens").first.click()
    later.page.get_by_label("Alleen als:").first.fill("de warmte in 2029 mee kan")
    later.fits()
    assert not find_violations(later.page)
    later.send()
    screen.keyboard.press("ArrowRight")
    expect(screen.locator(".kk-tally").first).to_contain_text("de warmte in 2029 mee kan")
    screen.get_by_role("link", name="Terug naar de sessie").click()
    assert not find_violations(screen)
    screen.get_by_text("Overnemen in het afwegingskader").first.click()
    screen.get_by_role("button", name="Lijst maken").first.click()
    expect(screen.locator("main")).to_contain_text("Water · Maatschappelijke waarde")
    for phone in (first, later):
        phone.context.close()
    screen.context.close()
