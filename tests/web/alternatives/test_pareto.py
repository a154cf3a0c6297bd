# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing between objectives: computed in the background, walked along, kept as alternative."""

import pytest
from django.test import Client

from koppelkans.programme.choices import Objective
from koppelkans.web.alternatives import studies
from koppelkans.web.models import Alternative, Area, Study
from koppelkans.web.store import latest_programme
from tests.web.alternatives.test_fitting import PAGE, compute_all, post, quick
from tests.web.alternatives.test_wanted import result_of

pytestmark = pytest.mark.django_db

CHOICES = f"{PAGE}keuzes/"


@pytest.fixture
def study(area: Area, facilitator: Client, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.setattr(studies, "SECONDS", 8.0)
    alternative = quick(area)
    text = post(facilitator, "keuzes/reken", alternative, objective=["value", "nuisance"])
    assert "voortgang" in text
    post(facilitator, "keuzes/reken", alternative, objective=["value", "nuisance"])
    assert Study.objects.count() == 1
    compute_all()
    return Study.objects.get()


def test_points_are_walked_along_and_one_is_kept(facilitator: Client, study: Study) -> None:
    found = studies.load_set(study)
    assert found is not None
    assert [point.reached["value"] for point in found.points] == sorted(
        (point.reached["value"] for point in found.points), reverse=True
    )
    number = len(found.points)
    page = facilitator.get(f"{CHOICES}?punt={number}").content.decode()
    assert 'aria-current="true"' in page
    assert facilitator.get(f"{CHOICES}?punt=999").status_code == 200
    post(facilitator, "keuzes/bewaar", study.alternative, point=number)
    made = Alternative.objects.get(number=2)
    compute_all()
    assert latest_programme(made) is not None
    most = -found.points[-1].reached[Objective.NUISANCE]
    assert result_of(made).programme.nuisance_eur <= most * (1 + 1e-5) + 1


def test_two_or_three_objectives_are_asked(area: Area, facilitator: Client) -> None:
    text = post(facilitator, "keuzes/reken", quick(area), objective=["value"])
    assert "Kies er twee of drie" in text
    assert not Study.objects.exists()


def test_who_may_not_know_the_costs_sees_no_accounts(client: Client, study: Study) -> None:
    found = studies.load_set(study)
    assert found is not None
    page = client.get(f"{CHOICES}?punt={len(found.points)}")
    assert page.status_code == 200
    assert page.context["kept"] == (not page.context["accounts"])
