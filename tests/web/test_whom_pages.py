# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gains and who pays, and the whole chain of a task, on pages whose numbers open."""

import re
from html import unescape

import pytest
from django.test import Client

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.plan.reading import Reading
from koppelkans.result import Result
from koppelkans.web.models import Area
from koppelkans.web.present.worth import ALTERNATIVES, alternative_of
from tests.value.test_distribution import rich_case
from tests.web.programmes import keep_result

pytestmark = pytest.mark.django_db
BASE = "/gebieden/testbuurt/waarde/"


@pytest.fixture(scope="module")
def rich() -> Case:
    return rich_case()


@pytest.fixture(scope="module")
def rich_result(rich: Case) -> Result:
    return run(rich, seconds=1)


@pytest.fixture
def shown(db: None, rich: Case, rich_result: Result) -> Area:
    return keep_result(rich, rich_result)


def page(client: Client, path: str) -> str:
    response = client.get(BASE + path)
    assert response.status_code == 200
    return response.content.decode()


def table(text: str, name: str) -> str:
    return text[text.index(f'data-whom="{name}"') :].split("</table>", maxsplit=1)[0]


@pytest.mark.parametrize("alternative", ALTERNATIVES)
def test_both_tables_add_up_and_open_to_the_amounts_that_make_a_cell(
    shown: Area, rich_result: Result, client: Client, alternative: str
) -> None:
    text = page(client, f"voor-wie/{alternative}/")
    net = {"programme": rich_result.programme, "baseline": rich_result.baseline}[alternative]
    for name in ("per-partner", "per-effect"):
        shown_table = table(text, name)
        total = re.search(r'data-net="(-?\d+)"', shown_table)
        assert total is not None
        assert int(total[1]) == pytest.approx(net.net_value_eur, abs=1)
        cells = re.findall(r'data-value="(-?\d+)"><a[^>]*href="([^"]+)"', shown_table)
        assert len(cells) > 5
        for value, path in cells[::7]:
            found = client.get(unescape(path)).content.decode()
            sums = re.search(r'data-total="(-?[\d.e-]+)"', found)
            assert sums is not None
            assert float(sums[1]) == pytest.approx(float(value), abs=2), path


def test_what_a_regulated_partner_may_not_count_is_shown_apart(
    shown: Area, rich: Case, rich_result: Result, client: Client
) -> None:
    text = page(client, "voor-wie/baseline/")
    kept_out = sum(e.eur for e in rich_result.baseline.entries if e.key_figure_id == "co2")
    parts = [int(n) for n in re.findall(r'data-not-own="(-?\d+)"', table(text, "per-partner"))]
    assert sum(parts) == pytest.approx(kept_out, abs=1)
    assert "niet meetellen als eigen baat" in text
    own = page(client, "voor-wie/baseline/?partner=heat")
    parts = [int(n) for n in re.findall(r'data-not-own="(-?\d+)"', table(own, "per-effect"))]
    assert sum(parts) == pytest.approx(kept_out, abs=1)


def test_outcomes_and_weights_by_income_stand_beside_the_euros(shown: Area, client: Client) -> None:
    text = page(client, "voor-wie/programme/")
    assert "Energiearmoede" in text
    assert "Huurders" in text
    assert "2,46" in text  # (30,000 / 15,000) ^ 1.3


def test_without_incomes_the_page_says_what_to_fill_in(area: Area, client: Client) -> None:
    assert "geen inkomensgroepen" in page(client, "voor-wie/programme/")


@pytest.mark.parametrize("alternative", ALTERNATIVES)
def test_the_chain_of_a_task_holds_all_its_amounts(
    area: Area, reading: Reading, client: Client, alternative: str
) -> None:
    found = alternative_of(reading, alternative)
    assert found is not None
    for task in reading.case.tasks:
        text = page(client, f"keten/{alternative}/{task.id}/")
        eur = sum(e.eur for e in found.entries if e.task_id == task.id)
        total = re.search(r'data-total="(-?[\d.e-]+)"', text)
        if total is None:
            assert eur == 0
        else:
            assert float(total[1]) == pytest.approx(eur, abs=0.01)
        for item in found.unpriced:
            assert item.task_id != task.id or item.name in text


@pytest.mark.parametrize("path", ["keten/programme/none/", "keten/other/sewer-1/", "voor-wie/x/"])
def test_what_is_not_there_is_not_found(area: Area, client: Client, path: str) -> None:
    assert client.get(BASE + path).status_code == 404
