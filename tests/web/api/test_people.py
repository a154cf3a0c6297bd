# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programs begin areas, invite people, give other roles and let them go, as the pages do."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from koppelkans.web.access.models import AreaDoor, Invitation, Membership, Role
from koppelkans.web.models import Area
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db


def test_invitation_is_mailed_listed_and_withdrawn(facilitator: Caller, heat: Caller) -> None:
    wanted = {"email": "Fresh@test.example", "role": "lead", "partner_id": "water"}
    assert heat.ask("POST", "invitations", wanted).status_code == 403
    made = facilitator.ask("POST", "invitations", wanted)
    assert made.status_code == 201
    assert [message.to for message in mail.outbox] == [["fresh@test.example"]]
    assert Client().get(made.json()["link"]).status_code == 200
    (listed,) = facilitator.get("invitations").json()["items"]
    assert listed["link"] is None
    assert facilitator.ask("DELETE", f"invitations/{listed['id']}").status_code == 204
    assert facilitator.ask("DELETE", f"invitations/{listed['id']}").status_code == 404
    assert Client().get(made.json()["link"]).status_code == 410


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"email": "no address", "role": "guest"}, "email"),
        ({"email": "a@test.example", "role": "queen"}, "role"),
        ({"email": "a@test.example", "role": "lead"}, "partner_id"),
        ({"email": "a@test.example", "role": "lead", "partner_id": "nobody"}, "partner_id"),
    ],
)
def test_wrong_invitation_is_refused_at_its_field(
    facilitator: Caller, wanted: dict[str, str], field: str
) -> None:
    response = facilitator.ask("POST", "invitations", wanted)
    assert response.status_code == 400
    assert field in [error["field"] for error in response.json()["errors"]]
    assert not Invitation.objects.exists()


def test_member_gets_another_role_and_leaves(
    facilitator: Caller, heat: Caller, caller: Callable[..., Caller]
) -> None:
    lead = next(m for m in facilitator.get("members").json()["items"] if m["role"] == "lead")
    change = {"role": "contributor", "partner_id": "heat"}
    assert heat.ask("PATCH", f"members/{lead['id']}", change).status_code == 403
    now = facilitator.ask("PATCH", f"members/{lead['id']}", change).json()
    assert (now["role"], now["name"]) == ("contributor", lead["name"])
    assert caller(Role.SPECIALIST).ask("DELETE", f"members/{now['id']}").status_code == 403
    assert heat.ask("DELETE", f"members/{now['id']}").status_code == 204
    assert heat.get("members").status_code == 404
    assert Membership.objects.filter(role="lead", until__isnull=False).exists()


def test_last_facilitator_stays(facilitator: Caller) -> None:
    (member,) = facilitator.get("members").json()["items"]
    assert facilitator.ask("DELETE", f"members/{member['id']}").status_code == 409
    change = {"role": "specialist"}
    assert facilitator.ask("PATCH", f"members/{member['id']}", change).status_code == 409


def test_area_is_begun_and_opened_to_residents(facilitator: Caller, heat: Caller) -> None:
    wanted = {"name": "Nieuwe wijk", "first_year": 2027, "last_year": 2040}
    made = heat.ask("POST", "/v1/areas", wanted)
    assert made.status_code == 201
    assert made.json() | {"version": 0} == {
        "id": "nieuwe-wijk", "name": "Nieuwe wijk", "crs": "EPSG:28992", "version": 0,
        "complete": False, "public": False, "role": "facilitator", "partner_id": "",
    }  # fmt: skip
    assert heat.get(made["Location"]).status_code == 200
    assert facilitator.get("/v1/areas/nieuwe-wijk").status_code == 404
    backwards = heat.ask("POST", "/v1/areas", wanted | {"last_year": 2020})
    assert backwards.status_code == 422
    assert Area.objects.count() == 2
    assert heat.ask("PATCH", "/v1/areas/testbuurt", {"public": True}).status_code == 403
    assert facilitator.ask("PATCH", "/v1/areas/testbuurt", {"public": True}).json()["public"]
    assert AreaDoor.objects.get(area__slug="testbuurt").public
