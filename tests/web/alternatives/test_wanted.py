# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fair, weighed and planned anew: asked on the page, computed, and told with the reason."""

import pytest
from django.test import Client

from koppelkans.programme.choices import Fairness
from koppelkans.result import Result
from koppelkans.web.alternatives import keep
from koppelkans.web.models import Alternative, Area, Programme
from koppelkans.web.store import latest_programme
from tests.web.alternatives.test_fitting import (
    PAGE,
    compute_all,
    post,
    quick,
)

pytestmark = pytest.mark.django_db


def result_of(alternative: Alternative) -> Result:
    programme = latest_programme(alternative)
    assert programme is not None
    return Result.model_validate_json(Programme.objects.get(pk=programme.pk).result)


def test_fair_is_kept_with_the_alternative_and_looked_for(area: Area, facilitator: Client) -> None:
    alternative = quick(area)
    post(facilitator, "vraag", alternative, kind="seconds", seconds="4")
    text = post(facilitator, "vraag", alternative, kind="fair", fairness="nobody_worse")
    assert "Niemand is slechter af dan alleen, zonder betalingen" in text
    compute_all()
    result = result_of(alternative)
    assert result.settings.wanted.fairness is Fairness.NOBODY_WORSE
    for share in result.partners:
        assert share.together_net_eur >= share.alone_net_eur - 1
    post(facilitator, "vraag", alternative, kind="fair", fairness="worst_first")
    compute_all()
    worst = result_of(alternative)
    assert worst.programme.reached is not None
    gains = [share.together_net_eur - share.alone_net_eur for share in worst.partners]
    assert min(gains) >= worst.programme.reached.amount - 1
    post(facilitator, "uit", alternative, kind="fairness", number="0")
    alternative.refresh_from_db()
    assert keep.asked_of(alternative).wanted.fairness is None


def test_the_framework_decides_and_red_lines_are_told(area: Area, facilitator: Client) -> None:
    alternative = quick(area)
    text = post(facilitator, "vraag", alternative, kind="weighed", partner="*")
    assert "gemiddelde gewichten van alle partners" in text
    compute_all()
    result = result_of(alternative)
    assert result.programme.reached is not None
    assert result.programme.bound_eur >= result.programme.net_value_eur
    assert "Rode lijnen" in facilitator.get(PAGE).content.decode()


def test_planned_anew_after_a_slip_says_what_moved_and_why(area: Area, facilitator: Client) -> None:
    source = quick(area)
    agreed = {c.task_id: c.start for c in result_of(source).programme.tasks}
    text = post(
        facilitator, "herplannen", source, task="sewer-1", quarters="2", per_task="10000",
        per_quarter="1000",
    )  # fmt: skip
    assert "loopt 2 kwartalen uit" in text
    made = Alternative.objects.get(number=2)
    keep.change_asked(made, made.version, lambda a: a.model_copy(update={"seconds": 1.0}))
    keep.compute_alternative(made)
    compute_all()
    starts = {c.task_id: c.start for c in result_of(made).programme.tasks}
    assert starts["sewer-1"] >= agreed["sewer-1"] + 2
    page = facilitator.get(f"{PAGE}?alternatief=2").content.decode()
    assert "anders dan afgesproken" in page
    assert "De opgave loopt zelf uit." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "fair", "fairness": "somehow"}, "Kies wat eerlijk is"),
        ({"kind": "weighed", "partner": "geen"}, "Kies een partner"),
        ({"kind": "slip", "task": "sewer-1", "quarters": "2"}, "Plan eerst opnieuw"),
        ({"kind": "without", "partner": ""}, "Kies een partner"),
    ],
)
def test_what_cannot_be_wanted_is_said(
    area: Area,
    facilitator: Client,
    fields: dict[str, str],
    said: str,
) -> None:
    alternative = quick(area)
    before = alternative.asked
    assert said in post(facilitator, "vraag", alternative, **fields)
    alternative.refresh_from_db()
    assert alternative.asked == before
