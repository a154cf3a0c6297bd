# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programs that call the API, each with the token of somebody in the area."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.api.tokens import make_token
from koppelkans.web.models import Area

AREA = "/v1/areas/testbuurt"


class Caller:
    """A program with a token, or without."""

    def __init__(self, secret: str = "") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def ask(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        address = path if path.startswith(("/", "http:")) else f"{AREA}/{path}"
        body = data if isinstance(data, str | bytes) else b"" if data is None else json.dumps(data)
        return self.client.generic(
            method, address, body, "application/json", headers={**self.headers, **headers}
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def caller(area: Area) -> Callable[..., Caller]:
    """Return a function that gives a program with the token of a member of the area."""

    def make(role: Role = Role.FACILITATOR, partner_id: str = "") -> Caller:
        user, _ = User.objects.get_or_create(
            email=f"{role}-{partner_id}@test.example", defaults={"name": role, "is_demo": True}
        )
        Membership.objects.get_or_create(
            user=user, area=area, until=None, defaults={"role": role, "partner_id": partner_id}
        )
        return Caller(make_token(user, "test", 1)[1])

    return make


@pytest.fixture
def facilitator(caller: Callable[..., Caller]) -> Caller:
    return caller()


@pytest.fixture
def heat(caller: Callable[..., Caller]) -> Caller:
    return caller(Role.LEAD, "heat")
