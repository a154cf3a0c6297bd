# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The conversation for programs: trying out, accepting, recognising; nothing told too much."""

import pytest
from django.test import Client

from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.api.tokens import make_token
from koppelkans.web.conversation import trials
from koppelkans.web.conversation.models import Trial
from koppelkans.web.models import Area
from koppelkans.web.store import load_case

V1 = "/v1/areas/testbuurt"


@pytest.fixture
def caller(area: Area):
    def call(who: str, role: Role, partner: str) -> Client:
        user = User.objects.create_user(f"{who}@test.example", "x" * 20, name=who)
        Membership.objects.create(user=user, area=area, role=role, partner_id=partner)
        secret = make_token(user, "test", 1)[1]
        return Client(headers={"authorization": f"Bearer {secret}"})

    return call


def test_conditions_are_tried_out_and_accepted(area: Area, caller) -> None:
    water, city = caller("water", Role.LEAD, "water"), caller("city", Role.FACILITATOR, "")
    rule = {"kind": "window", "task_ids": ["sewer-1"], "first": "2030-Q1"}
    made = water.post(
        f"{V1}/conditions", {"id": "late", "partner_id": "water", "text": "Later.", **rule},
        content_type="application/json",
    )  # fmt: skip
    assert made.status_code == 201
    assert made.json()["first"] == "2030-Q1"
    wrong = water.post(f"{V1}/trials", {"conditions": ["nee"]}, content_type="application/json")
    assert wrong.status_code == 400
    asked = water.post(f"{V1}/trials", {"conditions": ["late"]}, content_type="application/json")
    assert asked.status_code == 202
    trial = Trial.objects.get()
    Trial.objects.update(asked={"seconds": 1})
    trials.compute(trial.pk, lambda _progress: True, lambda: True)
    found = city.get(asked["Location"]).json()
    assert found["fits"] is True
    [cost] = found["costs"]
    assert cost["condition"] == "late"
    assert water.post(f"{V1}/accepted-conditions/late").status_code == 403
    assert city.post(f"{V1}/accepted-conditions/late").status_code == 204
    assert city.post(f"{V1}/accepted-conditions/late").status_code == 409
    area.refresh_from_db()
    assert sum(w.eur for w in load_case(area).worths) == pytest.approx(-cost["eur"], abs=1)
    assert water.get(f"{V1}/trials").json()["total"] == 1
    assert water.get(f"{V1}/trials/9").status_code == 404


def test_recognising_tells_no_small_number(area: Area, caller) -> None:
    people = [caller(f"p{n}", Role.SPECIALIST, "") for n in range(4)]
    address = f"{V1}/recognised-struggles/s1"
    for number, client in enumerate(people, start=1):
        found = client.put(address, {}, content_type="application/json").json()
        assert found == {"partners": [], "others": number if number == 4 else 0, "mine": True}
    assert people[0].delete(address).json()["others"] == 0
    by_name = people[0].put(address, {"by_name": True}, content_type="application/json")
    assert by_name.status_code == 403
    assert people[0].put(f"{V1}/recognised-struggles/nee", {}).status_code == 404
    heat = caller("heat", Role.LEAD, "heat")
    assert heat.put(address, {}, content_type="application/json").status_code == 403
