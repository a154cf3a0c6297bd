# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules, their tests and the pages of partners, as readers get them."""

import html
import re
import threading

import pytest
from django.test import Client

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.plan.reading import Reading
from koppelkans.result import Result
from koppelkans.web.access.models import Membership, Role
from koppelkans.web.jobs.models import Job
from koppelkans.web.jobs.worker import do_next
from koppelkans.web.models import Area
from koppelkans.web.present.fairness import find_fairness
from koppelkans.web.store import first_alternative, latest_programme, load_result
from tests.factories import small_case, small_tables
from tests.web.programmes import keep_result

pytestmark = pytest.mark.django_db

PAGE = "/gebieden/testbuurt/verdeling/"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_rules_stand_side_by_side_with_their_tests(area: Area, client: Client, reading: Reading):
    text = text_of(client, PAGE)
    fairness = find_fairness(reading)
    assert fairness is not None
    assert len(fairness.rows) == 6
    for row in fairness.rows:
        assert row.label in text
        assert all(line in text for line in row.said)
        assert all(gain in text for gain in row.gains)


def test_every_partner_has_a_page_under_every_rule(area: Area, client: Client, reading: Reading):
    assert reading.result.sharing is not None
    for partner in reading.case.partners:
        for rule in reading.result.sharing.rules:
            text = text_of(client, f"{PAGE}{partner.id}/?rule={rule.rule.value}")
            assert partner.name in text


def test_another_rule_changes_the_payment_on_the_page(area: Area, client: Client):
    texts = {text_of(client, f"{PAGE}water/?rule={rule}") for rule in ("equal", "shapley")}
    assert len(texts) == 2


def test_unknown_rule_falls_back_and_unknown_partner_is_not_found(area: Area, client: Client):
    assert client.get(f"{PAGE}water/?rule=x").status_code == 200
    assert client.get(f"{PAGE}nobody/").status_code == 404


def test_partners_that_step_out_are_tried_out_on_the_page(area: Area, client: Client):
    plain = text_of(client, PAGE)
    tried = text_of(client, f"{PAGE}?without=water&without=heat&without=nobody")
    assert "Zonder" not in plain
    assert "Zonder" in tried
    assert tried.count(" checked") == 2


def test_payments_are_drawn_and_listed_by_year(area: Area, client: Client, reading: Reading):
    payments = reading.result.payments
    assert payments is not None
    text = text_of(client, PAGE)
    assert ("<svg xmlns" in text) == bool(payments.transfers)
    for transfer in payments.transfers:
        assert all(f"<td>{year}</td>" in text for year in transfer.years)


@pytest.fixture(scope="module")
def kept() -> tuple[Case, Result]:
    """Return a case in which the heat company keeps its costs, with its result."""
    partners = [
        p | ({"costs_visible": "own"} if p["id"] == "heat" else {})
        for p in small_tables()["partners"]
    ]
    case = small_case(partners=partners)
    return case, run(case, seconds=1)


def lead_of(client: Client, area: Area, partner_id: str) -> None:
    Membership.objects.create(user=client.user, area=area, role=Role.LEAD, partner_id=partner_id)


def test_lead_reads_its_own_page_while_another_keeps_its_costs(
    db: None, client: Client, kept: tuple[Case, Result]
) -> None:
    lead_of(client, keep_result(*kept), "water")
    share = next(s for s in kept[1].partners if s.partner_id == "water")
    text = text_of(client, f"{PAGE}water/")
    for eur in (share.alone_net_eur, share.net_eur):
        assert f"{round(abs(eur)):,}".replace(",", ".") in text
    assert "Jaar voor jaar" in text
    assert "Stapt u eruit" not in text
    assert "€" not in text_of(client, f"{PAGE}heat/")
    assert "€" not in text_of(client, f"{PAGE}city/")


def test_groups_that_are_planned_are_not_planned_again_for_who_may_not_see_them(
    db: None, client: Client, kept: tuple[Case, Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koppelkans.web.compute.SECONDS_OF_GROUPS", 1.0)
    lead_of(client, keep_result(*kept), "water")
    assert client.post(f"{PAGE}groepen/").status_code == 302
    while do_next(threading.Event()):
        pass
    assert Job.objects.get().state == "done"
    Job.objects.all().delete()
    assert client.post(f"{PAGE}groepen/").status_code == 302
    assert not Job.objects.exists()
    assert "Laat elke groep plannen" not in text_of(client, PAGE)


def test_kept_costs_are_not_on_the_pages(
    db: None, client: Client, kept: tuple[Case, Result]
) -> None:
    case, result = kept
    keep_result(case, result)
    fairness = find_fairness(Reading(case, result, "nl"))
    assert fairness is not None
    heat = [partner.id for partner in fairness.partners].index("heat")
    assert all(row.gains[heat] == "afgeschermd" and not row.said for row in fairness.rows)
    text = text_of(client, PAGE)
    assert fairness.derivable
    assert all(line in text for line in fairness.derivable)
    share = next(s for s in result.partners if s.partner_id == "heat")
    shown = {
        f"{round(abs(eur)):,}".replace(",", ".") for eur in (share.alone_net_eur, share.gain_eur)
    }
    body = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not [amount for amount in shown if amount in body]
    assert "€" not in text_of(client, f"{PAGE}heat/")


def test_groups_plan_by_themselves_when_asked(area: Area, client: Client, monkeypatch) -> None:
    monkeypatch.setattr("koppelkans.web.compute.SECONDS_OF_GROUPS", 5.0)
    assert "Laat elke groep plannen" in text_of(client, PAGE)
    for _ in range(2):
        assert client.post(f"{PAGE}groepen/").status_code == 302
    assert Job.objects.count() == 1
    assert "groepen/voortgang" in text_of(client, PAGE)
    while do_next(threading.Event()):
        pass
    result = load_result(latest_programme(first_alternative(area)))
    assert result is not None
    assert result.groups is not None
    assert len(result.groups.rules) == len(result.sharing.rules)
    text = text_of(client, PAGE)
    assert "beter dan alleen" in text
    assert client.get(f"{PAGE}groepen/voortgang/").headers["HX-Refresh"] == "true"
