# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""People at work in a real browser: two at once, drawing, dragging, pasting, bringing in."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from koppelkans.exchange import write_case
from tests.e2e.person import Person, look
from tests.factories import small_case

BASE = "gebieden/testbuurt/invullen/"
TASK = BASE + "opgaven/bewerken/sewer-1/"


@pytest.fixture
def anne(browser: Browser, site: str) -> Iterator[Person]:
    person = Person(browser, site, "Gebiedsregisseur")
    yield person
    person.leave("409", "422")


@pytest.fixture
def bram(browser: Browser, site: str) -> Iterator[Person]:
    person = Person(browser, site, "Water")
    yield person
    person.leave("409", "422")


def test_two_partners_at_one_task_lose_nothing(anne: Person, bram: Person) -> None:
    for person, title in ((anne, "Van de regisseur"), (bram, "Van het waterbedrijf")):
        person.go(TASK)
        person.page.get_by_label("Titel", exact=False).first.fill(title)
    bram.page.get_by_label("Reden").first.fill("Het riool is op")
    anne.save()
    expect(anne.page.locator(".kk-saved")).to_contain_text("Bewaard")
    bram.save()
    expect(bram.page.locator("h1")).to_have_text("Iemand anders wijzigde dit ook")
    look(bram.page, "merge")
    bram.page.get_by_label("Van u").check()
    bram.page.get_by_role("button", name="Bewaar dit").click()
    expect(bram.page.locator(".kk-saved")).to_contain_text("Bewaard")
    anne.go(TASK)
    expect(anne.page.locator("h1")).to_have_text("Van het waterbedrijf")
    expect(anne.page.get_by_label("Reden").first).to_have_value("Het riool is op")


def test_what_is_typed_survives_a_closed_form_and_a_mistake(anne: Person) -> None:
    page = anne.go(BASE + "opgaven/bewerken/street-1/")
    page.get_by_label("Woningen").first.fill("veel")
    page.get_by_label("Belang").first.fill("Een straat voor iedereen")
    anne.save()
    expect(page.locator("#fouten")).to_be_focused()
    look(page, "mistake")
    expect(page.get_by_label("Belang").first).to_have_value("Een straat voor iedereen")
    page.get_by_label("Belang").first.fill("Een straat voor alle kinderen")
    anne.go(BASE)
    anne.go(BASE + "opgaven/bewerken/street-1/")
    expect(page.locator(".kk-kept")).to_be_visible()
    expect(page.get_by_label("Belang").first).to_have_value("Een straat voor alle kinderen")
    page.get_by_role("button", name="Vergeet het").click()
    expect(page.get_by_label("Belang").first).to_have_value("")


CORNER = """() => {
  const map = document.querySelector("[data-draw] .kk-map").map;
  const { places } = JSON.parse(document.getElementById("drawing-data").textContent);
  const corner = places.features[0].geometry.coordinates[0];
  const pixel = map.project(corner);
  return [pixel.x, pixel.y, ...corner];
}"""


def test_task_is_drawn_on_the_map_and_snaps_to_a_street(anne: Person) -> None:
    page = anne.go(BASE + "opgaven/bewerken/coaches/")
    area = page.locator("[data-draw]")
    expect(area).to_have_attribute("data-drawn", "true", timeout=30_000)
    page.get_by_role("button", name="Teken een lijn").click()
    canvas = area.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    corner = page.evaluate(CORNER)
    page.mouse.click(box["x"] + corner[0] + 6, box["y"] + corner[1] + 5)
    page.mouse.move(box["x"] + corner[0] + 90, box["y"] + corner[1] + 60, steps=4)
    page.mouse.click(box["x"] + corner[0] + 90, box["y"] + corner[1] + 60)
    page.keyboard.press("Enter")
    expect(area).to_have_attribute("data-kept", re.compile("LineString"))
    drawn = page.evaluate("JSON.parse(document.querySelector('[data-draw]').dataset.kept)")
    assert drawn["coordinates"][0] == pytest.approx(corner[2:], abs=1e-9), "it snapped"
    look(page, "drawn")
    anne.save()
    expect(page.locator(".kk-saved")).to_be_visible()
    anne.go(BASE + "opgaven/geschiedenis/coaches/")
    expect(page.locator("main")).to_contain_text("op de kaart getekend")


def test_task_is_dragged_on_the_timeline_and_undone(anne: Person) -> None:
    page = anne.go(BASE + "tijdlijn/")
    line = page.locator("[data-moments]")
    expect(line).to_have_attribute("data-drawn", "true", timeout=30_000)
    page.wait_for_timeout(500)
    start = page.locator(".vis-item.kk-work").first
    start.scroll_into_view_if_needed()
    box = start.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + 5, steps=6)
    page.mouse.up()
    expect(page.locator("[data-says]")).to_have_text("Bewaard.")
    look(page, "timeline")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator(".kk-saved")).to_contain_text("Ongedaan gemaakt")
    page.get_by_label("Zonder slepen").select_option("street-2")
    page.get_by_role("button", name="een kwartaal later").first.press("Enter")
    expect(page.locator("[data-says]")).to_have_text("Bewaard.")


PASTE = """([selector, text]) => {
  const cell = document.querySelector(selector);
  cell.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const options = { clipboardData, bubbles: true, cancelable: true };
  cell.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def test_list_is_pasted_checked_mended_and_kept(anne: Person) -> None:
    page = anne.go(BASE + "opgaven/blad/")
    text = "Id\tTitel\tWoningen\tThema\nheat-1\tWarmte in de wijk\tveel\tRioul\n"
    page.evaluate(PASTE, ['td[data-field="title"]', text])
    row = page.locator('tr[data-key="heat-1"]')
    expect(row.locator("td.is-wrong")).to_have_count(2)
    look(page, "paste")
    homes = row.locator('td[data-field="homes"]')
    homes.focus()
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    theme = row.locator('td[data-field="theme"]')
    theme.focus()
    page.keyboard.press("F2")
    theme.locator("select").select_option("Warmtenet")
    page.keyboard.press("Enter")
    expect(page.locator("td.is-wrong")).to_have_count(0)
    anne.save()
    expect(page.locator(".kk-saved")).to_be_visible()
    expect(page.locator('tr[data-key="heat-1"] td[data-field="homes"]')).to_have_text("75")


def test_file_with_mistakes_comes_in_as_far_as_chosen(anne: Person, tmp_path: Path) -> None:
    path = tmp_path / "Lijst.xlsx"
    write_case(small_case(), path)
    book = openpyxl.load_workbook(path)
    sheet = book["Partners"]
    heads = {str(cell.value).strip(" *"): cell.column for cell in sheet[1]}
    sheet.cell(4, heads["Naam"]).value = "Gemeente Testdam"
    sheet.cell(5, heads["Soort"]).value = "bedrijf"
    book.save(path)
    page = anne.go(BASE + "binnenhalen/")
    page.get_by_label("Bestand", exact=True).set_input_files(path)
    page.get_by_role("button", name="Bekijk het").click()
    expect(page.locator("main")).to_contain_text("Partners, rij 5")
    look(page, "import")
    for box in page.locator('input[name="take"]').all():
        box.uncheck()
    page.locator("li", has_text="Gemeente Testdam").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Neem over").click()
    expect(page.locator(".kk-saved")).to_contain_text("Lijst.xlsx")
    anne.go(BASE + "partners/bewerken/city/")
    expect(page.locator("h1")).to_have_text("Gemeente")
    expect(page.get_by_label("Naam", exact=True).first).to_have_value("Gemeente Testdam")


PAGES = (
    "", "opgaven/", "opgaven/bewerken/sewer-2/", "opgaven/nieuw/", "opgaven/blad/", "tijdlijn/",
    "binnenhalen/", "geschiedenis/", "plekken/bewerken/place-1/", "gebied/bewerken/testbuurt/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_page_is_accessible_and_fits(browser: Browser, site: str, path: str, width: int) -> None:
    person = Person(browser, site, "Gebiedsregisseur", width)
    page = person.go(BASE + path)
    page.wait_for_timeout(800)
    look(page, f"{path.strip('/').replace('/', '-') or 'home'}-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    person.leave()
