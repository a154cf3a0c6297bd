# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who comes in with a token, and what is said to everybody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.second_step import DONE_ELSEWHERE
from koppelkans.web.api import tokens
from koppelkans.web.api.models import ApiToken
from koppelkans.web.api.service import VERSION
from koppelkans.web.models import Area
from tests.web.api.conftest import AREA, Caller

pytestmark = pytest.mark.django_db


def test_without_a_valid_token_nobody_comes_in(facilitator: Caller) -> None:
    for secret in ("", "nonsense", "kk_wrong", "kk_" + "x" * 10_000):
        response = Caller(secret).get(f"{AREA}/tasks")
        assert response.status_code == 401
        assert response["Content-Type"] == "application/problem+json"
        assert "Bearer" in response["WWW-Authenticate"]


def test_session_of_a_browser_is_no_token(area: Area) -> None:
    user = User.objects.create_user("els@test.example", name="Els")
    Membership.objects.create(user=user, area=area, role=Role.FACILITATOR)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    session = browser.session
    session[DONE_ELSEWHERE] = True
    session.save()
    assert browser.get(f"{AREA}/tasks").status_code == 401
    assert browser.post(f"{AREA}/tasks", "{}", "application/json").status_code == 401


def test_only_a_digest_of_a_token_is_kept(facilitator: Caller) -> None:
    secret = facilitator.headers["Authorization"].split()[1]
    token = ApiToken.objects.get()
    assert secret not in str(vars(token))
    assert facilitator.get("tasks").status_code == 200
    token.refresh_from_db()
    assert token.used is not None


@pytest.mark.parametrize("end", ["revoked", "expired", "closed", "left"])
def test_token_ends(facilitator: Caller, end: str) -> None:
    token = ApiToken.objects.get()
    if end == "revoked":
        tokens.revoke(token)
    elif end == "expired":
        ApiToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    elif end == "closed":
        User.objects.update(is_active=False)
    else:
        Membership.objects.update(until=timezone.now())
    assert facilitator.get("tasks").status_code == (404 if end == "left" else 401)


def test_area_of_others_does_not_exist(caller: Callable[..., Caller]) -> None:
    program = caller()
    other = Area.objects.create(slug="elders", name="Elders", crs="EPSG:28992")
    answers = [program.get(f"/v1/areas/{slug}/tasks") for slug in (other.slug, "not-there")]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert [a["id"] for a in program.get("/v1/areas").json()["items"]] == ["testbuurt"]


def test_too_many_requests_are_held_back(facilitator: Caller, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3
    found = [facilitator.get("/v1/areas").status_code for _ in range(8)]
    # A minute may end in between.
    assert found[:3] == [200, 200, 200]
    assert 429 in found


def test_guessing_tokens_is_held_back(area: Area) -> None:
    found = {Caller(f"kk_{n}").get("/v1/areas").status_code for n in range(50)}
    assert found == {401, 429}


def test_bodies_that_are_no_json_are_refused(facilitator: Caller) -> None:
    for text in ("{", "[]", '{"title": NaN}', '"x"', "[" * 100_000):
        assert facilitator.ask("POST", "tasks", text).status_code == 400
    big = facilitator.ask("POST", "tasks", b'{"title": "' + b"x" * 3_000_000 + b'"}')
    assert big.status_code == 413
    form = facilitator.client.post(f"{AREA}/tasks", {"title": "x"}, headers=facilitator.headers)
    assert form.status_code == 415


def test_answers_are_for_programs(facilitator: Caller) -> None:
    response = facilitator.get("/v1/areas")
    assert response["API-Version"] == VERSION
    assert "no-cache" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    for path in ("/v1/nowhere", "/v1/areas/", "/v1/areas/testbuurt/nowhere/x"):
        missing = facilitator.get(path)
        assert missing.status_code == 404
        assert missing["Content-Type"] == "application/problem+json"
    wrong = facilitator.ask("PUT", "/v1/areas")
    assert (wrong.status_code, wrong["Content-Type"]) == (405, "application/problem+json")
    assert wrong["Allow"]
    assert facilitator.get("/v1/nowhere", **{"Accept-Language": "fr"})["Content-Language"] == "nl"
