# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page on which people make tokens."""

import re

import pytest
from django.test import Client

from koppelkans.web.access.models import AuditEvent, User
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db


def browser(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(f"{name}@test.example", name=name, is_demo=True))
    return client


def test_token_is_made_shown_once_and_taken_back() -> None:
    els, other = browser("els"), browser("other")
    page = els.post("/account/tokens/", {"name": "QGIS", "days": "90"}).content.decode()
    secret = re.search(r"kk_[\w-]{43}", page)
    assert secret
    assert Caller(secret[0]).get("/v1/areas").status_code == 200
    assert secret[0] not in els.get("/account/tokens/").content.decode()
    number = User.objects.get(name="els").api_tokens.get().pk
    address = f"/account/tokens/{number}/intrekken/"
    assert other.post(address).status_code == 404
    assert els.get(address).status_code == 405
    assert els.post(address).status_code == 302
    assert Caller(secret[0]).get("/v1/areas").status_code == 401
    told = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"token.made", "token.revoked"} <= told
    assert secret[0] not in str(list(AuditEvent.objects.values_list("facts", flat=True)))


def test_token_needs_a_name_and_a_person() -> None:
    assert browser("els").post("/account/tokens/", {"name": "", "days": "9"}).status_code == 422
    assert Client().get("/account/tokens/").status_code == 302
