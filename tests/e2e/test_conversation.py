# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The conversation in a real browser: shared, recognised, tried out, agreed; for everybody."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, expect

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.result import Result
from koppelkans.web.access.models import Role
from koppelkans.web.conversation import trials
from koppelkans.web.conversation.models import Trial
from tests.e2e.looking import find_violations
from tests.factories import small_case, small_tables
from tests.web.access.persons import at_once, person
from tests.web.programmes import keep_result

HOME = "/gebieden/testbuurt/gesprek/"
Sit = Callable[..., Page]


@pytest.fixture(scope="module")
def talk() -> tuple[Case, Result]:
    tables = small_tables()
    tables["conditions"] += [
        {"id": "late", "partner_id": "water", "text": "Als we in 2030 mogen.", "kind": "window",
         "task_ids": "sewer-1", "first": "2030-Q1", "asked_of": "city"},
    ]  # fmt: skip
    case = small_case(**tables)
    return case, run(case, seconds=5)


@pytest.fixture
def sit(transactional_db: None, live_server, browser: Browser, talk: tuple[Case, Result],
        settings) -> Iterator[Sit]:  # fmt: skip
    """Open the area in a browser as the lead of a partner."""
    settings.DEMO = True
    area = keep_result(*talk)
    pages: list[Page] = []

    def open_as(partner: str, width: int = 1280, role: Role = Role.LEAD) -> Page:
        user = person(f"{partner or 'regie'}{width}@test.example", area, role, partner)
        cookie = at_once(user).cookies[django_settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(
            base_url=live_server.url, locale="nl-NL", viewport={"width": width, "height": 900}
        )
        context.add_cookies(
            [{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie,
              "url": live_server.url}]
        )  # fmt: skip
        pages.append(context.new_page())
        return pages[-1]

    yield open_as
    for page in pages:
        page.context.close()


def test_struggle_goes_from_the_facilitator_to_the_table(sit: Sit) -> None:
    water, city = sit("water"), sit("city", 360)
    water.goto(HOME)
    water.get_by_role("link", name="Deel een worsteling").click()
    water.get_by_label("Worsteling", exact=False).first.fill("Ons geld is pas in 2030 vrij.")
    water.get_by_label("Zichtbaar voor").select_option("facilitator")
    water.get_by_role("button", name="Bewaren").first.click()
    city.goto(HOME)
    expect(city.get_by_text("Ons geld is pas in 2030 vrij.")).to_have_count(0)
    water.goto(HOME)
    water.get_by_role("link", name="Ons geld is pas in 2030 vrij.").click()
    water.get_by_role("link", name="Zeg het anders, of laat het aan anderen zien").click()
    water.get_by_label("Zichtbaar voor").select_option("partners")
    water.get_by_role("button", name="Bewaren").first.click()
    city.goto(HOME)
    city.get_by_role("link", name="Ons geld is pas in 2030 vrij.").click()
    city.get_by_role("button", name="Wij herkennen dit").click()
    city.get_by_label("Wat kunnen wij aanbieden?").fill("De straat kan wachten.")
    city.get_by_role("button", name="Bied dit aan").click()
    assert not find_violations(city)
    water.goto(HOME)
    water.get_by_role("link", name="Ons geld is pas in 2030 vrij.").click()
    expect(water.get_by_text("De straat kan wachten.")).to_be_visible()
    water.get_by_role("button", name="Aannemen, met wat het waard is").click()
    expect(water).to_have_url(re.compile("wie-gaf-wat"))
    assert not find_violations(water)


def test_conditions_are_tried_out_and_accepted(sit: Sit) -> None:
    page = sit("city")
    page.goto(f"{HOME}voorwaarden/")
    page.get_by_role("button", name="Probeer deze samen").click()
    trial = Trial.objects.get()
    Trial.objects.update(asked={"seconds": 1})
    trials.compute(trial.pk, lambda _progress: True, lambda: True)
    expect(page.get_by_role("heading", name="Ze passen samen")).to_be_visible()
    assert not find_violations(page)
    page.get_by_role("button", name=re.compile("Aannemen.*in 2030 mogen")).click()
    expect(page.get_by_text("Als we in 2030 mogen.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_for_everybody_and_fit(sit: Sit, width: int) -> None:
    page = sit("water", width)
    for part in ("", "voorwaarden/", "wie-gaf-wat/", "afgesproken/", "afgesproken/opgave/",
                 "besluiten/", "samen-uitkomen/", "worsteling/s1/"):  # fmt: skip
        page.goto(HOME + part)
        assert not find_violations(page), part
        assert page.evaluate("document.documentElement.scrollWidth") <= width, part
