# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every amount of the value page opens to what is behind it, down to formula and sources."""

import re

import pytest
from django.test import Client

from koppelkans.plan.reading import Reading
from koppelkans.web.models import Area
from koppelkans.web.present.worth import ALTERNATIVES, alternative_of, explain, lines_of

pytestmark = pytest.mark.django_db
BASE = "/gebieden/testbuurt/waarde/"


def page(client: Client, path: str) -> str:
    response = client.get(BASE + path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("alternative", ALTERNATIVES)
def test_every_amount_is_explained_to_the_cent(reading: Reading, alternative: str) -> None:
    found = alternative_of(reading, alternative)
    assert found is not None
    assert found.entries
    lines = lines_of(reading, alternative)
    for entry in found.entries:
        step = explain(lines, entry)
        assert step is not None, entry
        assert step.number == pytest.approx(entry.eur, abs=0.005)


def test_every_cell_of_the_matrix_opens_to_amounts_that_make_it(area: Area, client: Client) -> None:
    text = page(client, "")
    cells = re.findall(
        r'data-value="(-?\d+)"><a[^>]* href="/gebieden/testbuurt/waarde/(posten/[^"]+)"', text
    )
    assert len(cells) > 10
    for value, path in cells:
        total = re.search(r'data-total="(-?[\d.e-]+)"', page(client, path.replace("&amp;", "&")))
        assert total is not None
        assert float(total[1]) == pytest.approx(float(value), abs=2)


def test_an_amount_shows_its_chain_its_formula_and_its_sources(
    area: Area, reading: Reading, client: Client
) -> None:
    entries = reading.result.programme.entries
    number = next(n for n, e in enumerate(entries) if e.key_figure_id == "energy_poverty")
    text = page(client, f"posten/programme/{number}/")
    eur = re.search(r'data-eur="(-?[\d.e-]+)"', text)
    assert eur is not None
    assert float(eur[1]) == entries[number].eur
    assert "kk-steps__box" in text
    assert reading.case.key_figure["energy_poverty"].source in text
    assert "discount" in text.lower() or "disconto" in text.lower()


@pytest.mark.parametrize("path", ["posten/other/", "posten/programme/99999/", "posten/other/0/"])
def test_what_is_not_there_is_not_found(area: Area, client: Client, path: str) -> None:
    assert client.get(BASE + path).status_code == 404


def test_the_page_says_how_sure_it_is_and_what_unknown_figures_would_change(
    area: Area, reading: Reading, client: Client
) -> None:
    text = page(client, "")
    assert reading.result.uncertainty is not None
    assert 'id="tornado"' in text
    assert 'id="omslag"' in text
    for unknown in reading.result.uncertainty.comparisons[0].unknown:
        assert unknown.name in text
