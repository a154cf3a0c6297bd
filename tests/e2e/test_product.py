# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The product on the example, in a real browser: every page, drawn, quiet and accessible."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.looking import (
    PICTURES,
    Visit,
    count_colours,
    find_violations,
    near,
    settle,
    wait_for,
)

SERVE = """
import sys
from koppelkans.web.serve import serve
serve(None, port=0, seconds=float(sys.argv[1]))
"""
SECONDS = 6
SIGNED_IN: list[Any] = []
"""The cookies of the facilitator, whom the fixture `area` has signed in."""
SHEETS = {
    "gebied": "", "opgaven": "opgaven/", "koppelkansen": "koppelkansen/",
    "voor-en-na": "voor-en-na/", "waarde": "waarde/", "afwegen": "afwegen/",
    "verdeling": "verdeling/", "plan": "plan/", "gesprek": "gesprek/",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real server on the example, in an empty data folder."""
    folder = tmp_path_factory.mktemp("data")
    environment = {**os.environ, "KOPPELKANS_DATA": str(folder)}
    command = [sys.executable, "-c", SERVE, str(SECONDS)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[1]
            wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def area(site: str, browser: Browser) -> str:
    """The address of the example, once its programme is there: the page waits for it by itself."""
    page = browser.new_page()
    page.goto(site)
    page.locator(".kk-demo__role").first.click()
    expect(page.locator(".kk-outcomes")).to_be_visible(timeout=240_000)
    address = page.url
    SIGNED_IN.extend(page.context.cookies())
    page.close()
    return address


def visit(browser: Browser, address: str, *, language: str = "nl", width: int = 1280) -> Page:
    parts = urlsplit(address)
    context = browser.new_context(viewport={"width": width, "height": 1090}, locale="en-GB")
    context.add_cookies(SIGNED_IN)
    context.add_cookies(
        [{"name": "koppelkans_language", "value": language, "domain": parts.hostname or "",
          "path": "/"}]
    )  # fmt: skip
    page = context.new_page()
    page.visit = Visit(parts.netloc)  # type: ignore[attr-defined]
    page.visit.listen(page)  # type: ignore[attr-defined]
    page.goto(address)
    settle(page)
    return page


def leave(page: Page) -> None:
    """Close a page that has to have been quiet."""
    noise = page.visit  # type: ignore[attr-defined]
    page.context.close()
    assert not noise.errors
    assert not noise.elsewhere


def keep_picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_page_is_drawn_quiet_and_accessible(
    browser: Browser, area: str, sheet: str, language: str
) -> None:
    page = visit(browser, area + SHEETS[sheet], language=language)
    keep_picture(page, f"{sheet}-{language}")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".kk-notice").inner_text()
    page.screenshot(path=PICTURES / f"{sheet}-{language}-top.png")
    for chart in page.locator("[data-chart]").all():
        assert chart.locator("svg.marks path, svg.marks text").count() > 5
    assert find_violations(page) == []
    leave(page)


@pytest.mark.parametrize("sheet", SHEETS)
def test_page_fits_a_small_phone(browser: Browser, area: str, sheet: str) -> None:
    page = visit(browser, area + SHEETS[sheet], width=360)
    keep_picture(page, f"{sheet}-360")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert find_violations(page) == []
    leave(page)


def test_list_of_areas_is_accessible(browser: Browser, site: str, area: str) -> None:
    page = visit(browser, site)
    keep_picture(page, "gebieden-nl")
    assert find_violations(page) == []
    leave(page)


def test_map_shows_the_streets_and_changes_with_the_alternative(
    browser: Browser, area: str
) -> None:
    page = visit(browser, area)
    canvas = page.locator("[data-map] canvas")
    together = count_colours(browser, canvas)
    assert near(together, "#ffffff") > 500, "streets"
    assert near(together, "#0b2545", 25) > 200, "openings in the first phase"
    page.locator("[data-alternative=baseline]").click()
    page.wait_for_timeout(1500)
    assert near(count_colours(browser, canvas), "#7a1f5c", 25) > near(together, "#7a1f5c", 25)
    leave(page)


def test_map_tells_what_happens_in_a_street(browser: Browser, area: str) -> None:
    page = visit(browser, area)
    where = page.evaluate(
        """() => {
          const map = document.querySelector("[data-map]").map;
          const [{ geometry }] = map.queryRenderedFeatures({ layers: ["phase-0"] });
          const line = geometry.coordinates.flat(geometry.type === "LineString" ? 0 : 1);
          const middle = line[0].map((n, i) => (n + line[1][i]) / 2);
          return map.project(middle);
        }"""
    )
    page.locator("[data-map] canvas").click(position={"x": where["x"], "y": where["y"]})
    window = page.locator(".maplibregl-popup")
    expect(window.locator("h3")).not_to_be_empty()
    expect(window.locator("a").first).to_be_visible()
    leave(page)


def test_timeline_shows_works_windows_and_stretch(browser: Browser, area: str) -> None:
    page = visit(browser, area)
    timeline = page.locator("[data-timeline]")
    assert timeline.locator(".kk-strip-work").count() > 60
    assert timeline.locator(".vis-background.kk-window").count() >= 3
    page.locator("[data-timeline-open=all]").click()
    expect(timeline.locator(".vis-nested-group:visible").nth(60)).to_be_attached()
    assert timeline.locator(".kk-stretch").count() > 5
    leave(page)


def test_filter_narrows_the_list_and_its_address_brings_it_back(
    browser: Browser, area: str
) -> None:
    page = visit(browser, area + SHEETS["opgaven"])
    everything = page.locator(".kk-task").count()
    assert everything >= 90
    page.locator("#theme").select_option("social")
    expect(page.locator(".kk-task")).not_to_have_count(everything)
    social = page.locator(".kk-task").count()
    assert social >= 12
    page.locator("#text").fill("energiecoach")
    expect(page.locator(".kk-task")).not_to_have_count(social)
    coaches = page.locator(".kk-task").count()
    assert "theme=social" in page.url
    page.goto(page.url)
    assert page.locator(".kk-task").count() == coaches
    leave(page)


def test_every_kind_of_task_has_a_page(browser: Browser, area: str) -> None:
    page = visit(browser, area + SHEETS["opgaven"])
    themes = [option.get_attribute("value") for option in page.locator("#theme option").all()]
    addresses = []
    for theme in filter(None, themes):
        page.goto(f"{area}{SHEETS['opgaven']}?theme={theme}")
        addresses.append(page.locator(".kk-task__title a").first.get_attribute("href"))
    leave(page)
    root = area.split("/gebieden/", maxsplit=1)[0]
    for number, address in enumerate(addresses):
        page = visit(browser, f"{root}{address}", width=360 if number % 2 else 1280)
        keep_picture(page, f"opgave-{number}")
        assert near(count_colours(browser, page.locator("[data-map] canvas")), "#ffffff") > 100
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert find_violations(page) == []
        leave(page)


def test_opportunities_filter_from_the_map_and_go_on(browser: Browser, area: str) -> None:
    page = visit(browser, area + SHEETS["koppelkansen"])
    assert near(count_colours(browser, page.locator("[data-map] canvas")), "#14713f", 25) > 300
    first = page.locator(".kk-chance").count()
    page.locator(".kk-more a").click()
    expect(page.locator(".kk-chance")).not_to_have_count(first)
    page.locator("#state").select_option("left")
    expect(page.locator(".kk-badge--taken")).to_have_count(0)
    leave(page)


def test_slider_moves_both_maps_and_the_figures(browser: Browser, area: str) -> None:
    page = visit(browser, area + SHEETS["voor-en-na"])
    maps = [page.locator(f"[data-side={side}] canvas") for side in ("baseline", "programme")]
    busy = [near(count_colours(browser, each), "#c2571a", 25) for each in maps]
    assert busy[0] > 200, "streets are open when everybody goes alone"
    opened = page.locator("[data-counts=baseline] [data-count=opened]")
    before = opened.inner_text()
    page.locator("#kwartaal").fill(page.locator("#kwartaal").get_attribute("max") or "")
    page.wait_for_timeout(1500)
    assert opened.inner_text() != before
    assert near(count_colours(browser, maps[0]), "#c2571a", 25) < busy[0]
    page.evaluate("document.querySelector('[data-side=baseline]').map.jumpTo({ zoom: 16 })")
    zoom = "document.querySelector('[data-side=programme]').map.getZoom()"
    assert page.evaluate(zoom) == pytest.approx(16)
    page.locator("#kwartaal").focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-moment]")).to_have_text("Q1\N{NO-BREAK SPACE}2027")
    leave(page)


def test_totals_on_the_page_add_up_and_agree(browser: Browser, area: str) -> None:
    page = visit(browser, area + SHEETS["waarde"])
    rows = page.locator("table[data-matrix=programme] tbody tr").all()
    cells = [[int(c.get_attribute("data-value") or "") for c in row.locator("td").all()]
             for row in rows]  # fmt: skip
    foot = [int(cell.get_attribute("data-value") or "")
            for cell in page.locator("table[data-matrix=programme] tfoot td").all()]  # fmt: skip
    assert all(sum(row[:-1]) == row[-1] for row in cells)
    assert [sum(column) for column in zip(*cells, strict=True)] == foot
    leave(page)
    page = visit(browser, area + SHEETS["verdeling"])
    shown = page.locator("tfoot td").nth(1).inner_text().replace(".", "").replace("−", "-")
    assert int(shown) == foot[-1]
    leave(page)


def test_documents_come_with_their_progress_in_sight(
    browser: Browser, area: str, tmp_path: Path
) -> None:
    page = visit(browser, area + SHEETS["plan"])
    memo = page.locator(".kk-download", has_text="Memo voor bestuurders")
    state = memo.locator(".kk-download__state")
    with page.expect_download(timeout=120_000) as waiting:
        memo.get_by_role("link", name="PDF").first.click()
        expect(state).to_contain_text(re.compile("In de wachtrij|Wordt gemaakt|Klaar"))
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF")
    expect(state).to_contain_text("Klaar")
    leave(page)


def test_letter_for_a_chosen_street_and_tables_come(
    browser: Browser, area: str, tmp_path: Path
) -> None:
    page = visit(browser, area + SHEETS["plan"])
    letter = page.locator(".kk-download", has_text="Brief voor een straat")
    letter.get_by_label("Welke straat?").select_option(index=1)
    with page.expect_download(timeout=120_000) as waiting:
        letter.get_by_role("button", name="Word").click()
    assert waiting.value.suggested_filename.endswith(".docx")
    with page.expect_download(timeout=120_000) as waiting:
        page.locator(".kk-download", has_text="Agenda (iCalendar)").get_by_role(
            "link"
        ).first.click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")
    leave(page)


def test_switch_changes_the_language_of_the_same_page(browser: Browser, area: str) -> None:
    page = visit(browser, area + SHEETS["waarde"])
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Value")
    assert page.url == area + SHEETS["waarde"]
    page.get_by_role("button", name="Nederlands").click()
    expect(page.locator("h1")).to_have_text("Waarde")
    leave(page)


def test_pages_can_be_read_with_the_keyboard_alone(browser: Browser, area: str) -> None:
    page = visit(browser, area)
    page.keyboard.press("Tab")
    expect(page.locator(".utrecht-skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    leave(page)


def test_unknown_page_is_explained(browser: Browser, area: str) -> None:
    page = browser.new_page()
    response = page.goto(area + "bestaat-niet/")
    assert response is not None
    assert response.status == 404
    expect(page.locator("h1")).to_be_visible()
    page.close()


def test_area_page_is_light(browser: Browser, area: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    received: dict[str, float] = {}
    session.on("Network.requestWillBeSent",
               lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))  # fmt: skip
    session.on("Network.loadingFinished",
               lambda e: received.update({e["requestId"]: e["encodedDataLength"]}))  # fmt: skip
    page.goto(area)
    settle(page)
    context.close()
    without_map = sum(
        size for key, size in received.items() if "/maplibre" not in addresses.get(key, "")
    )
    assert 50_000 < without_map < 1_000_000
